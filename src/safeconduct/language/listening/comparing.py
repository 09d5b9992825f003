# SPDX-License-Identifier: Apache-2.0
"""The differences between a script and what was heard, and how much each of them weighs.

A recogniser mishears a word here and there, and not the same one twice.  So a single other word is slight; what weighs
is a denial or a number that is lost, added or another, and a run of words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, frozen
from rapidfuzz.distance import Levenshtein

from safeconduct.model.hearing import Difference, Differs, Weight
from safeconduct.model.product import Heard

from .aligning import Pair, aligned, may_be, opposite
from .saying import KOREAN, Kind, Part, parts

LOST: Final = {KOREAN: 4}
LOST_WORDS: Final = 3
"""So many words (in Korean: syllables) that nothing answers are no mishearing."""
OTHER: Final = {KOREAN: 7}
OTHER_WORDS: Final = 4
"""So many that something else answers are none either."""
UNLIKE: Final = 0.45
"""Runs of which fewer letters differ were misheard, or cut into other words."""
MOVED_ALIKE: Final = 0.7
LEAST_MOVED: Final = 2
MOST_IN_PLACE: Final = 3
"""A word that was heard where three or more are missing is one of them, misheard, and no change."""
LEAST_RIGHT: Final = 0.35
MOST_TOLD: Final = 8
"""With less of the script heard, or more places that weigh, it is another text, or nothing can be told in detail."""
AROUND: Final = 4
BRIDGE: Final = 1


@frozen
class _Region:
    """A stretch of both sides where nothing, or something else, answers."""

    first: int
    end: int
    from_: int
    to: int


@frozen
class _Sides:
    """Script and hearing of one take, in parts, with the texts that they are from."""

    script: tuple[Part, ...]
    heard: tuple[Part, ...]
    text: str
    said: str
    starts: tuple[float, ...]
    language: str

    @property
    def base(self) -> str:
        return self.language.partition("-")[0].lower()

    @property
    def run(self) -> int:
        return LOST.get(self.base, LOST_WORDS)

    def written(self, first: int, end: int) -> str:
        return self.text[self.script[first].start : self.script[end - 1].end] if first < end else ""

    def spoken(self, first: int, end: int) -> str:
        return self.said[self.heard[first].start : self.heard[end - 1].end] if first < end else ""


def compare(text: str, heard: Heard, language: str) -> tuple[Difference, ...]:
    """Return how a hearing differs from the script's `text`, in the order of the script.

    Where hardly anything is right, or too much is wrong, one difference says so instead of dozens.  A hearing that is
    unsure of itself tells nothing: ask before.  Raises `ValueError` for a text of thousands of words.
    """
    sides = _sides(text, heard, language)
    pairs = aligned(sides.script, sides.heard, language)
    found = [_difference(sides, region, heard.block) for region in _regions(pairs)]
    right = sum(pair.end - pair.first for pair in pairs if pair.right)
    weighing = [one for one in found if one.weight is not Weight.SLIGHT]
    if weighing and (len(weighing) > MOST_TOLD or right < LEAST_RIGHT * len(sides.script)):
        whole = _difference(sides, _Region(0, len(sides.script), 0, len(sides.heard)), heard.block)
        return (evolve(whole, weight=Weight.RUN, kind=Differs.CHANGED if sides.heard else Differs.MISSING),)
    return with_moves(found)


def with_moves(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return the differences with each run that is missing here and heard there made one move.

    Works across takes too: the sentence of one paragraph that is heard in the recording of another.
    """
    moves: dict[int, Difference] = {}
    told: set[int] = set()
    for n, lost in enumerate(differences):
        for m, extra in enumerate(differences):
            if n == m or n in moves or m in told or not _weighs(lost, extra):
                continue
            if Levenshtein.normalized_similarity(_letters(lost.script), _letters(extra.heard)) >= MOVED_ALIKE:
                moves[n] = Difference(
                    extra.block,
                    Differs.MOVED,
                    Weight.RUN,
                    extra.at_s,
                    lost.script,
                    extra.heard,
                    lost.before,
                    lost.after,
                )
                told.add(m)
    left: list[Difference] = []
    for n, one in enumerate(differences):
        left += [moves[n]] if n in moves else []
        if (one.script and n not in moves) or (one.heard and n not in told):
            left.append(one)
    return tuple(left)


