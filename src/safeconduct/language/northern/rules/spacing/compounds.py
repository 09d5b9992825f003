# SPDX-License-Identifier: Apache-2.0
"""Nouns without a particle between them that name one thing join (띄여쓰기규정 2010 제2항 1), 제3항)."""

from typing import Final

from safeconduct.language.northern.edits import Grade

from .places import Place, Rule, Ruling, Wanted, tag
from .runs import carried, joins
from .words import (
    APART,
    DAYS,
    DOUBTFUL_SURNAMES,
    JOINING_SUFFIXES,
    LIGHT_PLACES,
    OF_A_PEOPLE,
    ORGANISATIONS,
    ORGANISERS,
    PERIODS,
    PLACES,
    SURNAMES,
    TITLES,
)

_ARTICLE: Final = "띄여쓰기규정 2010 제2항 1)"
_NAMING: Final = frozenset({"NNG", "NNP", "XR"})
_LONGEST_NAME: Final = 10


def titles(place: Place) -> Ruling | None:
    """김철수 동지 is 김철수동지; a title before a name stays apart (과장 김철수)."""
    left, right = place.left, place.right
    if (
        right.form not in TITLES
        or tag(right) not in {"NNG", "NNB", "XSN", "NNP"}
        or (place.attached(2) and carried(place, 2))
    ):
        return None
    alone = left.start == 0 or not place.attached(0)
    if (tag(left) == "NNP" and len(left.form) > 1) or (left.form in SURNAMES and alone and _surname(place)):
        return Ruling(
            Wanted.JOINED, "칭호", Grade.CONVERT, "띄여쓰기규정 2010 제3항 3)", "A title joins the name before it."
        )
    return None


def _surname(place: Place) -> bool:
    left = place.left
    return tag(left) == "NNP" or (
        left.form not in DOUBTFUL_SURNAMES and tag(left) in {"NNG", "NR"} and tag(place.token(-1)) != "MM"
    )


def of_places(place: Place) -> Ruling | None:
    """학교 앞에 is 학교앞에, 지붕 위에 is 지붕위에, 전쟁 때 is 전쟁때."""
    left, right = place.left, place.right
    if tag(right) not in {"NNG", "NNB"} or right.form not in PLACES:
        return None
    if tag(left) == "NNG" and not left.known:
        return None
    if (left.form in LIGHT_PLACES and not place.attached(0)) or (
        right.form in {"초", "말"} and left.form not in PERIODS
    ):
        return Ruling(Wanted.AS_IT_IS, "공간과 시간", Grade.CONVERT, _ARTICLE, "")
    if tag(left) in {"NNG", "NNP"} or (tag(left) == "XSN" and left.form not in {"째", "씩"}):
        if left.form in DAYS and left.form not in {"자기", "이상"}:
            return Ruling(Wanted.AS_IT_IS, "공간과 시간", Grade.CONVERT, _ARTICLE, "")
        return Ruling(
            Wanted.JOINED, "공간과 시간", Grade.CONVERT, _ARTICLE, "A word of place or time joins a bare noun."
        )
    return None


def characterising(place: Place) -> Ruling | None:
    """정치적 목적 is 정치적목적, 학생용 가방 is 학생용가방 (제5항 2)."""
    left, right = place.left, place.right
    if tag(left) != "XSN" or left.form not in JOINING_SUFFIXES or tag(right) != "NNG" or right.form in APART:
        return None
    if left.form == "적":
        grade = Grade.CONVERT
    elif tag(place.token(-1)) in {"NNG", "NNP", "XR"} and not carried(place, 2) and right.form not in DAYS:
        grade = Grade.CONVERT_AND_FLAG
        if not joins(place):
            return None
    else:
        return None
    return Ruling(Wanted.JOINED, "-적, -용", grade, "띄여쓰기규정 2010 제5항 2)", "A noun joins what characterises it.")


def of_a_country(place: Place) -> Ruling | None:
    """러시아 군대 is 러시아군대, 평양 시민 is 평양시민; the levels of a name stay apart."""
    left, right = place.left, place.right
    if tag(left) != "NNP" or tag(right) != "NNG":
        return None
    if right.form in OF_A_PEOPLE and len(left.form) > 1 and not carried(place, 2):
        return Ruling(
            Wanted.JOINED,
            "고유한 이름",
            Grade.CONVERT_AND_FLAG,
            "띄여쓰기규정 2010 제3항 2)",
            "A common noun joins the name.",
        )
    return Ruling(Wanted.AS_IT_IS, "고유한 이름", Grade.CONVERT, "띄여쓰기규정 2010 제3항", "")


def organisations(place: Place) -> Ruling | None:
    """적십자 병원 is 적십자병원, 유엔 난민 기구 is 유엔난민기구: the name of one organisation."""
    first, last = 0, 1
    while place.token(first).form not in ORGANISERS and tag(place.token(first - 1)) in _NAMING and first > -3:
        first -= 1
    while place.token(last).form not in ORGANISATIONS and tag(place.token(last + 1)) in _NAMING and last < 4:
        last += 1
    begins, ends = place.token(first), place.token(last)
    if begins.form not in ORGANISERS or ends.form not in ORGANISATIONS or carried(place, last + 1):
        return None
    if sum(len(place.token(at).form) for at in range(first, last + 1)) > _LONGEST_NAME:
        return None
    return Ruling(
        Wanted.JOINED, "기관 이름", Grade.CONVERT_AND_FLAG, "띄여쓰기규정 2010 제3항", "One organisation, one name."
    )


def nouns(place: Place) -> Ruling | None:
    """전쟁 포로 is 전쟁포로; always flagged, and a long run is parted where it gets too long."""
    left, right = place.left, place.right
    if tag(left) != "NNG" or tag(right) not in {"NNG", "XPN"} or right.form == "제" or not joins(place):
        return None
    return Ruling(
        Wanted.JOINED,
        "명사와 명사",
        Grade.CONVERT_AND_FLAG,
        _ARTICLE,
        "Two nouns that name one thing are written as one word.",
    )


RULES: Final = (
    Rule(titles, right="NNG NNB XSN NNP"),
    Rule(organisations, left="NNG NNP XR", right="NNG NNP XR"),
    Rule(of_places, right="NNG NNB"),
    Rule(characterising, left="XSN", right="NNG"),
    Rule(of_a_country, left="NNP", right="NNG"),
    Rule(nouns, left="NNG", right="NNG XPN"),
)
