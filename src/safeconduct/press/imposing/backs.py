# SPDX-License-Identifier: Apache-2.0
"""Does each back lie behind its own front?  On a sheet that anybody imposed, told from the words of its leaves.

Nothing is known of the plan.  Every leaf is looked for by its letters: any two of them stand in the same way to each
other wherever the leaf lies, so a few give its place and its turn, and many must agree.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from attrs import frozen

from safeconduct.model.product import Seen
from safeconduct.press.geometry import Box

BACK_ELSEWHERE, LEAF_NOWHERE = "back-elsewhere", "leaf-nowhere"
_STRETCH, _FEWEST_LETTERS, _MOST_STRETCHES = 12, 6, 40
# More leaves than any sheet holds; a page of one letter a million times must not keep anybody waiting.
_MOST_PLACES, _MOST_TRIES = 600, 20_000
_SAME_MM, _REGISTER_MM, _NEAR_MM = 0.8, 1.0, 6.0
_SCALE = 0.01
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)

Point = tuple[float, float]


@frozen
class Letters:
    """The letters and figures of one page in the order of its content, and the middle of each.

    Places are in mm from the media's top left; `size_mm` is that of the media.
    """

    text: str
    places: tuple[Point, ...]
    trim_mm: Box
    size_mm: Point


@frozen
class Lying:
    """A page of the leaf, counted from 1, on a side: the box of its trim, and degrees counter-clockwise."""

    page: int
    box: Box
    rotation: int

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        return (self.box[0] + self.box[2] / 2, self.box[1] + self.box[3] / 2)


@frozen
class _Turning:
    """One way to turn a sheet: about an upright axis, or a level one; `one_plate`: both sides are printed alike."""

    upright: bool
    one_plate: bool

    def behind(self, lying: Lying, size: Point) -> tuple[Point, int]:
        """Return where the middle of what is behind lies on the other side, and how it must be turned."""
        x, y = lying.centre
        if self.upright:
            return (size[0] - x, y), -lying.rotation % 360
        return (x, size[1] - y), (180 - lying.rotation) % 360


def backs_seen(sides: Sequence[Letters], leaves: Sequence[Letters], turn: str = "") -> tuple[tuple[Seen, ...], str]:
    """Return what is wrong with backs and fronts, and how the sheet is turned, in words.

    Pages 1 and 2 of the leaf are front and back, 3 and 4 the next; sides 1 and 2 of the sheet likewise.  `turn` is one
    of `turns.TURNS` or "" when nobody said: then the turn is told that leaves the fewest faults.
    """
    lying = [tuple(_lying(side, leaves)) for side in sides]
    there = {one.page for side in lying for one in side}
    wordless = {number for number, leaf in enumerate(leaves, start=1) if len(leaf.text) < _FEWEST_LETTERS}
    every: list[Seen] = []
    for number in range(1, len(leaves) + 1):
        if number in wordless:
            what = f"where page {number} of the leaf lies: it has hardly a word"
            every.append(Seen("not-looked", 0, _NOWHERE, what))
        elif number not in there:
            every.append(Seen(LEAF_NOWHERE, 0, _NOWHERE, f"page {number} of the leaf", float(number)))
    if turn == "one-side":
        return tuple(every), "nothing printed behind"
    known = set(range(1, len(leaves) + 1)) - wordless
    ways = [
        (tuple(_faults(sides, lying, way, known)), title) for way, title in _ways(sides[0].size_mm, turn, len(sides))
    ]
    faults, title = min(ways, key=lambda way: len(way[0]))
    return (*every, *faults), title


def _ways(size: Point, turn: str, count: int) -> Iterator[tuple[_Turning, str]]:
    stands = size[1] >= size[0]
    if turn in ("", "long-edge") and (count > 1 or turn):
        yield _Turning(stands, one_plate=False), "turned over the long edge"
    if turn in ("", "short-edge") and (count > 1 or turn):
        yield _Turning(not stands, one_plate=False), "turned over the short edge"
    if turn in ("", "work-and-turn", "work-and-tumble"):
        yield _Turning(upright=True, one_plate=True), "one plate, turned left to right"
        yield _Turning(upright=False, one_plate=True), "one plate, turned top to bottom"


def _faults(
    sides: Sequence[Letters], lying: Sequence[tuple[Lying, ...]], way: _Turning, known: set[int]
) -> Iterator[Seen]:
    if way.one_plate:
        pairs = [(index, index) for index in range(len(sides))]
    else:
        pairs = [pair for start in range(0, len(sides), 2) for pair in ((start, start + 1), (start + 1, start))]
    for here, there in pairs:
        if here >= len(sides):
            continue
        behind = lying[there] if there < len(sides) else ()
        for spot in _spots(lying[here]):
            mates = {one.page + 1 if one.page % 2 else one.page - 1 for one in spot} & known
            if mates:
                middle, rotation = way.behind(spot[0], sides[here].size_mm)
                found = [one for one in behind if math.dist(one.centre, middle) <= _NEAR_MM]
                what, off = _wrong(found, mates, middle, rotation)
                if what:
                    pages = " or ".join(str(one.page) for one in spot)
                    yield Seen(BACK_ELSEWHERE, here + 1, spot[0].box, f"behind page {pages} {what}", off)


def _spots(side: Sequence[Lying]) -> Iterator[list[Lying]]:
    """Pages that lie at the same place have the same words: nobody can tell which of them it is."""
    left = list(side)
    while left:
        first = left[0]
        yield [one for one in left if math.dist(one.centre, first.centre) <= _SAME_MM]
        left = [one for one in left if math.dist(one.centre, first.centre) > _SAME_MM]


def _wrong(found: Sequence[Lying], mates: set[int], middle: Point, rotation: int) -> tuple[str, float]:
    wanted = " or ".join(map(str, sorted(mates)))
    right = [one for one in found if one.page in mates]
    if not right:
        lies = f"lies page {found[0].page}" if found else "nothing of the leaf lies"
        return f"{lies}, not page {wanted}", 0.0
    nearest = min(right, key=lambda one: math.dist(one.centre, middle))
    off = round(math.dist(nearest.centre, middle), 2)
    if not any(one.rotation == rotation for one in right):
        turned = (nearest.rotation - rotation) % 360
        how = "head to foot" if turned == 180 else f"turned by {turned}°"
        return f"page {nearest.page} lies {how}", off
    return (f"page {nearest.page} lies {off:.1f} mm off", off) if off > _REGISTER_MM else ("", 0.0)


def _lying(side: Letters, leaves: Sequence[Letters]) -> Iterator[Lying]:
    for number, leaf in enumerate(leaves, start=1):
        for rotation, (dx, dy) in _places(side, leaf):
            x, y, wide, high = leaf.trim_mm
            one, other = _turned((x, y), rotation), _turned((x + wide, y + high), rotation)
            left, top = min(one[0], other[0]) + dx, min(one[1], other[1]) + dy
            size = (wide, high) if rotation % 180 == 0 else (high, wide)
            yield Lying(number, (round(left, 2), round(top, 2), *size), rotation)


def _places(side: Letters, leaf: Letters) -> Iterator[tuple[int, Point]]:
    """Yield the turn and the shift of each place where at least half of the stretches of a leaf agree."""
    stretches = list(_stretches(leaf.text))
    votes: list[tuple[int, float, float, set[int]]] = []
    tries = _MOST_TRIES // max(1, len(stretches))
    for start, end in stretches:
        for at in islice(_occurrences(side.text, leaf.text[start:end]), tries):
            end_at = at + end - 1 - start
            found = _shift((leaf.places[start], leaf.places[end - 1]), (side.places[at], side.places[end_at]))
            if found is None:
                continue
            rotation, (dx, dy) = found
            for turned, x, y, voters in votes:
                if turned == rotation and math.hypot(x - dx, y - dy) <= _SAME_MM:
                    voters.add(start)
                    break
            else:
                if len(votes) < _MOST_PLACES:
                    votes.append((rotation, dx, dy, {start}))
    for rotation, dx, dy, voters in votes:
        if len(voters) * 2 >= len(stretches):
            yield rotation, (dx, dy)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    if len(text) < _FEWEST_LETTERS:
        return
    cuts = [*range(0, max(1, len(text) - _FEWEST_LETTERS), _STRETCH), len(text)]
    every = list(pairwise(cuts))
    yield from every[:: -(-len(every) // _MOST_STRETCHES)]


def _occurrences(whole: str, part: str) -> Iterator[int]:
    at = whole.find(part)
    while at >= 0:
        yield at
        at = whole.find(part, at + 1)


def _shift(leaf: tuple[Point, Point], side: tuple[Point, Point]) -> tuple[int, Point] | None:
    """Return the turn and the shift that bring two letters of the leaf to two of the side; None: none does."""
    across, up = leaf[1][0] - leaf[0][0], leaf[1][1] - leaf[0][1]
    length, other = math.hypot(across, up), math.dist(*side)
    if length < 1 or abs(length - other) > _SAME_MM / 2 + _SCALE * length:
        return None
    for rotation in (0, 90, 180, 270):
        x, y = _turned(leaf[0], rotation)
        dx, dy = side[0][0] - x, side[0][1] - y
        end = _turned(leaf[1], rotation)
        if math.dist((end[0] + dx, end[1] + dy), side[1]) <= _SAME_MM:
            return rotation, (dx, dy)
    return None


def _turned(point: Point, rotation: int) -> Point:
    """Turn a point about the origin, counter-clockwise as seen; y counts downwards."""
    x, y = point
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[rotation]
