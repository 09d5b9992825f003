# SPDX-License-Identifier: Apache-2.0
"""Determiners and pronouns: 그때, 어느날, 매일 join; 이 나라, 모든 집, 매 분기 do not (띄여쓰기규정 2010 제2항)."""

from typing import Final

from safeconduct.language.northern.edits import Grade

from .places import Place, Rule, Ruling, Wanted, tag
from .words import AFTER_THIS, APART, BODY_PARTS, OWN, PLACES, REFERRING_BACK, WHICH_DAY

_ARTICLE: Final = "띄여쓰기규정 2010 제2항"
_THIS: Final = frozenset({"이", "그", "저", "요"})
_EACH: Final = {
    "매": frozenset({"해", "번", "년", "달", "월", "주", "일", "날", "시간"}),
    "각": frozenset({"국", "당", "파", "개", "종", "급", "계"}),
}
_MORE_OF_A_WORD: Final = frozenset({"NNG", "NNB", "NNP", "NR", "XR", "VV", "VA", "MAG", "MM"})
_SHORT: Final = frozenset({"새", "헌", "첫", "옛", "맨", "뭇"})
_LONGER: Final = {
    "첫": frozenset({"걸음", "사랑", "인상", "자리", "시작", "출발", "머리", "번째"}),
    "새": frozenset({"살림", "색시", "서방", "아기", "각시", "댁"}),
    "온": frozenset({"몸", "넋", "밤", "종일", "하루"}),
    "별": frozenset({"일", "말", "수", "말씀", "생각", "소리", "걱정"}),
    "웬": frozenset({"일"}),
    "아무": frozenset({"때", "곳"}),
    "총": frozenset({"지휘자", "지휘관", "참모부", "책임자", "인원", "인구", "수"}),
}


def this_and_that(place: Place) -> Ruling | None:
    """그 날 is 그날, 이 곳 is 이곳, 그 전 is 그전; 이 약, 그 집 stay apart."""
    left, right = place.left, place.right
    if left.form in _THIS and tag(left) in {"MM", "NP"} and tag(right) in {"NNG", "NNB", "MAG", "NP"}:
        if right.form in APART:
            return None
        if place.attached(2) and tag(place.token(2)) in _MORE_OF_A_WORD:
            return _kept("이, 그, 저")  # 그 뒤길: the noun is the beginning of a longer one
        if tag(right) == "NNB" or right.form in AFTER_THIS:
            return _joined("이, 그, 저")
        return _kept("이, 그, 저")
    return None


def which(place: Place) -> Ruling | None:
    """어느 날 is 어느날; 어느 부락 stays apart."""
    left, right = place.left, place.right
    if tag(left) == "MM" and left.form in {"어느", "여느"} and right.form in WHICH_DAY:
        return _joined("어느, 여느")
    return None


def each(place: Place) -> Ruling | None:
    """매 달 is 매달, 각 국 is 각국; 매 분기, 각 도 stay apart."""
    left, right = place.left, place.right
    if tag(left) not in {"MM", "XPN"} or left.form not in _EACH:
        return None
    if right.form in _EACH[left.form] and tag(right).startswith("NN"):
        return _joined("매, 각")
    return _kept("매, 각")


def short(place: Place) -> Ruling | None:
    """새 집 is 새집, 첫 눈 is 첫눈, 별 일 is 별일; 새 기술 stays apart."""
    left, right = place.left, place.right
    if tag(left) not in {"MM", "XPN"} or tag(right) not in {"NNG", "NNB"}:
        return None
    if right.form in _LONGER.get(left.form, ()):
        return _joined("외마디관형사", Grade.CONVERT_AND_FLAG)
    if left.form in _SHORT and len(right.form) == 1 and right.form not in {"것", "등", "대"}:
        return _joined("외마디관형사", Grade.CONVERT_AND_FLAG)
    if left.form in {"왼", "오른", "바른"} and (right.form in BODY_PARTS or right.form in {"쪽", "편"}):
        return _joined("왼, 오른")
    return None


def any_bound(place: Place) -> Ruling | None:
    """이런 것 is 이런것, 아무 데 is 아무데."""
    left, right = place.left, place.right
    if tag(left) == "MM" and tag(right) == "NNB" and right.form not in APART and left.form not in {"약", "단", "근"}:
        return Ruling(Wanted.JOINED, "불완전명사", Grade.CONVERT, "띄여쓰기규정 2010 제5항", "It does not stand alone.")
    return None


def ours(place: Place) -> Ruling | None:
    """우리나라 is 우리 나라 (제6항 1)."""
    if (
        place.left.form == "우리"
        and tag(place.left) == "NP"
        and place.right.form in OWN
        and tag(place.right).startswith("NN")
    ):
        return Ruling(
            Wanted.PARTED, "우리", Grade.CONVERT, "띄여쓰기규정 2010 제6항 1)", "우리 나라 and 우리 말 are two words."
        )
    return None


def referring_back(place: Place) -> Ruling | None:
    """우리 모두 is 우리모두, 나 자신 is 나자신, 학생들 스스로 is 학생들스스로."""
    left, right = place.left, place.right
    if right.form not in REFERRING_BACK or tag(right) not in {"NNG", "MAG", "NNB"}:
        return None
    if tag(left) == "NP" or (tag(left) == "XSN" and left.form in {"들", "님"}):
        return _joined("자신, 모두")
    if tag(left) in {"NNG", "NNP"} and right.form not in {"모두", "스스로", "전부"}:
        return _joined("자신, 모두")
    return None


def places_of_persons(place: Place) -> Ruling | None:
    """우리 앞에 is 우리앞에, 그들 속에서 is 그들속에서."""
    left, right = place.left, place.right
    if tag(left) == "NP" and right.form in PLACES and tag(right) in {"NNG", "NNB"}:
        return _joined("공간과 시간")
    return None


def _joined(rule: str, grade: Grade = Grade.CONVERT) -> Ruling:
    return Ruling(Wanted.JOINED, rule, grade, _ARTICLE, "Together they name one time, place or thing.")


def _kept(rule: str) -> Ruling:
    return Ruling(Wanted.AS_IT_IS, rule, Grade.CONVERT, _ARTICLE, "")


RULES: Final = (
    Rule(this_and_that, left="MM NP"),
    Rule(which, left="MM"),
    Rule(each, left="MM XPN"),
    Rule(short, left="MM XPN", right="NNG NNB"),
    Rule(any_bound, left="MM", right="NNB"),
    Rule(ours, left="NP"),
    Rule(referring_back, right="NNG MAG NNB"),
    Rule(places_of_persons, left="NP", right="NNG NNB"),
)
