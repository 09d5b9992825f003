# SPDX-License-Identifier: Apache-2.0
"""Numbers: what is written out is read back, in every language and in every case."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.numbers import korean, worded
from safeconduct.language.numbers.lexicon import table
from safeconduct.language.numbers.writing import written_out

EXAMPLES = settings(max_examples=400, deadline=None, database=None, derandomize=True)
WHOLE = st.one_of(st.integers(0, 10**9), st.integers(0, 3000), st.sampled_from([10**n for n in range(10)]))


def values(text: str, language: str) -> list[str]:
    numerals = korean.numerals(text) if language == "ko" else worded.numerals(text, language)
    return [f"{text[n.start : n.end]}={n.value.normalize():f}" for n in numerals]


@EXAMPLES
@given(WHOLE, st.sampled_from(["en", "uk", "ru"]))
def test_a_number_written_out_is_read_back_whole(number: int, language: str) -> None:
    text = written_out(number, language)
    (numeral,) = worded.numerals(text, language)
    assert (numeral.value, numeral.start, numeral.end) == (Decimal(number), 0, len(text))


@EXAMPLES
@given(WHOLE)
def test_a_korean_number_written_out_is_read_back(number: int) -> None:
    text = written_out(number, "ko-KP")
    assert korean.sino(text) == number
    if number:
        (numeral,) = korean.numerals(f"{text}킬로메터")
        assert (numeral.value, numeral.start, numeral.end) == (Decimal(number), 0, len(text))


@EXAMPLES
@given(st.data(), st.sampled_from(["uk", "ru"]))
def test_every_case_of_every_part_is_read(data: st.DataObject, language: str) -> None:
    """Hundreds, tens and ones, each in any case, then thousands in any case: the value is the sum."""
    cardinal = table(language)["cardinal"]

    def form(value: int) -> str:
        return data.draw(st.sampled_from(cardinal[Decimal(value)]))

    hundreds = data.draw(st.integers(1, 9)) * 100
    tens = data.draw(st.integers(2, 9)) * 10
    ones = data.draw(st.integers(1, 9))
    group = f"{form(hundreds)} {form(tens)} {form(ones)}"
    thousands = data.draw(st.sampled_from(table(language)["scale"][Decimal(1000)]))
    text = f"{group} {thousands} {form(hundreds)}"
    (numeral,) = worded.numerals(text, language)
    assert numeral.value == (hundreds + tens + ones) * 1000 + hundreds


@EXAMPLES
@given(st.data(), st.sampled_from(["en", "uk", "ru"]))
def test_an_ordinal_ends_its_numeral(data: st.DataObject, language: str) -> None:
    ordinal = table(language)["ordinal"]
    ones = data.draw(st.integers(1, 9))
    tens = data.draw(st.integers(2, 9)) * 10
    text = f"{table(language)['cardinal'][Decimal(tens)][0]} {data.draw(st.sampled_from(ordinal[Decimal(ones)]))}"
    (numeral,) = worded.numerals(text, language)
    assert numeral.value == tens + ones


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_no_form_has_two_values(language: str) -> None:
    words = table(language)
    owners: dict[str, set[Decimal]] = {}
    for part, rows in words.items():
        for value, forms in rows.items() if part not in {"scale_ordinal", "feminine"} else ():
            for form in forms:
                owners.setdefault(form, set()).add(value)
    assert {form: found for form, found in owners.items() if len(found) > 1} == {}
    assert all(re.fullmatch(r"[a-zа-яіїєґ']+", form) for form in owners)


@pytest.mark.parametrize(
    ("number", "language", "text"),
    [
        (0, "en", "zero"),
        (24, "en", "twenty-four"),
        (10_000, "en", "ten thousand"),
        (2024, "en", "two thousand twenty-four"),
        (1, "uk", "один"),
        (21_000, "uk", "двадцять одна тисяча"),
        (2_000, "uk", "дві тисячі"),
        (15_000, "uk", "п'ятнадцять тисяч"),
        (2_000_000, "uk", "два мільйони"),
        (12_000_000, "ru", "двенадцать миллионов"),
        (4_000, "ru", "четыре тысячи"),
        (10**9, "ru", "один миллиард"),
        (0, "ko-KP", "령"),
        (2024, "ko-KP", "이천이십사"),
        (10_000, "ko-KP", "만"),
        (16_000, "ko-KP", "만 륙천"),
        (10**8, "ko-KP", "일억"),
    ],
)
def test_written_out(number: int, language: str, text: str) -> None:
    assert written_out(number, language) == text


def test_what_is_not_written_out_is_refused() -> None:
    for number in (-1, 10**9 + 1):
        with pytest.raises(ValueError, match="from 0 to"):
            written_out(number, "en")
    with pytest.raises(KeyError):
        written_out(1, "fr")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "10,000 and 10 000 and 3.5", ["10,000=10000", "10 000=10000", "3.5=3.5"]),
        ("en", "10.000", ["10.000=10"]),
        ("en", "3.5 million; 10 thousand", ["3.5 million=3500000", "10 thousand=10000"]),
        ("en", "twenty twenty-four", ["twenty twenty-four=2024"]),
        ("en", "nineteen forty-nine", ["nineteen forty-nine=1949"]),
        ("en", "two hundred and five; five and six", ["two hundred and five=205", "five=5", "six=6"]),
        ("en", "a dozen men, a hundred men, a man", ["a dozen=12", "a hundred=100"]),
        ("en", "the 24th and the twenty-fourth", ["24th=24", "twenty-fourth=24"]),
        ("en", "AK-47, M16, T34b and mid-2024", ["2024=2024"]),
        ("uk", "10 000 і 10.000 і 10,000 і 3,5", ["10 000=10000", "10.000=10000", "10,000=10000", "3,5=3.5"]),
        ("uk", "3,125", ["3,125=3.125"]),
        ("uk", "десяти тисяч, п'ятьма", ["десяти тисяч=10000", "п'ятьма=5"]),
        ("uk", "двадцять четвертого", ["двадцять четвертого=24"]),
        ("uk", "24-го, 10 тис., 3,5 млн", ["24-го=24", "10 тис=10000", "3,5 млн=3500000"]),
        ("uk", "сім'я й сім днів", ["сім=7"]),
        ("en", "half of them, half a million, half an hour", ["half=0.5", "half a million=500000", "half=0.5"]),
        ("en", "twenty\nfive; twenty\n\nfive", ["twenty\nfive=25", "twenty=20", "five=5"]),
        ("ko", "절반, 반시간", ["절반=0.5", "반=0.5"]),
        ("uk", "половина, півгодини", ["половина=0.5", "півгодини=0.5"]),
        ("uk", "півтори тисячі", ["півтори тисячі=1500"]),
        ("ru", "трехсот двадцатью, седьмого", ["трехсот двадцатью=320", "седьмого=7"]),
        ("ko", "1만명 1만 2천명 25 000명", ["1만=10000", "1만 2천=12000", "25 000=25000"]),
        ("ko", "3조 2억 8천만명", ["3조 2억 8천만=3000280000000"]),
        # 조 is an article of a law where it counts nothing.
        ("ko", "제17조, 제 17조에, 17조는 3항", ["17=17", "17=17", "17=17", "3=3"]),
        ("ko", "제13조와 제118조 5000명", ["13=13", "118=118", "5000=5000"]),
        ("ko", "제십칠조에 따라, 제백십팔조는, 제삼조", ["십칠=17", "백십팔=118", "삼=3"]),
        (
            "ko",
            "17조원, 3조여 원, 2조 딸라, 3조를 넘는다",
            [
                "17조=17000000000000",
                "3조=3000000000000",
                "2조=2000000000000",
                "3조=3000000000000",
            ],
        ),
        ("ko", "십칠조원, 이조 삼천억원, 2조에 나누어", ["십칠조=17000000000000", "이조 삼천억=2300000000000", "2=2"]),
        ("ko", "만명, 십명, 삼십명", ["만=10000", "십=10", "삼십=30"]),
        ("ko", "스물다섯명, 열 명, 스무명, 열두시", ["스물다섯=25", "열=10", "스무=20", "열두=12"]),
        ("ko", "네가지, 세 사람, 두번", ["네=4", "세=3", "두=2"]),
        ("ko", "이틀동안, 열흘", ["이틀=2", "열흘=10"]),
        ("ko", "첫 접전, 둘째, 세번째", ["첫=1", "둘=2", "세=3"]),
        ("ko", "한시간", ["한=1"]),
        # Words with such a syllable that are no numbers.
        ("ko", "만일 일명 흰 천을 이 일을 열이 나는 네가 하나도 한 사람이 두손을 세상에 안내자", []),
        ("ko", "구호를 들고 사람들이 오만하게 천명하였다", []),
    ],
)
def test_numerals(language: str, text: str, expected: list[str]) -> None:
    assert values(text, language) == expected
