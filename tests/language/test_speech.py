# SPDX-License-Identifier: Apache-2.0
"""Sentences, words and syllables: nothing is lost, and what is counted is what is heard."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.speech import sentences, syllables, words

TEXTS = st.text(
    st.one_of(st.sampled_from('aб가.!?…»”’》") \n\t\u00a0\u2028'), st.characters(codec="utf-8")), max_size=80
)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(TEXTS)
def test_no_character_is_lost(text: str) -> None:
    assert "".join("".join(part.split()) for part in sentences(text)) == "".join(text.split())


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(TEXTS)
def test_sentences_are_not_blank_and_do_not_split_again(text: str) -> None:
    for part in sentences(text):
        assert part.strip() == part != ""
        assert sentences(part) == (part,)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Stop. Wait!", ("Stop.", "Wait!")),
        ("“Stop.” He stood.", ("“Stop.”", "He stood.")),
        ("무기를 내려놓으시오. 기다리시오.", ("무기를 내려놓으시오.", "기다리시오.")),
        ("«Стій.» Він став… Далі?", ("«Стій.»", "Він став…", "Далі?")),
        ("No end", ("No end",)),
        ("3.5 kilometres", ("3.5 kilometres",)),
        (" \n ", ()),
        ("", ()),
    ],
)
def test_sentences(text: str, parts: tuple[str, ...]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("The hall has 40 beds.", 5),
        ("— “well-known” …", 1),
        ("п’ять ліжок", 2),
        ("손을 보이게 드시오.", 3),
        ("10,000 people", 2),
    ],
)
def test_words(text: str, number: int) -> None:
    assert words(text) == number


KNOWN = {
    "평양": 2,
    "조선말입니다": 6,
    "무기를 내려놓으시오": 9,
    "이야기": 3,
    "Київ": 2,
    "перепустка": 4,
    "п’ять": 1,
    "інформація": 5,
    "сьогодні": 3,
    "Єнакієве": 5,
    "ґанок": 2,
    "в": 0,
    "Москва": 2,
    "объявление": 5,
    "ёлка": 2,
    "сдавайтесь": 3,
    "её": 2,
    "stop": 1,
    "weapon": 2,
    "information": 4,
    "safe": 1,
    "confirmed": 2,
    "wanted": 2,
    "people": 2,
    "Ukraine": 2,
    "the": 1,
    "rhythm": 1,
}


@pytest.mark.parametrize(("word", "number"), KNOWN.items())
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize("word", KNOWN)
def test_syllables_do_not_hang_on_how_letters_are_composed(word: str) -> None:
    assert syllables(unicodedata.normalize("NFD", word)) == KNOWN[word]


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(st.lists(st.sampled_from(sorted(KNOWN)), max_size=8))
def test_syllables_of_words_add_up(said: list[str]) -> None:
    assert syllables(" ".join(said)) == sum(KNOWN[word] for word in said)


def test_digits_are_heard_too() -> None:
    assert syllables("10 000") == 10
