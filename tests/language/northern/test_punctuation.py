# SPDX-License-Identifier: Apache-2.0
"""Punctuation: quotation marks, days, lists, ranges, figures in threes, 례: and the names of letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import Grade, applied, settled
from safeconduct.language.northern.rules import punctuation

EXAMPLES = settings(max_examples=300, deadline=None, database=None, derandomize=True)


def marked(text: str) -> str:
    return applied(text, settled(punctuation.edits(Draft(text))))


@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("“가자”라고 했다", "《가자》라고 했다"),
        ("‘희망’이라는 말", "《희망》이라는 말"),
        ("“그가 ‘가자’고 했다”", "《그가 〈가자〉고 했다》"),
        ("“『나무』를 읽었다”", "《〈나무〉를 읽었다》"),
        ("「길」과 『강』", "《길》과 《강》"),
        ("책 <나무>를 읽다", "책 《나무》를 읽다"),
        ('그는 "가자"고 했다', "그는 《가자》고 했다"),
        ("그는 '가자'고 했다", "그는 《가자》고 했다"),
        ("《나무》와 〈길〉", "《나무》와 《길》"),
        ("“OK”라고 했다", "《OK》라고 했다"),
        ("He said “OK”.", "He said “OK”."),
        ("It's 5' 10\" long", "It's 5' 10\" long"),
        ("동경 62°5’", "동경 62°5’"),
        ("가 < 나 > 다", "가 < 나 > 다"),
        ("<b>굵게</b>", "<b>굵게</b>"),
        ("“여는 표만 있다", "“여는 표만 있다"),
        ("6·25와 8·15", "6.25와 8.15"),
        ("4ㆍ19", "4.19"),
        ("3·1절", "3.1절"),
        ("정치·경제·문화", "정치, 경제, 문화"),
        ("1·2차 회의", "1, 2차 회의"),
        ("· 물\n· 빵", "· 물\n· 빵"),
        ("10~12시", "10～12시"),
        ("5월 ~ 8월", "5월～8월"),
        ("서울~부산", "서울－부산"),
        ("좋아요~", "좋아요~"),
        ("2001–2009년", "2001～2009년"),
        ("희망 — 그것이 길이다", "희망－그것이 길이다"),
        ("25,000명", "25 000명"),
        ("1,234,567원", "1 234 567원"),
        ("사과 1,2개", "사과 1,2개"),
        ("3000명", "3 000명"),
        ("12000여 명", "12 000여 명"),
        ("2000년", "2000년"),
        ("1211고지", "1211고지"),
        ("전화 0123-4567", "전화 0123-4567"),
        ("1:2로 섞다", "1:2로 섞다"),
        ("10:30에 오다", "10:30에 오다"),
        ("예: 손을 들다", "례: 손을 들다"),
        ("(예: 물)", "(례: 물)"),
        ("사례: 물", "사례: 물"),
        ("그런데...", "그런데…"),
        ("기역과 디귿", "기윽과 디읃"),
        ("쌍시옷을 쓰다", "된시읏을 쓰다"),
        ("쌍비읍, 쌍지읒", "된비읍, 된지읒"),
        ("니은과 리을", "니은과 리을"),
        ("경기역에 내리다", "경기역에 내리다"),
    ],
)
def test_a_mark_is_written_as_in_the_north(south: str, north: str) -> None:
    assert marked(south) == north
    assert marked(north) == north


def test_with_the_analysers_a_letter_is_a_word_of_its_own() -> None:
    text = "사이시옷"
    (edit,) = punctuation.letters(Draft(text, [Token("사이시옷", "NNG", 0, 4)], modelled=True))
    assert applied(text, [edit]) == "사이시읏"
    text = "경기역에"
    split = [Token("경기", "NNP", 0, 2), Token("역", "NNG", 2, 3), Token("에", "JKB", 3, 4)]
    assert list(punctuation.letters(Draft(text, split, modelled=True))) == []


@pytest.mark.parametrize(
    ("south", "grade"),
    [
        ("“가자”", Grade.CONVERT),
        ("'가자'", Grade.CONVERT_AND_FLAG),
        ("6·25", Grade.CONVERT),
        ("남·북", Grade.CONVERT_AND_FLAG),
        ("10~12시", Grade.CONVERT_AND_FLAG),
        ("25,000", Grade.CONVERT),
        ("말한 <나무>를", Grade.WARN),
    ],
)
def test_what_is_doubtful_is_flagged(south: str, grade: Grade) -> None:
    assert {edit.grade for edit in punctuation.edits(Draft(south))} == {grade}


@EXAMPLES
@given(st.text(alphabet="가나다 1239,.·~\"'“”‘’《》〈〉<>『』「」a-–—:예\n", max_size=40))
def test_edits_lie_in_the_text_and_twice_is_once(text: str) -> None:
    edits = settled(punctuation.edits(Draft(text)))
    assert all(text[edit.start : edit.end] == edit.old for edit in edits)
    once = applied(text, edits)
    assert [sign for sign in once if sign in "가나다1239a"] == [
        sign for sign in text.replace("예", "") if sign in "가나다1239a"
    ]
    assert marked(once) == once
