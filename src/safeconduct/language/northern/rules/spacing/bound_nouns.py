# SPDX-License-Identifier: Apache-2.0
"""Nouns that do not stand alone join the word before them: 아는것, 할수 있다 (띄여쓰기규정 2010 제5항)."""

from collections.abc import Iterator
from typing import Final

from safeconduct.language.northern.edits import Edit, Grade

from .places import Place, Rule, Ruling, Wanted, tag
from .words import AFTER_NOUNS, APART, TITLES

_ARTICLE: Final = "띄여쓰기규정 2010 제5항"
BEFORE_DO: Final = frozenset({"듯", "만", "뻔", "번", "체", "척", "법", "양", "사", "성"})
_ONE_WORD: Final = frozenset({("그렇", "듯"), ("이렇", "듯"), ("저렇", "듯")})
_NEVER_ALONE: Final = frozenset({"것", "대로", "데", "체", "척", "줄", "바", "만큼", "듯", "채"})
_ADNOMINAL: Final = frozenset({"ETM", "ETN"})
NEARLY: Final = "뻔"
_OURS: Final = frozenset({"우리", "저희"})
_WHOSE: Final = frozenset({"네", "내", "제"})


def after_adnominal(place: Place) -> Ruling | None:
    """아는 것 is 아는것; a noun that stands alone stays apart (저녁을 먹은 후에)."""
    left, right = place.left, place.right
    if tag(left) == "ETM" and tag(right) == "NNB":
        if right.form in APART - {"겸"} or right.form in {"년", "놈"}:
            return None
        return _joined("불완전명사")
    if (
        tag(left) == "JX"
        and left.form in {"은", "는"}
        and tag(right) == "NNB"
        and right.form in _NEVER_ALONE
        and tag(place.token(-1)) != "NP"
    ):
        return _joined("불완전명사")  # the analyser takes 아는 for a noun and a particle now and then
    if tag(left) == "ETN" and tag(right) == "NNB":
        return _joined("불완전명사")
    return None


def after_genitive(place: Place) -> Ruling | None:
    """남의 것 is 남의것, 내 것 is 내것: what does not stand alone joins behind a particle too."""
    if tag(place.left) == "JKG" and tag(place.right) == "NNB" and place.right.form in {"것", "거"}:
        return _joined("불완전명사")
    return None


def after_noun(place: Place) -> Ruling | None:
    """비 때문에 is 비때문에, 회의 중에 is 회의중에; 등, 대, 겸 stand apart."""
    left, right = place.left, place.right
    if left.form in _WHOSE and right.form in {"것", "거"} and not place.attached(0):
        return _joined("불완전명사")
    if right.form in APART and tag(right) in {"NNB", "MAJ", "MAG", "JC"}:
        return Ruling(Wanted.AS_IT_IS, "등·대·겸", Grade.CONVERT, _ARTICLE, "")
    if tag(right) != "NNB" or not (left.known or right.form in TITLES):
        return None
    if tag(left) in {"NNG", "NNP", "XSN", "NNB", "NP"} and right.form in AFTER_NOUNS:
        if right.form == "식" and left.form in _OURS:
            return None
        if tag(left) == "NNB" and right.form in {"조", "번", "시", "호", "부", "양", "주", "통", "식", "편", "쪽"}:
            return None
        if right.form in TITLES and tag(left) != "NNP":
            return None
        return _joined("불완전명사")
    if tag(left) == "NP" and right.form in {"것", "거", "분", "놈", "들", "따위"} and left.form not in _OURS:
        return _joined("불완전명사")
    return None


def seeming(place: Place) -> Ruling | None:
    """올 듯하다 is 올듯 하다, 아는 체하다 is 아는체 하다: apart before 하다 (제5항 3)."""
    left, right = place.left, place.right
    if tag(left) != "NNB" or left.form not in BEFORE_DO or tag(place.token(-1)) not in _ADNOMINAL:
        return None
    if right.form == "싶" and tag(right) == "VX":
        return _joined("불완전명사")
    if right.form != "하" or not tag(right).startswith(("V", "XS")):
        return None
    if (place.token(-2).form, left.form) in _ONE_WORD:
        return _joined("불완전명사")
    return Ruling(
        Wanted.PARTED,
        "불완전명사와 하다",
        Grade.CONVERT,
        _ARTICLE + " 3)",
        "듯, 만, 번, 척, 체 join what is before, not 하다.",
    )


def _joined(rule: str) -> Ruling:
    return Ruling(
        Wanted.JOINED, rule, Grade.CONVERT, _ARTICLE, "A noun that does not stand alone joins the word before it."
    )


def nearly(place: Place) -> Iterator[Edit]:
    """만날 뻔했다 is 만날번 했다: what nearly happened is 번 in the North."""
    left = place.left
    if left.form == NEARLY and tag(left) == "NNB" and tag(place.token(-1)) == "ETM":
        yield Edit(
            left.start, left.end, NEARLY, "번", "spacing: 번", Grade.CONVERT, _ARTICLE + " 3)", (), "번 in the North."
        )


def used_as_bound(place: Place) -> Ruling | None:
    """올 모양이다 is 올모양이다: nouns that are used like those that do not stand alone."""
    left, right = place.left, place.right
    if tag(left) == "ETM" and tag(right) == "NNG" and right.form in {"모양", "탓", "김", "참", "판"}:
        if right.form in {"판", "김", "참"} and not left.form.endswith(("ᆯ", "을", "던", "은", "ᆫ")):
            return None
        return Ruling(
            Wanted.JOINED, "불완전명사", Grade.CONVERT_AND_FLAG, _ARTICLE, "Used like a noun that does not stand alone."
        )
    return None


RULES: Final = (
    Rule(after_adnominal, right="NNB"),
    Rule(after_genitive, left="JKG", right="NNB"),
    Rule(seeming, left="NNB"),
    Rule(used_as_bound, left="ETM", right="NNG"),
    Rule(after_noun, right="NNB MAJ MAG JC"),
)
