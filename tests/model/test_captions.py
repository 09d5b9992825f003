# SPDX-License-Identifier: Apache-2.0
"""Captions: every word once and whole, breaks where the sense breaks, no line too long, the same on every call."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.captions import (
    LINE_WIDTH,
    LINE_WIDTHS,
    MOST_LINES,
    Caption,
    captions_of,
    most_beats,
    readable,
    slide_file,
    width_of,
)

LANGUAGES = ("en", "uk", "ru", "ko-KP")
# SPECIMEN texts: not reviewed by a native reader.
TEXTS = {
    "en": "Lay your weapon on the ground, about ten steps away. Raise both hands above your head and walk slowly "
    "towards the soldiers, so that they can see you. Stop when they tell you to.",
    "uk": "Підніміть обидві руки над головою і повільно йдіть до солдатів, щоб вони вас бачили. Станом на 5 листопада "
    "2024 року про це повідомив уряд.",
    "ru": "Поднимите обе руки над головой и медленно идите к солдатам, чтобы они вас видели. Вас обыщут.",
    "ko-KP": "두손을 머리우에 높이 들고 천천히 걸어가면 병사들이 당신을 볼수 있습니다. 《전쟁포로대우에 관한 "
    "제네바협약》 제13조에는 포로를 언제나 인도주의적으로 대우하여야 한다고 적혀있습니다.",
}
NASTY = st.text(
    st.one_of(st.sampled_from("aбв가나. ,!?…—-\n\t\u00a0\u200b\u202e\u0301[]<>&»》“”אب\x00\x85"), st.characters()),
    max_size=300,
)


def lines_of(text: str, language: str, most: int = 0) -> list[tuple[str, ...]]:
    return [caption.lines for caption in captions_of(text, language, most)]


@settings(deadline=None)
@given(NASTY, st.sampled_from(LANGUAGES), st.sampled_from([0, 8, 15, 30]))
def test_every_word_once_in_order_and_no_line_wider_than_it_must(text: str, language: str, most: int) -> None:
    captions = captions_of(text, language, most)
    assert " ".join(caption.text for caption in captions) == readable(text)
    widest = LINE_WIDTHS.get(language, LINE_WIDTH)
    for caption in captions:
        words = caption.text.split(" ")
        assert 1 <= len(caption.lines) <= MOST_LINES
        assert all(line and line == line.strip(" ") for line in caption.lines)
        assert len(words) == 1 or all(width_of(line) <= widest for line in caption.lines)
        assert caption.beats >= 1
        assert not most or caption.beats <= most or len(words) == 1


@settings(deadline=None)
@given(NASTY)
def test_what_is_shown_has_no_sign_that_cannot_be_seen(text: str) -> None:
    shown = readable(text)
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert "  " not in shown
    assert readable(shown) == shown


def test_sentences_stay_apart_and_clauses_whole() -> None:
    assert lines_of(TEXTS["en"], "en") == [
        ("Lay your weapon on the ground,", "about ten steps away."),
        ("Raise both hands above your head", "and walk slowly towards the soldiers,"),
        ("so that they can see you.",),
        ("Stop when they tell you to.",),
    ]
    assert lines_of(TEXTS["ko-KP"], "ko-KP")[0] == ("두손을 머리우에 높이 들고", "천천히 걸어가면")
    assert lines_of(TEXTS["ru"], "ru")[0] == ("Поднимите обе руки над головой", "и медленно идите к солдатам,")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_end_is_the_end_of_a_caption(language: str) -> None:
    for caption in captions_of(TEXTS[language], language):
        assert not any(sign in caption.text[:-1] for sign in ".!?")


def test_short_sentences_share_a_caption() -> None:
    assert lines_of("Stop. Listen.", "en") == [("Stop. Listen.",)]
    assert len(lines_of("Stop here and wait for the soldiers. Listen to what they tell you.", "en")) == 2


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Станом на п’яте листопада 2024 року про це повідомив уряд держави.", "2024 року"),
        ("Everyone who lays down arms is protected by art. 13 of that convention.", "art. 13"),
        ("Walk slowly along the road that leads to the bridge over the river.", "the bridge"),
        ("Не бойтесь, никто из солдат не будет стрелять в вас, если вы идёте без оружия.", "без оружия."),
    ],
)
def test_what_belongs_together_stays_on_a_line(text: str, together: str) -> None:
    language = "en" if text.isascii() else "ru" if "ы" in text else "uk"
    assert any(together in line for caption in captions_of(text, language) for line in caption.lines)


def test_abbreviations_and_figures_end_no_sentence() -> None:
    (first,) = captions_of("Mr. Kim met no. 5.", "en")
    assert first == Caption(("Mr. Kim met no. 5.",), first.beats)
    rose = "The number of people rose by 3.5 per cent. So did the number of those who came home."
    assert "3.5 per cent." in captions_of(rose, "en")[0].text


def test_a_word_wider_than_a_line_stands_alone_and_whole() -> None:
    long = "가" * 40
    assert lines_of(f"이 {long} 말", "ko-KP") == [("이",), (long,), ("말",)]
    assert lines_of("x" * 500, "en") == [("x" * 500,)]


def test_a_slow_channel_has_shorter_captions() -> None:
    slow, quick = (captions_of(TEXTS["uk"], "uk", most_beats(pace)) for pace in (2.0, 5.0))
    assert max(caption.beats for caption in slow) <= most_beats(2.0) < most_beats(5.0)
    assert len(slow) > len(quick)
    assert most_beats(0.1) == 8


def test_nothing_gives_nothing() -> None:
    assert captions_of(" \n\u200b ", "en") == ()


def test_slides_have_names_of_their_own() -> None:
    assert slide_file("lay-down", 2) == "slide.lay-down.2.png"


def test_a_whole_book_in_one_paragraph_takes_no_time() -> None:
    began = time.process_time()
    captions_of(" ".join(["a"] * 500), "en")
    captions_of(" ".join(["\u0301"] * 500), "en")
    assert time.process_time() - began < 8
