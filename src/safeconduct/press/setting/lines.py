# SPDX-License-Identifier: Apache-2.0
"""Lines: where a paragraph breaks.  All lines are weighed together; no word is cut, and no last line is one short word.

Widths are in em of the type size.  Punctuation at the ends of a line hangs a little into the margin, so that the edge
looks straight.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from attrs import frozen

HANGS_LEFT = {**dict.fromkeys("《〈「『", 0.3), **dict.fromkeys("“„«", 0.25), **dict.fromkeys("‘‚‹(", 0.12)}
HANGS_RIGHT = {
    **dict.fromkeys("》〉」』", 0.3),
    **dict.fromkeys("”“»", 0.25),
    **dict.fromkeys(".,", 0.16),
    **dict.fromkeys("’›);:!?", 0.1),
}
_RUNT = 0.34
_RUNT_COST, _SHORT_COST = 1.0, 0.1
# In a title a line had better end where the voice rests.
PAUSES, PAUSE_WORTH = frozenset(".,:;!?—–"), 0.12
_SLACK = 1e-6
_WIDEST_GAP, _RIVER_GAP, _RIVER_LINES = 2.0, 1.5, 3


@frozen
class Line:
    """Words `first` to `last` (not included), their natural width without what hangs, and how far each end hangs."""

    first: int
    last: int
    width: float
    left: float
    right: float


@frozen
class Measured:
    """The words of a paragraph: widths, first and last signs, the gap between two words; all in em."""

    widths: tuple[float, ...]
    ends: tuple[tuple[str, str], ...]
    space: float

    @property
    def widest(self) -> float:
        """The widest word."""
        return max(self.widths, default=0.0)


@lru_cache(maxsize=2_000)
def break_lines(words: Measured, measure: float, *, even: bool = False, most_hang: float = 1.0) -> tuple[Line, ...]:
    """Break into the fewest lines, and among those ways the one with the most equal lines.

    `even`: the last line counts too, as in a title, and a line had better end at a comma or a stop.  `most_hang` limits
    how far punctuation may hang.  A word wider than `measure` has a line of its own: who must not have that asks for
    `widest` first.
    """
    count = len(words.widths)
    sums = [0.0, *accumulate(words.widths)]
    lefts = [min(HANGS_LEFT.get(first, 0.0), most_hang) for first, _ in words.ends]
    rights = [min(HANGS_RIGHT.get(last, 0.0), most_hang) for _, last in words.ends]
    # (lines, cost, where the last of them begins) of the best way to set the first i words.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, count + 1):
        found: tuple[int, float, int] | None = None
        for start in range(end - 1, -1, -1):
            full = sums[end] - sums[start] + words.space * (end - start - 1)
            width = full - lefts[start] - rights[end - 1]
            if width > measure + _SLACK and start < end - 1:
                if full > measure + 2 * most_hang:
                    break
                continue
            cost = _cost(width / measure, alone=end - start == 1 and start > 0, last=end == count and not even)
            if even and end < count and words.ends[end - 1][1] in PAUSES:
                cost -= PAUSE_WORTH
            way = (best[start][0] + 1, best[start][1] + cost, start)
            if found is None or way < found:
                found = way
        assert found is not None  # noqa: S101 - one word is always a line
        best.append(found)
    cuts = [count]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][2])
    lines = []
    for start, end in pairwise(reversed(cuts)):
        width = sums[end] - sums[start] + words.space * (end - start - 1) - lefts[start] - rights[end - 1]
        lines.append(Line(start, end, width, lefts[start], rights[end - 1]))
    return tuple(lines)


def _cost(filled: float, *, alone: bool, last: bool) -> float:
    if last:
        return _RUNT_COST if alone and filled < _RUNT else _SHORT_COST if filled < _RUNT / 2 else 0.0
    return (1 - filled) ** 2


def justifiable(words: Measured, lines: Sequence[Line], measure: float) -> bool:
    """Whether the lines but the last can be stretched to `measure` without holes and without a river of gaps."""
    gaps: list[list[tuple[float, float]]] = []
    for line in lines[:-1]:
        spaces = line.last - line.first - 1
        gap = words.space + (measure - line.width) / spaces if spaces else measure
        if gap > words.space * _WIDEST_GAP:
            return False
        gaps.append(_gaps(words, line, gap) if gap > words.space * _RIVER_GAP else [])
    return not any(_river(gaps[i : i + _RIVER_LINES]) for i in range(len(gaps) - _RIVER_LINES + 1))


def _gaps(words: Measured, line: Line, gap: float) -> list[tuple[float, float]]:
    at = -line.left
    found = []
    for width in words.widths[line.first : line.last - 1]:
        at += width
        found.append((at, at + gap))
        at += gap
    return found


def _river(lines: Sequence[Sequence[tuple[float, float]]]) -> bool:
    above, *others = lines
    for start, end in above:
        low, high = start, end
        for line in others:
            crossing = next(((a, b) for a, b in line if a < high and b > low), None)
            if crossing is None:
                break
            low, high = crossing
        else:
            return True
    return False
