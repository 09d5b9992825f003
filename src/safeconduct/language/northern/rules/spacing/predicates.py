# SPDX-License-Identifier: Apache-2.0
"""Nouns and adverbs that make one verb: 공부하다, 안되다, 꿈꾸다 (띄여쓰기규정 2010 제2항 1) (2)③)."""

from functools import cache
from typing import Final

from safeconduct.language.northern import tables
from safeconduct.language.northern.edits import Grade

from .places import Place, Rule, Ruling, Wanted, tag
from .words import APART, DAYS, STANDING_FOR_DETERMINERS

_ARTICLE: Final = "띄여쓰기규정 2010 제2항 1)"
_NOT: Final = frozenset({"못", "안", "아니"})
_MORE: Final = frozenset({"다", "더", "덜", "같이", "잘"})
_MODIFIED: Final = frozenset({"ETM", "MM", "JKG"})
_BARE: Final = frozenset({"NNG", "XSN", "NNP", "SP", "NNB", "NR", "SN"})


def not_doing(place: Place) -> Ruling | None:
    """안 된다 is 안된다, 못 했다 is 못했다; 안 가다 stays apart."""
    left, right = place.left, place.right
    if tag(left) != "MAG" or right.form not in {"하", "되", "시키"} or not tag(right).startswith(("V", "XS")):
        return None
    if left.form in _NOT:
        return _joined("못하다, 안되다", Grade.CONVERT)
    if left.form == "같이" and tag(place.token(-1)) in {"JKB", "JC"}:
        return None  # 다음과 같이 하다: it goes with what is before it
    if left.form in _MORE:
        return _joined("다하다", Grade.CONVERT_AND_FLAG)
    return None


def doing(place: Place) -> Ruling | None:
    """공부 하다 is 공부하다; 무슨 일 하다 and 한마디 하다 stay apart."""
    left, right = place.left, place.right
    if right.form not in {"하", "되", "시키"} or tag(right) not in {"VV", "XSV", "XSA", "VX"} or tag(left) != "NNG":
        return None
    return _joined("하다, 되다", Grade.CONVERT) if _alone(place) else None


def having(place: Place) -> Ruling | None:
    """힘 있다 is 힘있다, 관계 없다 is 관계없다, 말 없이 is 말없이; 할 일 없다 stays apart."""
    left, right = place.left, place.right
    without = right.form == "없이" and tag(right) == "MAG"
    if not without and (right.form not in {"있", "없"} or tag(right) not in {"VA", "VV"}):
        return None
    if tag(left) != "NNG" or not _alone(place):
        return None
    return _joined("명사와 있다, 없다", Grade.CONVERT_AND_FLAG)


def like(place: Place) -> Ruling | None:
    """이 같은 is 이같은, 꽃 같은 is 꽃같은; 사과, 배 같은 과일 stays apart."""
    left, right = place.left, place.right
    if right.form != "같" or tag(right) != "VA":
        return None
    if tag(left) == "NP" or (tag(left) == "MM" and left.form in {"이", "그", "저"}):
        return _joined("같은", Grade.CONVERT)
    if tag(left) in {"NNG", "NNP"} and _alone(place):
        return _joined("같은", Grade.CONVERT_AND_FLAG)
    return None


def pairs(place: Place) -> Ruling | None:
    """꿈 꾸다 is 꿈꾸다: the pairs of the table."""
    left, right = place.left, place.right
    if tag(left) not in {"NNG", "MAG"} or tag(right) not in {"VV", "VA", "XSV"}:
        return None
    if (left.form, right.form) in _pairs() and (_alone(place) or tag(left) == "MAG"):
        return _joined("명사와 동사", Grade.CONVERT_AND_FLAG)
    return None


def _alone(place: Place) -> bool:
    """True when the noun stands alone: nothing modifies it, and no other noun is before it."""
    left, before = place.left, place.token(-1)
    if not left.known or (place.attached(0) and tag(before) != "XPN"):
        return False
    if (
        (left.form in DAYS and left.form not in {"일", "말"})
        or left.form in APART
        or left.form in STANDING_FOR_DETERMINERS
    ):
        return False
    return not (
        tag(before) in _MODIFIED or (tag(before) in _BARE and (tag(before) != "SP" or place.right.form == "같"))
    )


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    parted = (row.south.split(" ") for row in tables.rows("spacing_verbs"))
    return frozenset((noun, verb.removesuffix("다")) for noun, verb in parted)


def _joined(rule: str, grade: Grade) -> Ruling:
    return Ruling(Wanted.JOINED, rule, grade, _ARTICLE, "Together they name one action or state.")


RULES: Final = (
    Rule(not_doing, left="MAG"),
    Rule(doing, left="NNG", right="VV XSV XSA VX"),
    Rule(having, left="NNG", right="VA VV MAG"),
    Rule(like, right="VA"),
    Rule(pairs, left="NNG MAG", right="VV VA XSV"),
)
