# SPDX-License-Identifier: Apache-2.0
"""Runs of nouns without a particle: which of them name one thing, and how long a word they may make."""

from typing import Final

from .places import Place, tag
from .words import (
    APART,
    BEYOND,
    BODY_PARTS,
    BRANCHES,
    CARRIERS,
    DAYS,
    LIGHT_PLACES,
    STANDING_FOR_DETERMINERS,
    TIMES,
    UNIT_NOUNS,
)

LONGEST: Final = 8
"""Syllables of a run that is joined throughout; a longer one is parted by sense (제6항 3), first come first joined."""
_OPEN_BEFORE: Final = frozenset(
    {
        "이",
        "그",
        "저",
        "요",
        "우리",
        "저희",
        "너희",
        "당신",
        "자기",
        "누구",
        "새",
        "온",
        "매",
        "각",
        "한",
        "두",
        "세",
        "네",
        "여러",
        "몇",
        "어느",
    }
)
_LIKE_PARTICLES: Final = frozenset("만도은는이가나과와로의에을를고며서라")
_NEVER_SECOND: Final = frozenset(
    {
        "오늘",
        "내일",
        "어제",
        "모레",
        "지금",
        "올해",
        "여러분",
        "우리나라",
        "우리말",
        "우리글",
        "반",
        "오른쪽",
        "왼쪽",
        "동쪽",
        "서쪽",
        "남쪽",
        "북쪽",
        "때",
        "한번",
        "하나",
        "둘",
    }
)
_BEGINNINGS: Final = tuple(sorted({time for time in TIMES if len(time) > 1} | {"오늘", "내일", "어제", "지금", "올해"}))
"""What a noun begins with that stays apart from the one before it: 겨울옷 is one word to the analyser, or two."""


def counted(form: str) -> bool:
    """True when a noun of the analyser is a numeral and a unit: 한잔, 두손."""
    return form[0] in "한두세네몇" and (form[1:] in UNIT_NOUNS or form[1:] in BODY_PARTS)


def joins(place: Place) -> bool:
    """True when the two nouns may name one thing, and the run is not too long."""
    left, right = place.left, place.right
    if (
        (left.form in DAYS and left.form != "마지막")
        or left.form in STANDING_FOR_DETERMINERS
        or right.form in APART
        or right.form in STANDING_FOR_DETERMINERS
    ):
        return False
    if not (left.known and right.known):
        return False
    if _stands_apart(place):
        return False
    if left.form in _LIKE_PARTICLES and place.attached(0):
        return False  # the analyser of the South cuts Northern words so: 지붕우만
    if (
        right.form in TIMES | _NEVER_SECOND
        or right.form.startswith(_BEGINNINGS)
        or counted(left.form)
        or counted(right.form)
    ):
        return False
    if left.form in BRANCHES and tag(place.token(-1)) in {"NNG", "XSN", "NNP"}:
        return False
    start = _start(place)
    before = place.token(start - 1)
    if before.form in _OPEN_BEFORE and tag(before) in {"MM", "NP"} and not place.attached(start - 1):
        return False
    if tag(before) == "XSN" and before.form == "째":
        return False
    last = _end(place)
    if carried(place, last + 1):
        return False
    return not place.spaced or _short_enough(place, start, last)


def _stands_apart(place: Place) -> bool:
    """True when the left noun goes with what is before it: 강건너 마을, 남의 나라 군대, 오늘 밤 공격."""
    left, before = place.left, place.token(-1)
    if left.form in BEYOND and tag(before) in {"NNG", "NNP", "XSN"}:
        return True
    if left.form == "나라" and tag(before) in {"JKG", "MM", "ETM"}:
        return True
    if left.form in LIGHT_PLACES and tag(before) in {"ETM", "MM"} and place.right.form in {"웃", "아래", "우"}:
        return True
    return left.form in TIMES and before.form in DAYS


def _start(place: Place) -> int:
    """The first noun of the run, in steps from the left one."""
    at = 0
    while tag(place.token(at - 1)) in {"NNG", "XPN"} or (tag(place.token(at - 1)) == "XSN" and place.attached(at)):
        at -= 1
    return at


def _end(place: Place) -> int:
    """The last noun of the run that stands right behind the right one, in steps."""
    at = 1
    while tag(place.token(at + 1)) in {"NNG", "XSN"} and place.attached(at + 1):
        at += 1
    return at


def _short_enough(place: Place, start: int, last: int) -> bool:
    """True when the word that has been joined so far is short enough with the next one; spaces do not matter for it."""
    word = 0
    for at in range(start, last + 1):
        one = place.token(at)
        if at == start or place.attached(at):
            word += len(one.form)
            continue
        piece, ahead = len(one.form), at + 1
        while ahead <= last and place.attached(ahead):
            piece += len(place.token(ahead).form)
            ahead += 1
        fits = word + piece <= LONGEST
        if at == 1:
            return fits
        word = word + len(one.form) if fits else len(one.form)
    return word <= LONGEST


def carried(place: Place, at: int) -> bool:
    """True when what stands right behind is 하다, 되다 or the like: the noun is part of a verb then."""
    return (
        place.attached(at) and place.token(at).form in CARRIERS and tag(place.token(at))[:2] in {"XS", "VV", "VX", "VA"}
    )
