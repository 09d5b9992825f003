# SPDX-License-Identifier: Apache-2.0
"""The everyday tables: rows that can be used, and words that become what the North says."""

import unicodedata
from collections import Counter

import pytest

from safeconduct.language.northern import analysing
from safeconduct.language.northern.converting import drafted
from safeconduct.language.northern.edits import Grade
from safeconduct.language.northern.rules import vocabulary
from safeconduct.language.northern.tables import Row, rows

TABLES = ("everyday", "everyday_urimalsaem")
modelled = pytest.mark.skipif(not analysing.available(), reason="the extra korean is not installed")


def every() -> list[Row]:
    return [row for table in TABLES for row in rows(table)]


def test_there_are_enough_rows_and_each_word_stands_once() -> None:
    twice = [word for word, count in Counter(row.south for row in every()).items() if count > 1]
    assert not twice
    assert len(every()) >= 500


def test_rows_are_of_use() -> None:
    for row in every():
        assert row.south != row.north, row
        assert row.north not in row.alternatives, row
        assert unicodedata.is_normalized("NFC", row.south + row.north), row
        if {"VV", "VA"} & set(row.pos):
            assert row.south[-1] == row.north[-1] == "다", row


def test_no_word_becomes_one_that_is_replaced_again() -> None:
    sure = {row.south for row in every() if row.grade is not Grade.WARN}
    assert not [row for row in every() if row.grade is not Grade.WARN and row.north in sure]


def test_rows_from_urimalsaem_stand_apart_under_their_licence() -> None:
    assert {row.licence for row in rows("everyday_urimalsaem")} == {"CC-BY-SA-2.0-KR"}
    assert {row.licence for row in rows("everyday")} == {"Apache-2.0"}
    assert all("우리말샘" in row.source for row in rows("everyday_urimalsaem"))
    assert not any("우리말샘" in row.source for row in rows("everyday"))


@modelled
@pytest.mark.parametrize(
    ("south", "word", "north", "grade"),
    [
        ("채소를 심다", "채소", "남새", Grade.CONVERT),
        ("초등학교에 다니다", "초등학교", "소학교", Grade.CONVERT),
        ("이내 돌아오다", "이내", "인차", Grade.CONVERT),
        ("간호사가 오다", "간호사", "간호원", Grade.CONVERT),
        ("소총을 내려놓다", "소총", "보총", Grade.CONVERT),
        ("휴대전화로 말하다", "휴대전화", "손전화", Grade.CONVERT),
        ("화장실에 가다", "화장실", "위생실", Grade.WARN),
        ("헬기가 오다", "헬기", "직승기", Grade.CONVERT),
        ("공책에 적다", "공책", "학습장", Grade.CONVERT_AND_FLAG),
    ],
)
def test_words_of_the_south_are_found(south: str, word: str, north: str, grade: Grade) -> None:
    found = [(edit.old, edit.new, edit.grade) for edit in vocabulary.edits(drafted(south))]
    assert (word, north, grade) in found


@modelled
@pytest.mark.parametrize("text", ["3일 이내에 회답하다", "남새를 심다", "감자를 캐다", "의사가 온다", "물을 마시다"])
def test_other_words_stay(text: str) -> None:
    assert not [edit for edit in vocabulary.edits(drafted(text)) if not edit.kept]
