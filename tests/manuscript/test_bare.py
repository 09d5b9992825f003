# SPDX-License-Identifier: Apache-2.0
"""The bare form forgives spacing and punctuation, and never a letter, a digit, a mark in a number, or a question."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.manuscript.bare import bare

COSMETIC = [" ", "  ", "\u00a0", ", ", "; ", ": ", ". ", "! ", " – ", " “", "” ", " (", ") ", "…", "、", "。"]
WORDS = st.sampled_from(
    ["not", "able", "note", "wait", "не", "має", "немає", "못", "갑니다", "손을", "10", "000", "40", "3.5", "?"]
)
LATIN = st.sampled_from(["not", "able", "note", "wait", "не", "має", "немає", "hold"])
many = settings(max_examples=300, deadline=None, database=None, derandomize=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Raise your hands.", "Raise  your hands!"),
        ("Wait, then walk.", "Wait - then walk"),
        ("“Do not run.”", "«Do not run»"),
        ("it’s", "it's"),
        ("손을 드십시오.", "손을드십시오"),
        ("Зачекайте: ми йдемо", "Зачекайте, ми йдемо…"),
        ("10\u00a0000 men", "10 000  men"),
        ("Ready ?", "Ready?"),
    ],
)
def test_a_cosmetic_change_leaves_it_the_same(one: str, other: str) -> None:
    assert bare(one) == bare(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("not able", "notable"),
        ("не має", "немає"),
        ("can't", "cant"),
        ("we're", "were"),
        ("re-sign", "resign"),
        ("10,000", "10.000"),
        ("10,000", "10000"),
        ("10 000", "10000"),
        ("5-10", "510"),
        ("-5", "5"),
        ("–5 °C", "5 °C"),
        ("0.5", "05"),
        (".5", "5"),
        ("40 %", "40"),
        ("A & B", "A B"),
        ("and/or", "and or"),
        ("You may go.", "You may go?"),
        ("go now", "now go"),
        ("Go", "go"),
        ("못 갑니다", "갑니다"),
        ("못 하다", "못하다"),
        ("잘 못하다", "잘못하다"),
        ("잘못 하다", "잘못하다"),
        ("수 없다", "수없다"),
        ("안 되다", "안되다"),
        ('5" apart', "5' apart"),
        ("5' apart", "5 apart"),
        ("Keep 5'.", "Keep 5."),
        ("minus - 5 °C", "minus 5 °C"),
        ("1 ½", "1½"),
        ("a+b", "a b"),
    ],
)
def test_a_change_of_meaning_does_not(one: str, other: str) -> None:
    assert bare(one) != bare(other)


@many
@given(st.lists(LATIN, min_size=1, max_size=8), st.data())
def test_words_joined_by_any_cosmetic_mark_are_the_same_words(words: list[str], data: st.DataObject) -> None:
    marks = st.lists(st.sampled_from(COSMETIC), min_size=len(words) - 1, max_size=len(words) - 1)

    def told() -> str:
        return words[0] + "".join(mark + word for mark, word in zip(data.draw(marks), words[1:], strict=True))

    assert bare(told()) == bare(told()) == " ".join(words)


@many
@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8), st.data())
def test_other_letters_digits_or_questions_are_never_the_same(
    one: list[str], other: list[str], data: st.DataObject
) -> None:
    def told(words: list[str]) -> str:
        return "".join(word + data.draw(st.sampled_from(COSMETIC)) for word in words)

    kept = ["".join(char for char in "".join(words) if char.isalnum() or char == "?") for words in (one, other)]
    if kept[0] != kept[1]:
        assert bare(told(one)) != bare(told(other))


@many
@given(st.text(max_size=60))
def test_nothing_but_spacing_and_listed_marks_is_lost(text: str) -> None:
    kept = [char for char in bare(text) if char.isalnum() or char in "?%&/+§$"]
    wanted = unicodedata.normalize("NFC", text).replace("ʼ", "'")
    assert kept == [char for char in wanted if char.isalnum() or char in "?%&/+§$"]


@many
@given(st.text(max_size=60))
def test_it_is_its_own_bare_form(text: str) -> None:
    assert bare(bare(text)) == bare(text)
