# SPDX-License-Identifier: Apache-2.0
"""Letters, briefs, plans and job tickets, made for real in four languages and read back from the finished pages."""

import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
from attrs import evolve
from office_samples import (
    BRIEF,
    COPIES,
    FILES,
    FORMATS,
    GUIDE,
    LANGUAGES,
    PURPOSE,
    SPEAKER,
    TITLES,
    TO,
    deliveries,
    pages,
    planned,
    products,
    with_more_files,
)
from page import ValidationProfile
from press_samples import copy_of

from safeconduct.language.labels import catalogue
from safeconduct.language.speech import sentences
from safeconduct.manuscript.channels import channels
from safeconduct.model.canonical import digest_of
from safeconduct.model.channel import PaperChannel
from safeconduct.model.fingerprints import list_fingerprint
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Made
from safeconduct.press.consigned import Product
from safeconduct.press.figures import figure, measured, size
from safeconduct.press.formats.job_ticket import NEVER
from safeconduct.press.job import blocks_of
from safeconduct.press.print_run import print_run
from safeconduct.press.typeset import typeset

SOME_FILE = Made("note.stamp", "file")
FULL = 52
"""With so many files of a first group there is no room left on a page but for a title."""
THEMES = ("black", "two-colour", "full-colour")
EVERY = [(form, language) for form in FORMATS for language in LANGUAGES]


@cache
def made(form: str, language: str, theme: str = "black") -> bytes:
    with TemporaryDirectory() as folder:
        return pages(planned(form, language, theme=theme), Path(folder))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\x02\ufffe-]", "", text)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return " ".join(sheet.get_textpage().get_text_range() for sheet in opened)


