# SPDX-License-Identifier: Apache-2.0
"""Figures and dates: what a text says in numbers, in whatever words.

The Korean, Ukrainian and Russian here is SPECIMEN text, not reviewed by native readers.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.facts import reader
from safeconduct.language.labels import written_date
from safeconduct.language.numbers.writing import written_out
from safeconduct.model.mention import Mention, MentionKind

EXAMPLES = settings(max_examples=300, deadline=None, database=None, derandomize=True)
READ = reader({})
TAGS = ("en", "uk", "ru", "ko-KP")


def told(text: str, language: str, kind: MentionKind) -> list[str]:
    return [mention.value for mention in READ(text, language) if mention.kind is kind]


def numbers(text: str, language: str) -> list[str]:
    return told(text, language, MentionKind.NUMBER)


def dates(text: str, language: str) -> list[str]:
    return told(text, language, MentionKind.DATE)


CARRIERS = {
    "en": "There are {} kilometres of road.",
    "uk": "Там {} кілометрів дороги.",
    "ru": "Там {} километров дороги.",
    "ko-KP": "거기에는 {}킬로메터의 길이 있습니다.",
}


@EXAMPLES
@given(st.integers(1, 10**9), st.sampled_from(TAGS))
def test_a_number_is_the_same_in_words_and_in_every_language(number: int, language: str) -> None:
    text = CARRIERS[language].format(written_out(number, language))
    (mention,) = (m for m in READ(text, language) if m.kind is MentionKind.NUMBER)
    assert (mention.value, mention.low, mention.high) == (str(number), Decimal(number), Decimal(number))


@EXAMPLES
@given(st.integers(0, 10**9), st.sampled_from(TAGS), st.sampled_from([" ", "\u00a0", "\u202f", "\u2009"]))
def test_a_number_in_groups_of_three_is_one_number(number: int, language: str, gap: str) -> None:
    assert numbers(CARRIERS[language].format(f"{number:,}".replace(",", gap)), language) == [str(number)]


@EXAMPLES
@given(st.integers(0, 366 * 300), st.sampled_from(TAGS))
def test_a_date_that_the_catalogue_writes_is_read_back(days: int, language: str) -> None:
    day = date(1850, 1, 1) + timedelta(days)
    assert dates(written_date(language, day), language) == [day.isoformat()]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "tens of thousands of troops", ["tens-of-thousands"]),
        (
            "en",
            "thousands of troops, hundreds, dozens, several thousand",
            ["thousands", "hundreds", "tens", "thousands"],
        ),
        ("uk", "десятки тисяч військових", ["tens-of-thousands"]),
        ("uk", "тисячі військових; сотні; кілька тисяч", ["thousands", "hundreds", "thousands"]),
        ("uk", "дві тисячі; близько тисячі; десяти тисяч", ["2000", "1000", "10000"]),
        ("ru", "десятки тысяч; тысячи; около тысячи; пять тысяч", ["tens-of-thousands", "thousands", "1000", "5000"]),
        ("ko-KP", "수만명의 군인", ["tens-of-thousands"]),
        ("ko-KP", "수천명, 수백명, 수십명, 수십만명", ["thousands", "hundreds", "tens", "hundreds-of-thousands"]),
        ("en", "3-5 days, from 3 to 5 days, between three and five, three to five", ["3-5"] * 4),
        ("en", "11–12,000 soldiers", ["11000-12000"]),
        ("en", "10 to 12 thousand", ["10000-12000"]),
        ("uk", "від 3 до 5 днів, 3–5 днів", ["3-5", "3-5"]),
        ("ru", "от трех до пяти дней", ["3-5"]),
        ("ko-KP", "3~5명, 3명부터 5명까지, 3-5명", ["3-5"] * 3),
        ("en", "9:00 to 17:00; from 9:30 to 17:00; 8:15-20:00", ["9-17", "9", "30", "17", "8", "15", "20"]),
        ("uk", "з 9:00 до 17:00; о 9:30", ["9-17", "9", "30"]),
        ("ko-KP", "9:00~17:00; 9시부터 17시까지; 8시 15분부터 20시까지", ["9-17", "9-17", "8", "15", "20"]),
        ("ko-KP", "7살부터 14살까지, 2월부터 4월까지", ["7-14"]),
        ("uk", "один із батьків і лист від другого; другий день", ["2"]),
        ("uk", "лист до друга; друга сторінка", ["2"]),
        ("ko-KP", "만원, 천원, 백딸라, 만크로네; 만원뻐스는 만원이다", ["10000", "1000", "100", "10000"]),
        ("en", "One of them said that no one came. He wounded one who surrendered.", []),
        ("en", "one hour, one hundred, twenty-one", ["1", "100", "21"]),
        ("uk", "один з них; одна година; двадцять один", ["1", "21"]),
        ("ko-KP", "한 사람, 한시간, 스물한명", ["1", "21"]),
        ("en", "both hands", []),
        ("ko-KP", "두손", []),
        ("uk", "обидві руки", []),
        ("en", "80 % or 80%", ["80", "80"]),
        ("en", "the second step, a second leaflet, wait a second, 30 seconds, at first", ["2", "2", "30"]),
        ("en", "First, wait. First aid. The first to go.", ["1"]),
        ("uk", "По-перше, чекайте. У першу чергу.", ["1"]),
        ("ru", "Во-первых, ждите. В первую очередь.", ["1"]),
        ("ko-KP", "첫째로 기다리십시오.", ["1"]),
        ("en", "from 3 to 10 thousand, 3–5,000", ["3000-10000", "3000-5000"]),
        ("ko-KP", "3천~5천명", ["3000-5000"]),
        ("en", "half of them", ["0.5"]),
        ("en", "a third of them, two thirds, three quarters, a third step", ["0.3333", "0.6667", "0.75", "3"]),
        ("uk", "третина їх, дві третини, три чверті, третій крок", ["0.3333", "0.6667", "0.75", "3"]),
        ("ru", "треть, две трети, четверть, третий шаг", ["0.3333", "0.6667", "0.25", "3"]),
        ("ko-KP", "3분의 1, 삼분의 이, 4분의 3", ["0.3333", "0.6667", "0.75"]),
        ("fr", "10,000 soldats", ["10000"]),
    ],
)
def test_numbers(language: str, text: str, expected: list[str]) -> None:
    assert numbers(text, language) == expected


def test_a_vague_number_has_a_lower_end_only() -> None:
    (mention,) = READ("десятки тисяч", "uk")
    assert mention == Mention(MentionKind.NUMBER, "tens-of-thousands", 0, 13, Decimal(20000), None)


def test_a_range_is_an_interval() -> None:
    (mention,) = READ("3–5", "en")
    assert (mention.low, mention.high) == (Decimal(3), Decimal(5))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "4 November 2024; November 4, 2024; 4 Nov 2024; 2024-11-04", ["2024-11-04"] * 4),
        ("en", "the fourth of November twenty twenty-four", ["2024-11-04"]),
        ("en", "on October 24th, and on 4 November", ["--10-24", "--11-04"]),
        ("en", "November 2024, in November", ["2024-11", "--11"]),
        ("en", "in 2024 the river rose; (1949); since 1950", ["2024", "1949", "1950"]),
        ("en", "4–11 November 2024", ["2024-11-04", "2024-11-11"]),
        ("en", "from 4 to 11 November", ["--11-04", "--11-11"]),
        ("en", "He may come in May. They march on.", ["--05"]),
        ("en", "in 2000 houses", []),
        ("en", "On November 4, 10,000 soldiers", ["--11-04"]),
        ("uk", "4 листопада 2024 року; 4.11.2024; у листопаді 2024 року", ["2024-11-04", "2024-11-04", "2024-11"]),
        ("uk", "четвертого листопада дві тисячі двадцять четвертого року", ["2024-11-04"]),
        ("uk", "у квітні 2019 року; 2024 року; 24-го жовтня; у лютому", ["2019-04", "2024", "--10-24", "--02"]),
        ("uk", "з 4 до 11 листопада", ["--11-04", "--11-11"]),
        ("uk", "лютий мороз", []),
        ("uk", "Почалося у 2024. У 2024 будинках (2024).", ["2024", "2024"]),
        ("ru", "4 ноября 2024 года; четвёртого ноября две тысячи двадцать четвёртого года", ["2024-11-04"] * 2),
        ("ko-KP", "2024년 11월 4일; 이천이십사년 십일월 사일; 2024. 11. 4.", ["2024-11-04"] * 3),
        ("ko-KP", "11월 4일에, 11월에, 2024년에, 시월 삼일, 륙월", ["--11-04", "--11", "2024", "--10-03", "--06"]),
        ("ko-KP", "11월 4일부터 11일까지", ["--11-04", "--11-11"]),
        ("ko-KP", "5년동안, 3일간, 6개월", []),
        ("ko-KP", "5월 2-3일, 주체113(2024)년 5월", ["--05-02", "--05-03", "2024-05"]),
        ("ko-KP", "2024년 13월, 11월 40일", []),
        ("en", "in two thousand twenty-four; since twenty twenty-four", ["2024", "2024"]),
        ("en", "in 2024 houses, 31 2024, 2024-13-01", []),
        ("uk", "2-3 травня; 01.05.2024; 32.05.2024", ["--05-02", "--05-03", "2024-05-01"]),
    ],
)
def test_dates(language: str, text: str, expected: list[str]) -> None:
    assert dates(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "4 November 2024"), ("uk", "четвертого листопада 2024 року"), ("ko-KP", "이천이십사년 십일월 사일")],
)
def test_the_numbers_of_a_date_are_not_told_twice(language: str, text: str) -> None:
    assert numbers(text, language) == []


def test_a_number_before_a_date_stays_one() -> None:
    assert numbers("On 4 November 2024, 10,000 soldiers", "en") == ["10000"]
    assert numbers("2024년 11월 4일 1만명", "ko-KP") == ["10000"]
