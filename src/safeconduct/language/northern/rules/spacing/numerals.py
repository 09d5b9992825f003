# SPDX-License-Identifier: Apache-2.0
"""Numerals: units join them, hundreds and thousands part (띄여쓰기규정 2010 제4항)."""

import re
from typing import Final

from safeconduct.language.northern.edits import Grade

from .places import Place, Rule, Ruling, Wanted, tag
from .words import (
    AFTER_UNITS,
    APART,
    BODY_PARTS,
    BOUND_AFTER_UNITS,
    DURATIONS,
    MEETINGS,
    NATIVE_NUMERALS,
    NATIVE_ONES,
    NATIVE_TENS,
    ONE_WHOLE,
    SEVERAL,
    UNIT_NOUNS,
)

_ARTICLE: Final = "띄여쓰기규정 2010 제4항"
_UNIT_SIGNS: Final = re.compile(
    r"(?:[kcmμ]?m|[kmμ]?g|[kmGM]?[WwVvAa]h?|[mkd]?[lLℓ]|ha|t|[kKMGT][Bb]|[kMG]?Hz|km/h|cc|kcal|cal|㎞|㎝|㎜|㎏|㎎)"
)
_GREAT: Final = ("백", "천", "만", "억", "조")
_DATED: Final = re.compile(r"(?<![\d.])\d{1,2}[·.ㆍ・‧∙]\d{1,2}$")
_THROUGH: Final = frozenset({"제"})


def numeral(form: str, kind: str) -> bool:
    """True when a morpheme is a numeral, in figures or in words."""
    return kind in {"SN", "NR"} or (kind == "MM" and form in NATIVE_NUMERALS)


def units(place: Place) -> Ruling | None:
    """세 마리 is 세마리, 50여 명 is 50여명, 10 km is 10km; 두 대학생 stays apart."""
    left, right = place.left, place.right
    kind = tag(right)
    counted = numeral(left.form, tag(left)) or (
        tag(left) == "XSN" and left.form in {"여", "남짓"} and tag(place.token(-1)) in {"SN", "NR"}
    )
    if not counted or _part_of_a_word(place):
        return None
    if right.form in APART and right.form != "대":
        return None
    if left.form == "여러":
        return None
    if kind == "NNB" or (kind in {"SL", "SW"} and tag(left) == "SN" and _unit_sign(right.form)):
        return _joined("수사와 단위")
    if kind != "NNG" and not (kind == "NNP" and right.form in UNIT_NOUNS):
        return None
    if left.form.endswith("째"):
        return Ruling(Wanted.AS_IT_IS, "차례", Grade.CONVERT, _ARTICLE, "")
    if tag(left) in {"MM", "NR"} and left.form in NATIVE_NUMERALS and right.form in BODY_PARTS:
        return _joined("수사와 몸의 부분")
    if left.form == "한" and right.form in ONE_WHOLE:
        return Ruling(
            Wanted.JOINED, "한", Grade.CONVERT_AND_FLAG, _ARTICLE, "한 joins in the sense of one and the same."
        )
    if right.form in UNIT_NOUNS or right.form in DURATIONS:
        return _joined("수사와 단위")
    if tag(left) in {"SN", "NR", "XSN"} and right.form in AFTER_UNITS:
        return _joined("수사와 단위")
    return None


def _part_of_a_word(place: Place) -> bool:
    """True when a determiner is cut from the word it ends: 한 of 름름한, which the analyser does not know."""
    return (
        tag(place.left) == "MM"
        and place.attached(0)
        and tag(place.token(-1))[:2] in {"NN", "NP", "XR", "XP", "MA", "MM"}
    )


def _unit_sign(form: str) -> bool:
    return form in {"%", "℃", "°", "‰", "℉", "㎡", "㎢", "㎥"} or bool(_UNIT_SIGNS.fullmatch(form))


def several(place: Place) -> Ruling | None:
    """여러 가지 is 여러가지; 여러 나라 stays apart (제2항)."""
    if place.left.form != "여러" or tag(place.left) != "MM":
        return None
    if tag(place.right) == "NNB" or place.right.form in SEVERAL:
        return Ruling(Wanted.JOINED, "여러", Grade.CONVERT, "띄여쓰기규정 2010 제2항", "여러 joins a unit.")
    return Ruling(Wanted.AS_IT_IS, "여러", Grade.CONVERT, "띄여쓰기규정 2010 제2항", "")


def after_units(place: Place) -> Ruling | None:
    """30분 동안 is 30분동안, 3년 만에 is 3년만에; what follows these stays apart."""
    right = place.right
    known = {"NNG": AFTER_UNITS, "NNB": AFTER_UNITS | BOUND_AFTER_UNITS, "XSN": BOUND_AFTER_UNITS}
    if right.form not in known.get(tag(right), ()):
        return None
    if _measure(place, 0):
        return _joined("수사와 단위")
    return None


