# SPDX-License-Identifier: Apache-2.0
"""What cannot be printed well is refused, in a sentence that names the place."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from press_samples import BRIEF, GUIDE, LETTER, POCKET, channel, commission, copy_of, files, piece, run

from safeconduct.model.edition import Attribution
from safeconduct.model.refusal import Refusal, StepRefusal, UsageRefusal
from safeconduct.press.compiling import CompileError, compile_pdf
from safeconduct.press.formats import names
from safeconduct.press.planning import plan
from safeconduct.press.type.typefaces import plain_faces
from safeconduct.press.wording import set_line

POCKET_ART = {"front": "art/dawn-line.svg"}


def make(text: str, language: str, folder: Path, form: str = "leaflet", where: str = "pocket-a7", **extra: Any) -> Any:
    art = extra.pop("art", POCKET_ART if form == "leaflet" else {})
    pictures = extra.pop("pictures", None)
    order = commission(language, pictures=pictures)
    made = plan(piece("p", form, art), copy_of(text, language), channel(where), order, **extra)
    return run(made, folder, pictures=pictures)


def sentence(refusal: pytest.ExceptionInfo[Any]) -> str:
    value: Refusal = refusal.value
    assert value.what.endswith(".")
    assert value.do.endswith(".")
    return value.what


def test_text_that_overflows_names_the_side_and_the_millimetres(tmp_path: Path) -> None:
    text = POCKET["en"] + "\nOne more paragraph that the back has no room for, however small. {#more}" * 4
    with pytest.raises(StepRefusal) as refusal:
        make(text, "en", tmp_path)
    assert "overflows the back by " in sentence(refusal)
    assert " mm" in refusal.value.what


def test_a_step_that_overflows_is_named(tmp_path: Path) -> None:
    text = GUIDE["en"].replace("Hold up something white.", "Hold up something white. " * 14)
    with pytest.raises(StepRefusal) as refusal:
        make(text, "en", tmp_path, "fold-guide", "fold-strip")
    assert "the step “white”" in sentence(refusal)


def test_a_word_wider_than_its_column_is_named(tmp_path: Path) -> None:
    text = POCKET["en"].replace("Nobody may", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk may")
    with pytest.raises(StepRefusal) as refusal:
        make(text, "en", tmp_path)
    assert "wider than its column" in sentence(refusal)


@pytest.mark.parametrize(
    ("language", "sign"), [("ko-KP", "₴"), ("uk", "가"), ("en", "\ue000"), ("ko-KP", "є"), ("uk", "\u200b")]
)
def test_a_sign_that_the_typeface_lacks_is_named_with_its_block(language: str, sign: str, tmp_path: Path) -> None:
    text = POCKET[language].replace(" {#care}", f" {sign} {{#care}}")
    with pytest.raises(StepRefusal) as refusal:
        make(text, language, tmp_path)
    assert f"U+{ord(sign):04X}" in sentence(refusal)
    assert "“care”" in refusal.value.what


def test_an_unknown_font_is_an_error_and_not_a_substitution() -> None:
    line = set_line("mark", "en", "words")
    table: dict[str, Any] = {"cells": [[60, 40]], "build": "press", "right": 5, "top": 5, "word": line, "label": line}
    faces = plain_faces({"en"})
    assert compile_pdf("mark.typ", {**table, "faces": faces}, "2024-11-14").startswith(b"%PDF")
    english: Any = faces["en"]
    foreign = {**english, "label": "Comic Sans MS", "labels": [[0, "Comic Sans MS", True]]}
    with pytest.raises(CompileError, match="unknown font family"):
        compile_pdf("mark.typ", {**table, "faces": {"en": foreign}}, "2024-11-14")


def test_an_unknown_format_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        make(POCKET["en"], "en", tmp_path, "billboard")
    assert "billboard" in sentence(refusal)
    assert ", ".join(names()) in refusal.value.do


def test_a_language_without_type_is_refused(tmp_path: Path) -> None:
    copy = evolve(copy_of(POCKET["en"], "en"), language="ja")
    with pytest.raises(UsageRefusal, match="ja"):
        plan(piece("p", "leaflet"), copy, channel("pocket-a7"), commission("en"))


def test_a_piece_without_a_speaker_in_its_language_is_refused() -> None:
    silent = evolve(piece("p", "leaflet"), attribution=Attribution({"en": "Somebody"}))
    with pytest.raises(StepRefusal, match="who speaks in uk"):
        plan(silent, copy_of(POCKET["uk"], "uk"), channel("pocket-a7"), commission("uk"))


def test_a_missing_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(StepRefusal, match=r"art/none\.svg"):
        make(POCKET["en"], "en", tmp_path, art={"front": "art/none.svg"})


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"no picture at all", "not a readable SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><rect", "damaged SVG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>hello</text></svg>", "<text"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><use href='other.svg#a'/></svg>", "href"),
        (b"<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>", "DOCTYPE"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><rect fill='#c00000' width='9' height='9'/></svg>", "in colour"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><rect fill='red' width='9' height='9'/></svg>", "in colour"),
    ],
)
def test_a_picture_that_would_not_print_the_same_is_refused(content: bytes, fault: str, tmp_path: Path) -> None:
    with pytest.raises(StepRefusal) as refusal:
        make(POCKET["en"], "en", tmp_path, pictures={**files(), "art/dawn-line.svg": content})
    assert fault in sentence(refusal)


def test_a_table_belongs_in_a_brief(tmp_path: Path) -> None:
    text = POCKET["en"] + "\n| en | ko-KP |\n| Halt! | 정지! |"
    with pytest.raises(StepRefusal, match="cannot print its table"):
        make(text, "en", tmp_path)


def test_seven_steps_have_no_room_on_eight_panels(tmp_path: Path) -> None:
    more = "\n6. Six. {#six}\n7. Seven. {#seven}\n## Your rights"
    with pytest.raises(StepRefusal, match="7 steps"):
        make(GUIDE["en"].replace("\n## Your rights", more), "en", tmp_path, "fold-guide", "fold-strip")


def test_six_steps_have(tmp_path: Path) -> None:
    text = GUIDE["en"].replace("\n## Your rights", "\n6. Six. {#six}\n## Your rights")
    assert make(text, "en", tmp_path, "fold-guide", "fold-strip")


def test_a_letter_of_three_pages_is_refused(tmp_path: Path) -> None:
    text = LETTER["en"] + "\nOne more paragraph, and it is as long as a line. {#more}" * 90
    with pytest.raises(StepRefusal, match="a letter has 2 at most"):
        make(text, "en", tmp_path, "letter", "letter-a4")


def test_a_brief_about_nothing_or_about_two_different_guides_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StepRefusal, match="which guide"):
        make(BRIEF["en"], "en", tmp_path, "brief", "letter-a4")
    swapped = GUIDE["ko-KP"].replace("{#hands}", "{#x}").replace("{#white}", "{#hands}").replace("{#x}", "{#white}")
    guides = {"about": copy_of(GUIDE["en"], "en"), "about_readers": copy_of(swapped, "ko-KP")}
    with pytest.raises(StepRefusal, match="the same steps"):
        make(BRIEF["en"], "en", tmp_path, "brief", "letter-a4", **guides)
