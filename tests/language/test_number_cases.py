# SPDX-License-Identifier: Apache-2.0
"""Numbers in cases: every form is one the reader knows, and says the same number."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.numbers import korean, worded
from safeconduct.language.numbers.cases import Case, Gender, cardinal, ordinal
from safeconduct.language.numbers.native import native

EXAMPLES = settings(max_examples=300, deadline=None, database=None, derandomize=True)
LANGUAGES = st.sampled_from(["uk", "ru"])
WHOLE = st.one_of(st.integers(0, 10**9), st.integers(0, 3000), st.sampled_from([10**n for n in range(10)]))


def value(words: str, language: str) -> Decimal:
    (numeral,) = worded.numerals(words.replace("ё", "е"), language)
    assert numeral.end - numeral.start == len(words)
    return numeral.value


@EXAMPLES
@given(WHOLE, LANGUAGES, st.sampled_from(Case), st.sampled_from(Gender))
def test_a_number_in_any_case_is_read_back(number: int, language: str, case: Case, gender: Gender) -> None:
    assert value(cardinal(number, language, case, gender), language) == number


@EXAMPLES
@given(st.integers(1, 2999), LANGUAGES, st.sampled_from(Case), st.sampled_from(Gender))
def test_an_ordinal_in_any_case_is_read_back(number: int, language: str, case: Case, gender: Gender) -> None:
    words = ordinal(number, language, case, gender)
    assert words is not None
    assert value(words, language) == number


@pytest.mark.parametrize(
    ("number", "language", "case", "gender", "words"),
    [
        (1, "uk", Case.ACCUSATIVE, Gender.FEMININE, "одну"),
        (2, "uk", Case.NOMINATIVE, Gender.FEMININE, "дві"),
        (21, "uk", Case.GENITIVE, Gender.FEMININE, "двадцяти однієї"),
        (245, "uk", Case.INSTRUMENTAL, Gender.MASCULINE, "двомастами сорока п'ятьма"),
        (3_000, "uk", Case.NOMINATIVE, Gender.MASCULINE, "три тисячі"),
        (3_000, "uk", Case.GENITIVE, Gender.MASCULINE, "трьох тисяч"),
        (1_000_000, "uk", Case.LOCATIVE, Gender.MASCULINE, "одному мільйоні"),
        (80, "ru", Case.INSTRUMENTAL, Gender.MASCULINE, "восемьюдесятью"),
        (400, "ru", Case.GENITIVE, Gender.MASCULINE, "четырёхсот"),
        (2_000_000, "ru", Case.NOMINATIVE, Gender.MASCULINE, "два миллиона"),
        (22, "ru", Case.NOMINATIVE, Gender.FEMININE, "двадцать две"),
        (500, "ru", Case.DATIVE, Gender.MASCULINE, "пятистам"),
    ],
)
def test_cardinals(number: int, language: str, case: Case, gender: Gender, words: str) -> None:
    assert cardinal(number, language, case, gender) == words


@pytest.mark.parametrize(
    ("number", "language", "case", "gender", "words"),
    [
        (2024, "uk", Case.GENITIVE, Gender.MASCULINE, "дві тисячі двадцять четвертого"),
        (1998, "uk", Case.LOCATIVE, Gender.MASCULINE, "тисяча дев'ятсот дев'яносто восьмому"),
        (2000, "uk", Case.LOCATIVE, Gender.MASCULINE, "двотисячному"),
        (3, "uk", Case.ACCUSATIVE, Gender.FEMININE, "третю"),
        (1700, "uk", Case.NOMINATIVE, Gender.MASCULINE, "тисяча семисотий"),
        (90, "ru", Case.LOCATIVE, Gender.PLURAL, "девяностых"),
        (24, "ru", Case.GENITIVE, Gender.NEUTER, "двадцать четвёртого"),
        (300, "ru", Case.NOMINATIVE, Gender.FEMININE, "трёхсотая"),
    ],
)
def test_ordinals(number: int, language: str, case: Case, gender: Gender, words: str) -> None:
    assert ordinal(number, language, case, gender) == words


def test_what_has_no_form_has_none() -> None:
    assert ordinal(3000, "uk", Case.NOMINATIVE, Gender.MASCULINE) is None
    with pytest.raises(ValueError, match="from 0 to"):
        cardinal(10**9 + 1, "ru", Case.NOMINATIVE, Gender.MASCULINE)


@pytest.mark.parametrize("number", range(2, 100))
def test_native_korean_numbers_are_read_back(number: int) -> None:
    (numeral,) = korean.numerals(f"{native(number, bound=True)}명")
    assert numeral.value == number


def test_native_korean_forms() -> None:
    assert [native(n, bound=True) for n in (1, 2, 3, 4, 20, 21)] == ["한", "두", "세", "네", "스무", "스물한"]
    assert [native(n, bound=False) for n in (1, 20, 34)] == ["하나", "스물", "서른넷"]
    for number in (0, 100):
        with pytest.raises(ValueError, match="1 to 99"):
            native(number, bound=True)
