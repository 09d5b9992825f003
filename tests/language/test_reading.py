# SPDX-License-Identifier: Apache-2.0
"""Reading aloud: what is written in figures is said in words, and nothing else is touched."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.numbers import korean, worded
from safeconduct.language.reading import reading
from safeconduct.language.speech import syllables

TABLES = Path(__file__).with_name("readings")
TAGS = {"uk": "uk", "ru": "ru", "en": "en", "ko": "ko-KP"}
EXAMPLES = settings(max_examples=150, deadline=None, database=None, derandomize=True)
WHOLE = st.one_of(st.integers(0, 10**9), st.integers(0, 3000), st.sampled_from([10**n for n in range(10)]))
# Words that stand for nothing else: no month, unit, counter or abbreviation.
WORDS = {
    "uk": "люди вода стоять тихо повільно разом сім’я хліб ми ви чекаємо",
    "ru": "люди вода стоят тихо медленно вместе хлеб мы вы ждём",
    "en": "people water wait quietly slowly together bread we you here",
    "ko": "사람들 물을 조용히 천천히 함께 빵을 우리는 기다립니다",
}


def rows(language: str) -> list[tuple[str, str, str]]:
    lines = (TABLES / f"{language}.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(cell[0], cell[1], cell[2] if len(cell) > 2 else "") for cell in cells]


@pytest.mark.parametrize("language", TAGS)
def test_sentences_are_read_as_the_table_says(language: str) -> None:
    table = rows(language)
    assert len(table) >= 60
    read = [(text, reading(text, TAGS[language])) for text, _, _ in table]
    assert [(text, one.spoken, " ".join(one.left)) for text, one in read] == table


@EXAMPLES
@given(st.integers(10**6, 10**9), st.sampled_from(list(TAGS)))
def test_a_long_row_without_gaps_is_read_digit_by_digit(number: int, language: str) -> None:
    joint = "" if language == "ko" else " "
    digits = (reading(f"= {sign}", TAGS[language]).spoken.removeprefix("= ") for sign in str(number))
    assert reading(f"= {number}", TAGS[language]).spoken.removeprefix("= ").replace(", ", joint) == joint.join(digits)


@EXAMPLES
@given(WHOLE, st.sampled_from(list(TAGS)))
def test_a_number_is_read_and_the_words_are_read_back(number: int, language: str) -> None:
    # Six digits need no groups.
    grouped = f"{number:,}".replace(",", "\u00a0") if number >= 10**6 else str(number)
    read = reading(f"= {grouped}", TAGS[language])
    assert not [word for word in read.left if word != "="]
    words = read.spoken.removeprefix("= ").replace("’", "'").replace("ё", "е").lower()
    if language == "ko":
        assert korean.sino(words) == number
    else:
        (numeral,) = worded.numerals(words, language)
        assert numeral.value == number


@EXAMPLES
@given(st.data(), st.sampled_from(list(TAGS)))
def test_no_word_is_lost_changed_or_moved(data: st.DataObject, language: str) -> None:
    words = st.sampled_from(WORDS[language].split())
    figures = st.sampled_from(
        ["7", "10–15", "3,5", "1/2", "14:30", "2024-11-20", "10 %", "5 km", "AK-47", "№ 3", "+", "0"]
    )
    tokens = data.draw(st.lists(st.one_of(words, figures), max_size=12))
    spoken = iter(reading(" ".join(tokens), TAGS[language]).spoken.lower().split())
    for token in tokens:
        if token in WORDS[language].split():
            assert token in spoken, tokens


@EXAMPLES
@given(st.text(), st.sampled_from(list(TAGS)))
def test_any_text_is_read_and_its_parts_are_the_text(text: str, language: str) -> None:
    read = reading(text, TAGS[language])
    assert "".join(part.written for part in read.parts) == text
    assert "".join(part.spoken for part in read.parts) == read.spoken
    assert read.syllables == syllables(read.spoken)


@EXAMPLES
@given(
    st.text("абвгдежзийклмнопрстуфхцчшщыьэюяіїєґabcdefghijklmnopqrsuwyz가나다라사 ,;!?«»“”—'’\n"),
    st.sampled_from(list(TAGS)),
)
def test_a_text_without_figures_signs_and_points_is_left_alone(text: str, language: str) -> None:
    read = reading(text, TAGS[language])
    assert (read.spoken, read.left) == (text, ())


@EXAMPLES
@given(st.text("0123456789.,:/-–%°C№$€₩ kmгодхв시명월일xXIVгр+()\u00a0"), st.sampled_from(list(TAGS)))
def test_what_is_not_read_is_told(text: str, language: str) -> None:
    """Whatever digit is still there when all has been read stands in a word that the narrator is told of."""
    read = reading(text, TAGS[language])
    kept = [word for word in read.spoken.split() if re.search(r"[0-9%№°$€₩]", word)]
    assert all(any(left in word for left in read.left) for word in kept)
    assert bool(kept) <= bool(read.left)


def test_another_language_is_refused() -> None:
    with pytest.raises(KeyError):
        reading("5", "fr")


def test_a_figure_that_begins_a_sentence_gets_a_capital_and_no_other() -> None:
    read = reading("Ждите. 5 минут. Было 5 минут, т. е. 300 секунд.", "ru")
    assert read.spoken == "Ждите. Пять минут. Было пять минут, то есть триста секунд."


def test_an_abbreviation_at_the_end_keeps_the_point_of_its_sentence() -> None:
    assert reading("Візьміть 5 грн. Йдіть.", "uk").spoken == "Візьміть п’ять гривень. Йдіть."
    assert reading("Візьміть 5 грн. і йдіть.", "uk").spoken == "Візьміть п’ять гривень і йдіть."


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Там 2 фуриви.", "uk"),
        ("Чекає 1 тінь.", "uk"),
        ("Было 1 окунь.", "ru"),
        ("Code AB-12.", "en"),
        ("Версія 3.10.2 і 12,3456.", "uk"),
        ("5쪽", "ko-KP"),
        ("3 000 000 000 000 людей", "uk"),
    ],
)
def test_what_is_not_certain_is_left_to_the_narrator(text: str, tag: str) -> None:
    read = reading(text, tag)
    assert read.left
    assert re.findall(r"[0-9]+", read.spoken)