def _weighs(lost: Difference, extra: Difference) -> bool:
    heavy = Weight.SLIGHT not in (lost.weight, extra.weight)
    return heavy and len(lost.script.split()) >= LEAST_MOVED and bool(extra.heard)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _sides(text: str, heard: Heard, language: str) -> _Sides:
    said, starts = "", []
    for word in heard.words:
        gap = " " if said else ""
        starts += [word.start_s] * (len(gap) + len(word.text))
        said += gap + word.text
    return _Sides(parts(text, language), parts(said, language), text, said, tuple(starts), language)


def _regions(pairs: Sequence[Pair]) -> Iterator[_Region]:
    """Yield the stretches of wrong pairs; a single right one between two of them belongs to the stretch."""
    region: _Region | None = None
    right: list[Pair] = []
    for pair in pairs:
        if pair.right:
            right.append(pair)
            if region and len(right) > BRIDGE:
                yield region
                region = None
            continue
        region = _Region(
            region.first if region else pair.first, pair.end, region.from_ if region else pair.from_, pair.to
        )
        right = []
    if region:
        yield region


def _difference(sides: _Sides, region: _Region, block: str) -> Difference:
    lost, extra = sides.script[region.first : region.end], sides.heard[region.from_ : region.to]
    weight = _weight(lost, extra, sides)
    more = len(lost) - len(extra)
    if not extra or (weight is Weight.RUN and more >= sides.run and MOST_IN_PLACE * len(extra) <= len(lost)):
        kind = Differs.MISSING
    elif not lost or (weight is Weight.RUN and -more >= sides.run and MOST_IN_PLACE * len(lost) <= len(extra)):
        kind = Differs.ADDED
    else:
        kind = Differs.CHANGED
    return Difference(
        block,
        kind,
        weight,
        _second(sides, region),
        sides.written(region.first, region.end),
        sides.spoken(region.from_, region.to),
        sides.written(max(0, region.first - AROUND), region.first),
        sides.written(region.end, min(len(sides.script), region.end + AROUND)),
    )


def _second(sides: _Sides, region: _Region) -> float:
    """The second at which the first word of the region was heard, or the one after which it is missing."""
    if not sides.heard:
        return 0.0
    at = min(region.from_, len(sides.heard) - 1) if region.from_ < region.to else max(0, region.from_ - 1)
    return sides.starts[min(sides.heard[at].start, len(sides.starts) - 1)]


def _weight(lost: Sequence[Part], extra: Sequence[Part], sides: _Sides) -> Weight:
    if _of(Kind.DENIAL, lost) != _of(Kind.DENIAL, extra) or _turned(lost, extra, sides.language):
        return Weight.DENIAL
    if not _same_numbers(lost, extra, sides.language):
        return Weight.NUMBER
    longest = max(len(lost), len(extra))
    if abs(len(lost) - len(extra)) >= sides.run or (
        longest >= OTHER.get(sides.base, OTHER_WORDS) and _unlike(lost, extra) > UNLIKE
    ):
        return Weight.RUN
    return Weight.SLIGHT


def _of(kind: Kind, some: Sequence[Part]) -> int:
    return sum(part.kind is kind for part in some)


def _same_numbers(lost: Sequence[Part], extra: Sequence[Part], language: str) -> bool:
    mine, theirs = ([part for part in some if part.kind is Kind.NUMBER] for some in (lost, extra))
    left = Counter(part.form for part in mine) - Counter(part.form for part in theirs)
    over = Counter(part.form for part in theirs) - Counter(part.form for part in mine)
    base = language.partition("-")[0].lower()
    unheard = [part for part in mine if part.form in left and not any(may_be([part], [o], base) for o in extra)]
    unsaid = [part for part in theirs if part.form in over and not any(may_be([o], [part], base) for o in lost)]
    return not unheard and not unsaid


def _turned(lost: Sequence[Part], extra: Sequence[Part], language: str) -> bool:
    base = language.partition("-")[0].lower()
    return any(opposite(one.form, other.form, base) for one in lost for other in extra)


def _unlike(lost: Sequence[Part], extra: Sequence[Part]) -> float:
    one, other = ("".join(part.form for part in some) for some in (lost, extra))
    return float(Levenshtein.normalized_distance(one, other))
