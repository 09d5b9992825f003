# SPDX-License-Identifier: Apache-2.0
"""The step poster, made for real: steps in order, large enough, in every language, theme and build."""

import io
import re
from functools import cache

import page
import pikepdf
import pypdfium2
import pytest
from attrs import evolve
from phrase_samples import pages, poster
from press_samples import channel, commission, copy_of, piece

from safeconduct.language.labels import labels
from safeconduct.model.edition import Attribution
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Commission, Plan
from safeconduct.press.planning import plan
from safeconduct.press.signs import signs_of

CHANNELS = ("poster-a3", "poster-a4")
LANGUAGES = ("en", "uk", "ru", "ko-KP")
SPEAKER = {"en": "Former soldiers", "uk": "Колишні військові", "ru": "Бывшие военные", "ko-KP": "이전 군인들"}


def order(language: str) -> Commission:
    known = language if language != "ru" else "uk"
    made = commission(known, mark=False)
    return evolve(made, labels=labels(language, made.as_of, made.valid_until), notice="", credits=())


def planned(text: str, language: str, form: str, where: str, theme: str | None = None) -> Plan:
    said = evolve(piece("p", form), theme=theme, attribution=Attribution(SPEAKER))
    return plan(said, copy_of(text, language), channel(where), order(language))


@cache
def made(steps: int, language: str, where: str, theme: str, rest: bool = True) -> dict[str, bytes]:
    """Return the pages of each build."""
    plan = planned(poster(language, steps, rest), language, "poster", where, theme)
    return {build: pages(plan, build) for build in ("screen", "press")}


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return bare("".join(sheet.get_textpage().get_text_bounded() for sheet in opened))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("steps", range(2, 10))
def test_every_word_stands_on_both_builds_in_the_order_of_the_steps(steps: int, language: str) -> None:
    where, theme = CHANNELS[steps % 2], ("full-colour", "two-colour", "black")[steps % 3]
    for pdf in made(steps, language, where, theme).values():
        text = words(pdf)
        blocks = [bare(block.text) for block in copy_of(poster(language, steps), language).blocks]
        places = [text.find(block) for block in blocks]
        assert -1 not in places
        assert places == sorted(places)


@pytest.mark.parametrize("where", CHANNELS)
@pytest.mark.parametrize("theme", ["black", "two-colour", "full-colour"])
def test_a_screen_poster_is_archival_and_accessible(where: str, theme: str) -> None:
    pdf = made(5, "ko-KP", where, theme)["screen"]
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert [fault.message for fault in page.validate_pdf_bytes(pdf, profile=profile).failures] == []


@pytest.mark.parametrize("where", CHANNELS)
@pytest.mark.parametrize("steps", [2, 5, 9])
def test_steps_are_never_smaller_than_the_channel_says(where: str, steps: int) -> None:
    least = channel(where).steps_pt
    for language in LANGUAGES:
        with pypdfium2.PdfDocument(made(steps, language, where, "black")["press"]) as pdf:
            large = "".join(sign.text for sign in signs_of(pdf[0]) if sign.size_pt >= least - 0.01)
        for block in copy_of(poster(language, steps), language).blocks[2 : 2 + steps]:
            assert bare(block.text) in bare(large)


def test_the_pictures_carry_their_words_for_a_screen_reader() -> None:
    with pikepdf.open(io.BytesIO(made(4, "en", "poster-a4", "black")["screen"])) as pdf:
        alts = [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert sorted(alts) == sorted(["lay-down", "hands-open", "white-cloth", "stop-wait"])


def test_a_poster_needs_no_band_below() -> None:
    assert "Layyourweapon" in words(made(3, "en", "poster-a4", "full-colour", False)["press"])


@pytest.mark.parametrize("steps", [0, 1])
def test_too_few_steps_are_refused(steps: int) -> None:
    with pytest.raises(StepRefusal, match=f"has {steps} steps"):
        planned(poster("en", steps), "en", "poster", "poster-a3")


def test_ten_steps_are_refused() -> None:
    text = poster("en", 9).replace("\n## Your", "\n9. Ten. {#ten}\n## Your")
    with pytest.raises(StepRefusal, match="has 10 steps"):
        planned(text, "en", "poster", "poster-a3")


def test_steps_too_long_for_two_metres_are_refused() -> None:
    text = poster("en", 9).replace("Ask for water.", "Ask for water and wait until somebody brings it. " * 6)
    with pytest.raises(StepRefusal, match="can be read from two metres"):
        pages(planned(text, "en", "poster", "poster-a4"), "press")


def test_a_poster_without_a_title_is_refused() -> None:
    text = poster("en", 3).partition("\n")[2]
    with pytest.raises(StepRefusal, match="no title"):
        planned(text, "en", "poster", "poster-a3")
