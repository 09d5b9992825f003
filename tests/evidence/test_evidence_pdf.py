# SPDX-License-Identifier: Apache-2.0
"""The report on paper: every text as it stands, none of it read as mark-up, the same bytes every time."""

import io
import re
from datetime import date

import page
import pikepdf
import pypdfium2
import pytest
from attrs import evolve
from gathered import edition, gathered, with_text
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.evidence.outlining import outline
from safeconduct.evidence.pictures.citations import citations
from safeconduct.evidence.pictures.timeline import timeline
from safeconduct.evidence.report import Report, report
from safeconduct.model.codec import plain
from safeconduct.press.evidence import BREAK, set_evidence, settable

AS_OF = "2026-11-01"


def printed(whole: Report) -> bytes:
    return set_evidence(plain(outline(whole)), (*timeline(whole, 1250), *citations(whole, 1250)), AS_OF)


def words(pdf: bytes) -> str:
    """All text of a PDF, without what may stand at a line's end."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return bare("".join(page.get_textpage().get_text_range() for page in opened))


def bare(text: str) -> str:
    """The text without white space and soft breaks."""
    return "".join(text.split()).replace(BREAK, "")


def test_the_report_says_what_the_page_says_in_every_script() -> None:
    whole = edition()
    korean = evolve(whole.claims["bridge"], text="다리는 안전합니다.")
    said = words(printed(gathered(evolve(whole, claims={**whole.claims, "bridge": korean}))))
    for told in (
        "5 claims, 3 told in a piece; 1 promise; 3 sources.",
        "Brook Post reports that River Agency said so.",
        "post.txt, line 3.",
        "There are 40 beds, says the agency. note, en, told (pieces/note/copy.en.md:3)",
        "Міст тримає.",
        "다리는 안전합니다.",
        "Expired.",
        "There will be tea.",
        "Open.",
        f"sha256: {whole.sources['post'].capture.page}",
    ):
        assert bare(told) in said


@pytest.mark.parametrize(
    "nasty",
    [
        '#eval("1+1")',
        "#panic[x]",
        "*bold* _it_ $x^2$",
        '"; #read("x") //',
        r"\u{41} <label> @ref",
        "= Heading",
        "`raw`",
    ],
)
def test_nothing_is_read_as_mark_up(nasty: str) -> None:
    assert bare(nasty) in words(printed(with_text(nasty)))


@settings(max_examples=12, deadline=None)
@given(st.text(min_size=1, max_size=12))
def test_any_text_can_be_printed(text: str) -> None:
    assert printed(with_text(text)).startswith(b"%PDF")


@given(st.text(max_size=60))
def test_every_sign_is_set_or_named(text: str) -> None:
    shown = settable(text)
    assert isinstance(shown, str)
    back = re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda named: chr(int(named[1], 16)), shown.replace(BREAK, ""))
    if "[U+" not in text:
        assert back == re.sub(r"\s+", " ", text)
    assert not re.search(rf"[^\s{BREAK}]{{60}}", shown) or re.fullmatch("[0-9a-f]{64}", shown)


def test_signs_without_a_typeface_are_named() -> None:
    assert settable({"a": ["x\U0001f600", 3, None, True]}) == {"a": ["x[U+1F600]", 3, None, True]}
    assert settable("a\u202eb") == "a[U+202E]b"
    assert settable("0f" * 32) == "0f" * 32


def test_the_file_is_tagged_has_a_title_and_one_date_and_is_the_same_twice() -> None:
    one = printed(gathered())
    assert one == printed(gathered())
    with pikepdf.open(io.BytesIO(one)) as opened:
        assert str(opened.docinfo["/Title"]) == "Evidence: Small"
        assert str(opened.docinfo["/CreationDate"]) == "D:20261101000000Z"
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang).startswith("en")
        assert not {"/AcroForm", "/OpenAction", "/Names", "/AA"} & set(opened.Root.keys())


@pytest.mark.parametrize("text", ["There are 40 beds.", "Міст тримає.", "다리는 안전합니다.", "ǱÅ ½ ﬁ 𝄞 \u0301"])
def test_the_file_can_be_kept_and_read_aloud(text: str) -> None:
    content = printed(with_text(text))
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert [fault.message for fault in page.validate_pdf_bytes(content, profile=profile).failures] == []


def test_a_ledger_without_claims_can_be_printed() -> None:
    empty = report(
        evolve(edition(), claims={}, sources={}, promises={}, pieces=()), date(2026, 11, 1), {}, lambda _text: ()
    )
    assert bare("0 claims, 0 told in a piece; 0 promises; 0 sources.") in words(printed(empty))
