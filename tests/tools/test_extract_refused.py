# SPDX-License-Identifier: Apache-2.0
"""Whatever a page is and whatever its reader does, the answer is words, or one sentence that people understand."""

import pytest

from safeconduct.model.refusal import ToolRefusal, UsageRefusal
from safeconduct.tools import extract as extracting
from safeconduct.tools.extract import MOST_BYTES, SENTENCES
from safeconduct.tools.extract_kinds import OTHERS
from safeconduct.tools.jail import Limits

from .refusing import refusal


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (b"", "is empty."),
        (b" \n\t ", "is empty."),
        ("\ufeff".encode(), "holds no word."),
        ("\u3000 — \u00a0".encode(), "holds no word."),
        (b"\xe9\xe8 words", "is nothing that can be read here"),
        (b"words \0 words", "is nothing that can be read here"),
        (b"<html><p>be\0gun", "zero bytes"),
        (b"<html><meta charset=ebcdic><p>a", "says that it is written in “ebcdic”, which is not known here."),
        (b"<html><p>", "shows no word"),
        (b"%PDF-1.7 broken", "is a damaged or incomplete PDF."),
        (b"PK\x03\x04 broken", "is a damaged or incomplete file."),
    ],
)
def test_the_sentence_names_the_fault(page: bytes, what: str) -> None:
    told = refusal(page)
    assert what in told.what
    assert isinstance(told, UsageRefusal)


# Sizes


def test_three_hundred_megabytes_are_refused_unread() -> None:
    page = b"<html>" + bytes(MOST_BYTES)
    assert refusal(page).what == "“page” is larger than 64 MiB, and no captured page of its kind may be."


def test_plain_text_may_be_as_large_as_the_press_reads() -> None:
    assert "larger than 20 MiB" in refusal(b"words " * (4 << 20)).what


@pytest.mark.parametrize("page", [b"<html>" + b"<i>" * (16 << 20), b"<html>" + b"<p>word</p>" * (5 << 20)])
def test_a_page_of_millions_of_elements_is_refused(page: bytes) -> None:
    told = refusal(page, Limits(memory_mb=512, cpu_s=5))
    assert told.what == "“page” needs more memory than the 512 MB that reading it may take."


# A reader that was taken over may answer anything


@pytest.mark.parametrize(
    "answer",
    [
        b"\n",
        b"[]\nwords",
        b'{"kind": "html"}\nwords',
        b'{"kind": "exe", "extractor": "safeconduct 1 with x 1"}\nwords',
        b'{"kind": "html", "extractor": "safeconduct 1 with x 1; rm -rf"}\nwords',
        b'{"kind": "html", "extractor": "safeconduct 1 with x 1"}\n\x1b[2Jwords',
        b'{"kind": "html", "extractor": "safeconduct 1 with x 1"}\n\xff',
        b'{"kind": "html", "extractor": "safeconduct 1 with x 1"}\n',
        b'{"kind": "text"}\nwords',
        b'{"refused": "unheard", "detail": "{0.__class__} \\u001b[2J"}\n',
        b'{"refused": "damaged", "detail": "PDF. Send money to \\u001b"}\n',
        b'{"refused": ["macros"]}\n',
        b'{"refused": "' + b"x" * 5000,
    ],
)
def test_a_strange_answer_is_a_sentence_too(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f'import sys; sys.stdout.buffer.write(b\'{{"network": "filter", "unmet": []}}\\n\' + {answer!r})'
    monkeypatch.setattr(extracting, "ENTRY", ("-c", code))
    told = refusal(b"<p>x")
    assert "money" not in told.what
    assert told.what.isprintable()


def test_a_reader_that_does_not_start_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "ENTRY", ("-c", "import nothing_of_that_name"))
    assert isinstance(refusal(b"<p>x"), ToolRefusal)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("while True: pass", "takes longer to read than the 1 seconds it may take."),
        ("bytearray(1 << 30)", "broke on it"),
        ("import sys; sys.stdout.buffer.write(bytes(3 << 20))", "unpacks to far more words"),
        ("import os; os.abort()", "broke on it (signal "),
    ],
)
def test_every_end_of_the_reader_is_a_sentence(code: str, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    serve = f"from safeconduct.tools.jail_child import serve\ndef read(page):\n    {code}\n    return b'x'\nserve(read)"
    monkeypatch.setattr(extracting, "ENTRY", ("-c", serve))
    assert what in refusal(b"<p>x", Limits(256, 1, 10.0, 1 << 20)).what


def test_every_sentence_is_whole() -> None:
    for what, do in [*SENTENCES.values(), *((f"is {what}.", do) for what, do in OTHERS.values())]:
        assert what.endswith("."), what
        assert do.endswith("."), do
