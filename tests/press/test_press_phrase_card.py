# SPDX-License-Identifier: Apache-2.0
"""The phrase card, made for real: every phrase once, sides cut between groups, words whole, a table with headers."""

import io
import re
from functools import cache

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phrase_samples import PHRASES, TITLES, card, pages
from press_samples import copy_of
from test_press_poster import LANGUAGES, bare, planned

from safeconduct.model.refusal import StepRefusal

THEMES = ("black", "two-colour", "full-colour")


@cache
def made(text: str, language: str, theme: str = "black") -> dict[str, bytes]:
    plan = planned(text, language, "phrase-card", "card-a6", theme)
    return {build: pages(plan, build) for build in ("screen", "press")}


def sides(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as opened:
        return [sheet.get_textpage().get_text_bounded() for sheet in opened]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_phrase_stands_on_both_builds(language: str, theme: str) -> None:
    for pdf in made(card(language), language, theme).values():
        text = bare("".join(sides(pdf)))
        for block in copy_of(card(language), language).blocks:
            for cell in block.text.split("\t"):
                assert bare(cell) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sides_are_cut_between_two_groups(language: str) -> None:
    front, back = (bare(side) for side in sides(made(card(language, 2), language)["press"]))
    _, one, two = TITLES[language]
    assert bare(one) in front
    assert bare(one) not in back
    assert bare(two) in back
    assert bare(two) not in front


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_without_headings_is_cut_between_two_lines(language: str) -> None:
    front, back = (bare(side) for side in sides(made(card(language, 2, groups=1), language)["press"]))
    cells = [bare(cells[2]) for cells in PHRASES[language][3] * 2]
    found = [sum(side.count(cell) for cell in set(cells)) for side in (front, back)]
    assert sum(found) == len(cells)
    assert min(found) >= 2


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_no_spoken_word_is_broken(language: str) -> None:
    lines = "\n".join(sides(made(card(language, 2), language)["press"])).splitlines()
    for cells in PHRASES[language][3]:
        for word in cells[1].split():
            assert any(word in line for line in lines), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_card_is_archival_and_accessible(language: str) -> None:
    pdf = made(card(language), language)["screen"]
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert [fault.message for fault in page.validate_pdf_bytes(pdf, profile=profile).failures] == []


def test_it_is_a_table_with_headers_for_a_screen_reader() -> None:
    with pikepdf.open(io.BytesIO(made(card("uk"), "uk")["screen"])) as pdf:
        kinds = [str(each.S) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
    assert kinds.count("/Table") == 2
    # Three columns on each side, and the heading of a group on each.
    assert kinds.count("/TH") == 8
    assert kinds.count("/TD") == 12


def fitting(refusal: StepRefusal) -> tuple[int, int]:
    found = re.search(r"has (\d+) phrases, and (\d+) of them fit", refusal.what)
    assert found, refusal.what
    return int(found[1]), int(found[2])


def refused(text: str, language: str) -> tuple[int, int] | None:
    try:
        made(text, language)
    except StepRefusal as refusal:
        return fitting(refusal)
    return None


def test_too_many_phrases_are_refused_with_the_number_that_fits() -> None:
    text = card("en", 12, groups=1)
    with pytest.raises(StepRefusal) as refused:
        made(text, "en")
    all_of_them, fit = fitting(refused.value)
    assert all_of_them == 48
    lines = text.splitlines()
    assert made("\n".join(lines[: 2 + fit]), "en")
    with pytest.raises(StepRefusal):
        made("\n".join(lines[: 3 + fit]), "en")


@settings(max_examples=12, deadline=None)
@given(st.integers(4, 22), st.sampled_from(LANGUAGES))
def test_a_card_holds_its_phrases_or_says_how_many_fit(count: int, language: str) -> None:
    text = "\n".join(card(language, 6, groups=1).splitlines()[: 2 + count])
    told = refused(text, language)
    if told:
        assert told[0] == count
        assert 2 <= told[1] < count
        count = told[1]
        text = "\n".join(text.splitlines()[: 2 + count])
    wanted = [bare(cells[2]) for cells in (PHRASES[language][3] * 6)[:count]]
    found = bare("".join(sides(made(text, language)["press"])))
    assert sum(found.count(cell) for cell in set(wanted)) == count


def test_more_than_sixty_phrases_are_refused() -> None:
    with pytest.raises(StepRefusal, match="64 phrases in en; 60 is the most"):
        planned(card("en", 16), "en", "phrase-card", "card-a6")


def test_a_word_wider_than_any_column_is_refused() -> None:
    text = card("en").replace("kee-da-ree-ship-shee-o", "kee-da-ree-" * 9)
    with pytest.raises(StepRefusal, match="wider than its column"):
        made(text, "en")


def test_a_card_without_phrases_or_title_is_refused() -> None:
    for text, fault in (
        ("# Words {#title}", "fewer than 2 phrases"),
        ("# W {#title}\n| en | ko-KP |\n| Halt! | 정지! |", "fewer than 2 phrases"),
        (card("en").partition("\n")[2], "no title"),
    ):
        with pytest.raises(StepRefusal, match=fault):
            planned(text, "en", "phrase-card", "card-a6")


def test_a_picture_has_no_room() -> None:
    text = card("en") + "\n- ![ear](art/listen.svg) Listen. {#listen}"
    with pytest.raises(StepRefusal, match="no room for a picture"):
        planned(text, "en", "phrase-card", "card-a6")
