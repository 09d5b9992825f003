# SPDX-License-Identifier: Apache-2.0
"""Where the words of a page stand: how small they are, how near to the trim, and whether they cover each other."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

import numpy as np

from safeconduct.model.product import Seen
from safeconduct.press.geometry import Box

from .opened import Opened, OpenPage
from .words import Word, around, words_on

MOST_TOLD = 12
"""So many places of one kind are told of one page; whoever mends these sees the rest."""
SMALL_PT, NEAR_MM = 9.0, 6.0
"""Larger type and text farther from the trim than this is right for everybody, and not told."""
INVISIBLE_PT = 1.0
"""Smaller type is not small but hidden; `legibility` tells of it."""

_COVERED = 0.2
_LEAST_MM = 0.2
_TOUCH_MM, _OTHER_SIZE, _BESIDE_MM = 0.15, 1.3, 0.5
_SAME_MM = 0.45


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield small type ("type-size", points), text near the trim ("text-to-trim", mm; below 0 outside) and overlaps.

    An overlap ("text-overlap") has the part of the smaller sign that is covered, 0 to 1; 0 is a title and a line of
    another size that touch.
    """
    for page in sheet.pages:
        every = words_on(page, sheet)
        yield from _sizes(page, every)
        yield from _distances(page, every)
        yield from _overlaps(page, every)


def _sizes(page: OpenPage, every: Sequence[Word]) -> Iterator[Seen]:
    by_size: dict[float, list[Word]] = {}
    for word in every:
        size = round(word.size_pt, 1)
        if INVISIBLE_PT <= size < SMALL_PT:
            by_size.setdefault(size, []).append(word)
    for size in sorted(by_size)[:MOST_TOLD]:
        line = by_size[size][:12]
        yield Seen("type-size", page.number, around(w.box for w in line), " ".join(w.text for w in line)[:80], size)


def _distances(page: OpenPage, every: Sequence[Word]) -> Iterator[Seen]:
    near = sorted(
        ((_distance(word.box, page.trim_mm), word) for word in every if word.size_pt >= INVISIBLE_PT),
        key=itemgetter(0),
    )
    for distance, word in near[:MOST_TOLD]:
        if distance < NEAR_MM:
            yield Seen("text-to-trim", page.number, word.box, word.text[:80], round(distance, 2))


def _distance(box: Box, trim: Box) -> float:
    (x, y, w, h), (left, top, wide, high) = box, trim
    return min(x - left, y - top, left + wide - x - w, top + high - y - h)


def _overlaps(page: OpenPage, every: Sequence[Word]) -> Iterator[Seen]:
    level = [word for word in every if not any(sign.slanted for sign in word.signs)]
    if len(level) < 2:
        return
    told = 0
    for first, second in _touching(np.array([word.box for word in level])):
        one, other = level[first], level[second]
        share, box = _covered(one, other)
        if (share >= _COVERED or _touch(one, other)) and not _is_shadow(one, other):
            yield Seen("text-overlap", page.number, box, f"“{one.text[:40]}” and “{other.text[:40]}”", round(share, 2))
            told += 1
            if told == MOST_TOLD:
                return


def _touching(boxes: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> Iterator[tuple[int, int]]:
    """Yield the pairs of boxes that stand over each other; row by row, as all pairs at once fill the memory."""
    left, top = boxes[:, 0], boxes[:, 1]
    right, low = left + boxes[:, 2], top + boxes[:, 3]
    for first in range(len(boxes)):
        rest = slice(first + 1, None)
        wide = np.minimum(right[first], right[rest]) - np.maximum(left[first], left[rest])
        high = np.minimum(low[first], low[rest]) - np.maximum(top[first], top[rest])
        for second in np.nonzero((wide > _LEAST_MM) & (high > -_TOUCH_MM))[0]:
            yield first, first + 1 + int(second)


def _covered(one: Word, other: Word) -> tuple[float, Box]:
    """The largest part of a sign of one word that a sign of the other covers, and where."""
    most, where = 0.0, one.box
    for a in one.signs:
        for b in other.signs:
            if a.box is None or b.box is None:
                continue
            left, top = max(a.box[0], b.box[0]), max(a.box[1], b.box[1])
            wide = min(a.box[0] + a.box[2], b.box[0] + b.box[2]) - left
            high = min(a.box[1] + a.box[3], b.box[1] + b.box[3]) - top
            least = min(a.box[2] * a.box[3], b.box[2] * b.box[3])
            if wide > _LEAST_MM and high > _LEAST_MM and least > 0 and wide * high / least > most:
                most, where = wide * high / least, around((a.box, b.box))
    return most, where


def _touch(one: Word, other: Word) -> bool:
    # Lines of one size may be set close; a kicker and its title never touch by intent.
    sizes = sorted((one.size_pt, other.size_pt))
    wide = min(one.box[0] + one.box[2], other.box[0] + other.box[2]) - max(one.box[0], other.box[0])
    return one.signs[0].run != other.signs[0].run and sizes[1] > _OTHER_SIZE * sizes[0] and wide > _BESIDE_MM


def _is_shadow(one: Word, other: Word) -> bool:
    """True for the same words set twice a hair apart, as bold letters and shadows are made."""
    return one.text == other.text and all(abs(a - b) < _SAME_MM for a, b in zip(one.box, other.box, strict=True))
