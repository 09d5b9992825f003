# SPDX-License-Identifier: Apache-2.0
"""The words of a PDF, and PDFs made to do harm."""

import io
from collections.abc import Callable
from contextlib import suppress

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import UsageRefusal
from safeconduct.tools.extract import extract
from safeconduct.tools.extract_child_pdf import _running as running
from safeconduct.tools.extract_child_pdf import words
from safeconduct.tools.jail import Limits

from .layouts import pdf, set_by_typst
from .refusing import refusal

SENTENCE = [("en", "As many as 10,000 soldiers were sent.")]


def told(setting: str) -> list[str]:
    return words(set_by_typst('#set text(font: "Source Serif 4", size: 10pt)\n' + setting)).split("\n")


def test_a_word_divided_at_the_end_of_a_line_stays_divided() -> None:
    setting = '#set page(width: 3cm, margin: 5mm)\n#set text(lang: "en", hyphenate: true)\n'
    assert told(setting + "extraordinary") == ["extraordi-", "nary"]


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ("10,000#super[1] men", "10,000 1 men"),
        ("10,000#super(typographic: false)[23] men", "10,000 23 men"),
        ("10,000 men#super[1]", "10,000 men1"),
        ("10,000 men and 9,876,543,210 more", "10,000 men and 9,876,543,210 more"),
        ('#text(number-type: "old-style")[1,234,567,890,135]', "1,234,567,890,135"),
        ("#rotate(90deg)[10,000]", "10,000"),
        ("#rotate(12deg)[10,000]", "10,000"),
    ],
)
def test_the_number_of_a_note_is_no_digit_of_a_figure(setting: str, line: str) -> None:
    assert told(setting)[0] == line


def test_running_lines_do_not_stand_in_the_middle_of_a_sentence() -> None:
    setting = "#set page(height: 4cm, header: [The paper], footer: context counter(page).display())\n"
    pages = "\n".join(told(setting + " ".join(f"word{n}" for n in range(300))))
    text, _, rest = pages.rpartition("\n\n")
    assert " ".join(text.split()) == " ".join(f"word{n}" for n in range(300))
    assert set(rest.split("\n")) >= {"The paper", "1", "2"}


@pytest.mark.parametrize(
    ("last_lines", "rest"),
    [
        (["The paper", "The paper", "The paper"], []),
        (["1", "2", "3"], []),
        (["Page 9 of 12", "Page 10 of 12", "Page 11 of 12"], []),
        (["2024 | 9", "2024 | 10", "2024 | 11"], []),
        (["4 Nov 10,000", "6 Nov 11,000", "9 Nov 12,500"], ["4 Nov 10,000", "6 Nov 11,000", "9 Nov 12,500"]),
        (["men 10", "men 20", "men 40"], ["men 10", "men 20", "men 40"]),
        (["The paper", "a", "b", "c"], ["The paper", "a", "b", "c"]),
    ],
)
def test_what_runs(last_lines: list[str], rest: list[str]) -> None:
    pages = [[f"text {number * 7}", line] for number, line in enumerate(last_lines)]
    running(pages, -1)
    assert [line for lines in pages for line in lines if not line.startswith("text")] == rest


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "c 1", "c 2", "7"]), max_size=6), max_size=8))
def test_no_line_is_ever_lost(pages: list[list[str]]) -> None:
    before = sorted(line for lines in pages for line in lines)
    taken = [line for edge in (0, -1) for line in running(pages, edge)]
    assert sorted([*taken, *(line for lines in pages for line in lines)]) == before


def test_one_page_has_no_running_line() -> None:
    assert running([["The paper", "words"]], 0) == []


def sabotaged_pdf(change: Callable[[pikepdf.Pdf], None], encryption: pikepdf.Encryption | None = None) -> bytes:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(SENTENCE))) as paper:
        change(paper)
        paper.save(held, encryption=encryption)
    return held.getvalue()


def loop(paper: pikepdf.Pdf) -> None:
    paper.Root.Pages.Kids.append(paper.Root.Pages)


def drawing_itself(paper: pikepdf.Pdf) -> None:
    form = paper.make_stream(b"/Me Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
    paper.pages[0].Resources.XObject = pikepdf.Dictionary(Me=form)
    paper.pages[0].Contents = paper.make_stream(b"/Me Do")


def huge_stream(paper: pikepdf.Pdf) -> None:
    paper.pages[0].Contents = paper.make_stream(b"q Q " * (40 << 20))


def huge_numbers(paper: pikepdf.Pdf) -> None:
    paper.Root.Pages.Count = 2**31 - 1


def nothing(paper: pikepdf.Pdf) -> None:
    pass


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (sabotaged_pdf(nothing, encryption=pikepdf.Encryption(owner="a", user="b")), "is a PDF with a password."),
        (pdf(SENTENCE)[:3000], "is a damaged or incomplete PDF."),
        (sabotaged_pdf(drawing_itself), "shows no word: it is probably a scan"),
        (sabotaged_pdf(huge_stream), "“page” "),
        (b"%PDF-1.7\n" + b"1 0 obj\n<<" * 100_000, "is a damaged or incomplete PDF."),
        (b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages " + b"[" * 200_000 + b"\n%%EOF", "is a damaged or incomplete PDF."),
    ],
)
def test_a_bad_pdf_is_refused(page: bytes, what: str) -> None:
    assert what in refusal(page, Limits(cpu_s=8)).what


@pytest.mark.parametrize("change", [loop, huge_numbers])
def test_a_pdf_that_lies_about_its_pages_is_read_or_refused(change: Callable[[pikepdf.Pdf], None]) -> None:
    page = sabotaged_pdf(change)
    with suppress(UsageRefusal):
        found = extract(page, "page", Limits(cpu_s=8)).words
        assert found is not None
        assert found.decode().startswith(SENTENCE[0][1])


def test_a_pdf_that_may_be_read_but_not_changed_is_read() -> None:
    page = sabotaged_pdf(
        nothing, encryption=pikepdf.Encryption(owner="a", user="", allow=pikepdf.Permissions(extract=False))
    )
    found = extract(page, "page").words
    assert found is not None
    assert found.decode().startswith(SENTENCE[0][1])
