# SPDX-License-Identifier: Apache-2.0
"""Pieces: a run of nouns cut into words that the word table knows, whatever the analyser cut it into."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from safeconduct.language.northern import homographs
from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.sino_table import entry

NOUNS: Final = frozenset({"NNG", "NNP", "NNB", "NR", "XR", "XPN", "XSN"})
CUT_OFF: Final = frozenset({"MM", "IC", "MAG"})
"""Words that stand apart in the South; where they touch a noun they are the beginning of one."""

_HEADS: Final = frozenset("신구대소생불비무미남여부총최고저재반친탈초범전후본타각매명역노양연내외항몰실가폐냉")
_TAILS: Final = frozenset("자성적화식용률율열양량난란력년장실소관원대비법론학부국과기권형품물지차선업가계상인회")
_LONGEST: Final = 8
_UNKNOWN, _SYLLABLE, _AFFIX, _TOKEN = 0.75, 2.2, 1.25, 1.0
_REJOINED, _OFF, _AGREED = 0.05, 0.1, 0.15


@frozen
class Piece:
    """A word of a run: its place, the token that is just this word, if any, and whether it begins or ends its run."""

    start: int
    end: int
    token: Token | None
    first: bool
    last: bool


def runs(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield each run of noun tokens that touch one another.

    A word such as 이, 예 or 여간 that touches the noun after it was cut from it by the analyser (이별, 예포, 여간첩).
    """
    run: list[Token] = []
    for n, token in enumerate(tokens):
        touches = bool(run) and run[-1].end == token.start
        joins = token.tag in NOUNS or (token.tag in CUT_OFF and not touches and _noun_follows(tokens, n))
        if run and not (touches and joins):
            yield run
            run = []
        if joins:
            run.append(token)
    if run:
        yield run


def _noun_follows(tokens: Sequence[Token], n: int) -> bool:
    return n + 1 < len(tokens) and tokens[n + 1].start == tokens[n].end and tokens[n + 1].tag in NOUNS


def pieces(draft: Draft, run: Sequence[Token]) -> list[Piece]:
    """Return a run cut into the fewest known words; ends of tokens and of HanDic's words are favoured."""
    start, end = run[0].start, run[-1].end
    by_place = {(one.start, one.end): one for one in run}
    if len(run) == 1 and (_known(draft.text[start:end]) or end - start < 3):
        return [Piece(start, end, run[0], True, True)]
    ends = {start, *(one.end for one in run)}
    agreed = {(one.start, one.end) for one in draft.sinos_within(start, end)}
    numbers = [(one.start, one.end) for one in run if one.tag == "NR"]
    reach = max(_LONGEST, max(one.end - one.start for one in run))
    best: list[tuple[float, int]] = [(0.0, start)] + [(float("inf"), start)] * (end - start)
    for last in range(start + 1, end + 1):
        for first in range(max(start, last - reach), last):
            place, word = (first, last), draft.text[first:last]
            if place not in by_place and place not in agreed:
                if numbers and _with_number(first, last, numbers):
                    continue  # 열명 is ten people
                if len(word) > 1 and not _known(word):
                    continue
            cost = _cost(word, by_place.get(place), place, ends, agreed, (start, end))
            if best[first - start][0] + cost < best[last - start][0]:
                best[last - start] = (best[first - start][0] + cost, first)
    cut: list[Piece] = []
    last = end
    while last > start:
        first = best[last - start][1]
        cut.append(Piece(first, last, by_place.get((first, last)), first == start, last == end))
        last = first
    return cut[::-1]


def _known(word: str) -> bool:
    return entry(word) is not None or word in homographs.homographs()


def _with_number(first: int, last: int, numbers: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for start, end in numbers)


def _cost(
    word: str,
    token: Token | None,
    place: tuple[int, int],
    ends: set[int],
    agreed: set[tuple[int, int]],
    run: tuple[int, int],
) -> float:
    """What it costs to take a stretch for one word: 1 for a known word, more for what is less likely one."""
    first, _ = place
    good = _AGREED if place in agreed else 0.0
    if len(word) == 1:
        if token is not None:
            return _TOKEN - good
        affix = (word in _HEADS and first == run[0]) or (word in _TAILS and first != run[0])
        return (_AFFIX if affix else _SYLLABLE) - good
    if _known(word) or (place in agreed and token is None):
        off = sum(at not in ends for at in place)
        return 1.0 + (0.0 if token else _REJOINED) + _OFF * off - good
    if token is not None:
        return 1.2 if token.tag == "NNP" and len(word) <= 3 else _UNKNOWN * len(word) + 0.2
    return float("inf")