def _measure(place: Place, at: int) -> bool:
    """True when the morpheme at `at` ends an amount: a unit behind a numeral, or a stretch of time."""
    one, before = place.token(at), place.token(at - 1)
    kind = tag(one)
    if kind == "NNG" and one.form in DURATIONS - {"해", "년", "날", "밤", "달", "시간"}:
        return True
    if kind in {"NNB", "NNG"} and (one.form in UNIT_NOUNS or kind == "NNB" or one.form in DURATIONS):
        return (
            numeral(before.form, tag(before)) or (tag(before) == "XSN" and before.form == "여") or before.form == "여러"
        )
    return kind in {"SL", "SW"} and tag(before) == "SN" and _unit_sign(one.form)


def behind_limits(place: Place) -> Ruling | None:
    """스무살이하 처녀들: behind 이상, 정도 and the like a new word begins."""
    if (
        place.left.form in AFTER_UNITS
        and tag(place.left) == "NNG"
        and tag(place.right) in {"NNG", "NNP"}
        and _measure(place, -1)
    ):
        return Ruling(Wanted.AS_IT_IS, "수사와 단위", Grade.CONVERT, _ARTICLE, "")
    return None


def compound_numerals(place: Place) -> Ruling | None:
    """수 십 is 수십, 몇 백 is 몇백, 열 두 is 열두; 2억3천 is 2억 3천."""
    left, right = place.left, place.right
    if tag(right) == "NR" and tag(left) == "MM" and left.form in {"수", "몇"}:
        return _joined("수사")
    if tag(left) == "NR" and left.form in NATIVE_TENS and right.form in NATIVE_ONES and tag(right) in {"NR", "MM"}:
        return _joined("수사")
    great = tag(left) == "NR" and left.form.endswith(_GREAT)
    if great and tag(right) == "SN" and not place.spaced:
        return Ruling(
            Wanted.PARTED, "수사", Grade.CONVERT, _ARTICLE + " 1)", "Numerals part behind 백, 천, 만, 억, 조."
        )
    return None


def ordinals(place: Place) -> Ruling | None:
    """제 3 조 is 제3조; 제3차 대회 is 제3차대회, 1호 발전기 is 1호발전기, 7개년 계획 is 7개년계획."""
    left, right = place.left, place.right
    if tag(left) == "XPN" and left.form in _THROUGH and tag(right) in {"SN", "NR"}:
        return _joined("제")
    if tag(right) not in {"NNG"} or tag(place.token(-1)) not in {"SN", "NR"}:
        return None
    if left.form == "차" and right.form in MEETINGS:
        return Ruling(
            Wanted.JOINED,
            "차례",
            Grade.CONVERT,
            "띄여쓰기규정 2010 제3항 2)",
            "차 joins 회의, 대회, 전쟁 and the like.",
        )
    if left.form in {"개년", "급"} or (
        left.form == "호" and right.form in {"발전기", "청사", "변전소", "기중기", "작업장", "창고"}
    ):
        return Ruling(
            Wanted.JOINED,
            "차례",
            Grade.CONVERT_AND_FLAG,
            "띄여쓰기규정 2010 제2항 1)",
            "One thing, named with a number.",
        )
    if left.form == "층" and right.form not in APART and not place.attached(2):
        return Ruling(
            Wanted.JOINED,
            "차례",
            Grade.CONVERT_AND_FLAG,
            "띄여쓰기규정 2010 제3항 2)",
            "One place, named with a number.",
        )
    return None


def dates_that_name(place: Place) -> Ruling | None:
    """3·1 봉기 is 3.1봉기, 6·25 때 is 6.25때."""
    if tag(place.left) != "SN" or tag(place.right) != "NNG" or not _DATED.search(place.line.text[: place.start][-6:]):
        return None
    return Ruling(
        Wanted.JOINED,
        "고유한 이름",
        Grade.CONVERT_AND_FLAG,
        "띄여쓰기규정 2010 제3항",
        "A day that names an event joins it.",
    )


def suffixes(place: Place) -> Ruling | None:
    """열 명 씩 is 열명씩: a suffix never stands alone."""
    if tag(place.right) == "XSN" and tag(place.left) in {"NNB", "NR", "SN", "NNG", "NNP", "XSN", "NP"}:
        return _joined("뒤붙이")
    return None


def _joined(rule: str) -> Ruling:
    return Ruling(
        Wanted.JOINED, rule, Grade.CONVERT, _ARTICLE, "A unit joins its numeral, and what limits it joins both."
    )


RULES: Final = (
    Rule(several, left="MM"),
    Rule(units, left="SN NR MM XSN"),
    Rule(after_units, right="NNG NNB XSN"),
    Rule(behind_limits, left="NNG", right="NNG NNP"),
    Rule(compound_numerals, left="NR MM"),
    Rule(ordinals, right="SN NR NNG"),
    Rule(dates_that_name, left="SN", right="NNG"),
    Rule(suffixes, right="XSN"),
)
