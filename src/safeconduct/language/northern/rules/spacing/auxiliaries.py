# SPDX-License-Identifier: Apache-2.0
"""Auxiliary verbs join: 털어버리다, 읽고있다, 먹고싶다 (띄여쓰기규정 2010 제2항 2) (2))."""

from typing import Final

from safeconduct.language.northern.edits import Grade

from .places import Place, Rule, Ruling, Wanted, tag

_ARTICLE: Final = "띄여쓰기규정 2010 제2항 2)"
_AFTER_A: Final = frozenset({"아", "어", "여", "아다", "어다", "어다가", "아다가"})
_MOVING: Final = frozenset({"나오", "나가", "오르", "다니", "먹"})
_AFTER_GO: Final = frozenset({"있", "싶", "계시", "나", "말", "보", "나서", "들"})
_AFTER_DA: Final = frozenset({"보", "나", "못하", "못"})
_WONDERING: Final = ("나", "ᆫ가", "은가", "는가", "던가", "ᆯ까", "을까", "ᆯ가", "을가")
_OR_NOT: Final = frozenset({"든", "든지", "건"})


def after_a(place: Place) -> Ruling | None:
    """먹어 보다 is 먹어보다, 좋아 보이다 is 좋아보이다; -아야 하다 and -지 않다 stay apart."""
    left, right = place.left, place.right
    if tag(left) != "EC" or left.form not in _AFTER_A:
        return None
    if tag(right) == "VX":
        return _joined("보조동사")
    if right.form == "보이" and tag(right) == "VV":
        return _joined("보조동사")
    if tag(right) == "VV" and right.form in _MOVING:
        return Ruling(Wanted.JOINED, "한 행동", Grade.CONVERT_AND_FLAG, _ARTICLE, "Two verbs that are one action.")
    return None


def after_go(place: Place) -> Ruling | None:
    """읽고 있다 is 읽고있다, 보고 싶다 is 보고싶다; 들고 나가다 stays apart."""
    left, right = place.left, place.right
    if right.form not in _AFTER_GO or not tag(right).startswith("V"):
        return None
    if tag(left) == "EC" and left.form == "고":
        if tag(right) == "VX" or right.form in {"싶", "계시"} or (right.form == "있" and tag(right) != "VCP"):
            return _joined("보조동사")
        return None
    if tag(left) == "JX" and left.form == "야" and right.form == "말":
        before = place.token(-1)
        return _joined("보조동사") if tag(before) == "EC" and before.form == "고" else None
    return None


def after_others(place: Place) -> Ruling | None:
    """하다 보니 is 하다보니, 오는가 보다 is 오는가보다, 가든 말든 is 가든말든."""
    left, right = place.left, place.right
    if tag(left) not in {"EC", "EF"}:
        return None
    if left.form == "다" and tag(right) == "VX" and right.form in _AFTER_DA:
        return _joined("보조동사")
    if left.form.endswith(_WONDERING) and tag(right) == "VX" and right.form in {"보", "싶"}:
        return _joined("보조동사")
    if left.form in _OR_NOT and right.form == "말" and tag(right).startswith("V"):
        return Ruling(Wanted.JOINED, "겹친 동사", Grade.CONVERT_AND_FLAG, _ARTICLE, "Two verbs joined into one action.")
    return None


def _joined(rule: str) -> Ruling:
    return Ruling(Wanted.JOINED, rule, Grade.CONVERT, _ARTICLE, "An auxiliary verb joins the verb before it.")


RULES: Final = (
    Rule(after_a, left="EC"),
    Rule(after_go, left="EC JX"),
    Rule(after_others, left="EC EF"),
)