def count_of(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as opened:
        return len(opened)


def tags(pdf: bytes) -> list[str]:
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            walk(node.get("/K"))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


@pytest.mark.parametrize(("form", "language"), EVERY)
def test_every_sheet_can_be_kept_and_read_aloud(form: str, language: str) -> None:
    for profile in (ValidationProfile.PDF_A_2A, ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(made(form, language), profile=profile)
        assert [str(failure) for failure in report.failures] == []
        assert report.is_compliant


@pytest.mark.parametrize(("form", "language"), EVERY)
def test_every_sentence_and_the_sender_are_printed(form: str, language: str) -> None:
    printed = squeezed(text_of(made(form, language)))
    for block in copy_of((BRIEF if form == "brief" else COPIES)[language], language).blocks:
        for part in block.text.split("\t"):
            for sentence in sentences(part):
                assert squeezed(sentence) in printed
    assert squeezed(SPEAKER[language]) in printed


@pytest.mark.parametrize(("form", "language"), EVERY)
def test_tables_have_headers_and_headings_begin_with_the_first_level(form: str, language: str) -> None:
    found = tags(made(form, language))
    assert "/Table" in found
    assert "/TH" in found
    assert found.count("/H1") == 1
    headings = [int(tag[2]) for tag in found if re.fullmatch(r"/H\d", tag)]
    assert headings[0] == 1
    assert all(later <= before + 1 for before, later in pairwise(headings))


@pytest.mark.parametrize("theme", THEMES[1:])
@pytest.mark.parametrize("form", FORMATS)
def test_every_theme_prints_the_same_words(form: str, theme: str) -> None:
    coloured = made(form, "ru", theme)
    assert squeezed(text_of(coloured)) == squeezed(text_of(made(form, "ru")))
    assert page.validate_pdf_bytes(coloured, profile=ValidationProfile.PDF_A_2A).is_compliant


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_lists_every_file_and_the_fingerprint_of_the_list(language: str) -> None:
    pdf = made("letter", language)
    printed = squeezed(text_of(pdf))
    digests = {file: digest_of(content) for file, content in FILES.items()}
    for file, digest in digests.items():
        assert squeezed(file + digest[:16]) in printed
    assert squeezed(list_fingerprint(digests)) in printed
    for words in (TO[language], catalogue(language)["list_fingerprint_text"], TITLES[language]):
        assert squeezed(words) in printed
    assert "LC_ALL=Cshc'sha256sum*|sha256sum'" in printed
    assert count_of(pdf) == 1


def test_one_changed_file_changes_the_fingerprint() -> None:
    changed = {**FILES, "call.en.fm.wav": b"another voice"}
    with TemporaryDirectory() as folder:
        other = text_of(pages(planned("letter", "en"), Path(folder), changed))
    groups = r"(?:\d{5}\s+){7}\d{5}"
    first, second = re.search(groups, text_of(made("letter", "en"))), re.search(groups, other)
    assert first
    assert second
    assert first[0] != second[0]


def test_fifty_files_still_make_a_letter_of_two_pages(tmp_path: Path) -> None:
    files, listed = with_more_files("ko-KP", 50)
    letter = planned("letter", "ko-KP", enclosed=dict.fromkeys(files, SOME_FILE), products=listed)
    pdf = pages(letter, tmp_path, files)
    assert count_of(pdf) == 2
    with pypdfium2.PdfDocument(pdf) as opened:
        first, second = (squeezed(sheet.get_textpage().get_text_range()) for sheet in opened)
    assert all(squeezed(file) in second for file in files), "the list is not torn"
    assert not any(squeezed(file) in first for file in files)


def test_a_longer_list_runs_on_and_repeats_its_header(tmp_path: Path) -> None:
    files, listed = with_more_files("en", 150)
    letter = planned("letter", "en", enclosed=dict.fromkeys(files, SOME_FILE), products=listed)
    pdf = pages(letter, tmp_path, files)
    printed = squeezed(text_of(pdf))
    assert all(squeezed(file) in printed for file in files)
    assert printed.count(squeezed(catalogue("en")["digest"])) == count_of(pdf) - 1 == 3


def test_no_title_of_a_group_stands_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    """Wherever the page ends, a file of the second group stands below its title on the same page."""
    files, (first,) = with_more_files("en", 80)
    names, title, above = list(files), "The second group", []
    for count in range(FULL - 2, FULL + 2):
        second = evolve(products("en")[1], title=title, files=tuple(names[count:]))
        listed = (evolve(first, files=tuple(names[:count])), second)
        folder = tmp_path / str(count)
        folder.mkdir()
        letter = planned("letter", "en", enclosed=dict.fromkeys(files, SOME_FILE), products=listed)
        with pypdfium2.PdfDocument(pages(letter, folder, files)) as opened:
            lines = opened[1].get_textpage().get_text_range().split("\r\n")
        above.append(title in lines)
        assert title not in lines or lines[lines.index(title) + 1].startswith(names[count])
    assert above == [True, True, False, False], "FULL is no longer the number of files with which a page ends"


def test_a_letter_that_will_not_end_is_refused(tmp_path: Path) -> None:
    endless = "# Title {#title}\n" + "\n".join(f"{'Word ' * 60}{number}. {{#p{number}}}" for number in range(40))
    step = next(step for step in planned("letter", "en").steps if step.name.endswith(".screen.typeset"))
    table: Any = dict(step.params["table"])  # type: ignore[arg-type]
    table["text"] = blocks_of(copy_of(endless, "en").blocks[1:], "en", {})
    with pytest.raises(StepRefusal, match="pages"):
        typeset({}, {**step.params, "table": table, "enclosed": []}, tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_is_one_page_and_a_phrase_card(language: str) -> None:
    pdf = made("brief", language)
    assert count_of(pdf) == 2
    with pypdfium2.PdfDocument(pdf) as opened:
        first, second = (squeezed(sheet.get_textpage().get_text_range()) for sheet in opened)
    words = catalogue(language)
    steps = [block.text for block in copy_of(GUIDE[language], language).blocks[1:]]
    places = [first.index(squeezed(step)) for step in steps]
    assert places == sorted(places)
    assert first.count(squeezed(words["confirm"])) >= len(steps)
    assert squeezed(words["reasons"]) in first
    assert squeezed(words["column_say"]) in second


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_tells_who_gets_what_when_and_what_is_to_be_printed(language: str) -> None:
    printed = squeezed(text_of(made("campaign-plan", language)))
    for delivery in deliveries(language):
        for words in (delivery.day, delivery.to, PURPOSE[language]):
            assert squeezed(words) in printed
    channel = channels()["pocket-a7"]
    assert isinstance(channel, PaperChannel)
    run = print_run(channel, 13_000)
    for told in (
        figure(12_500, language),
        figure(13_000, language),
        figure(13_902, language),
        figure(run.sheets, language),
        catalogue(language)["plan_limits"],
        catalogue(language)["specimen_plan"],
        catalogue(language)["as_recording"],
    ):
        assert squeezed(told) in printed


def test_a_final_plan_says_nothing_of_specimens(tmp_path: Path) -> None:
    printed = squeezed(text_of(pages(planned("campaign-plan", "en", specimen=False), tmp_path)))
    assert "SPECIMEN" not in printed
    assert squeezed(catalogue("en")["status_final"]) in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ticket_tells_the_printer_all_and_what_must_not_be_done(language: str) -> None:
    printed = squeezed(text_of(made("job-ticket", language)))
    words = catalogue(language)
    for key in NEVER:
        assert squeezed(words[key]) in printed
    for told in (
        size(74, 105, language),
        measured(60, "g/m²", language),
        words["inks_black"],
        words["inks_spot"].format(ink="PANTONE 294 C"),
        words["ask_text"].format(sender=SPEAKER[language]),
        words["turn_long"],
        figure(13_000, language),
    ):
        assert squeezed(told) in printed
    for file, content in FILES.items():
        plates = file.endswith(".press.pdf") or ".sheet-" in file
        assert (squeezed(file) in printed) is plates
        assert (squeezed(digest_of(content)[:16]) in printed) is plates


def test_the_panels_of_a_rolled_strip_are_told_in_their_widths() -> None:
    printed = text_of(made("job-ticket", "en"))
    found = re.search(r"seen on the front: ([\d.]+) \+ ([\d.]+) \+ ([\d.]+) \+ ([\d.]+) mm", printed)
    assert found
    widths = [float(width) for width in found.groups()]
    channel = channels()["fold-roll"]
    assert isinstance(channel, PaperChannel)
    assert sum(widths) == pytest.approx(channel.width_mm)
    assert widths[0] == widths[1] > widths[2] > widths[3]


def test_a_plan_of_nothing_is_refused() -> None:
    with pytest.raises(StepRefusal, match="nothing to plan"):
        planned("campaign-plan", "en", deliveries=())


def test_a_plan_refuses_what_it_does_not_enclose() -> None:
    with pytest.raises(StepRefusal, match="“steps”") as refused:
        planned("campaign-plan", "en", products=products("en")[:1])
    assert "encloses" in refused.value.do


@pytest.mark.parametrize("changed", [{"deliveries": ()}, {"products": ()}], ids=["nothing ordered", "nothing enclosed"])
def test_a_ticket_without_a_job_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(StepRefusal, match="nothing to print"):
        planned("job-ticket", "en", **changed)


def test_a_ticket_prints_no_recording() -> None:
    spoken: tuple[Product, ...] = tuple(one for one in products("en") if one.piece == "call")
    with pytest.raises(StepRefusal, match="nothing to print"):
        planned("job-ticket", "en", products=spoken)


def test_an_office_channel_is_ticketed_without_a_sheet(tmp_path: Path) -> None:
    office = evolve(products("en")[0], channel=channels()["letter-a4"])
    ordered = evolve(deliveries("en")[0], lots={office.key: 60})
    printed = text_of(pages(planned("job-ticket", "en", products=(office,), deliveries=(ordered,)), tmp_path))
    assert squeezed(catalogue("en")["press_sheet_none"].format(size=size(210, 297, "en"))) in squeezed(printed)
    assert squeezed(catalogue("en")["turn_none"]) in squeezed(printed)
