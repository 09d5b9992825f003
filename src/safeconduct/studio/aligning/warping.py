# SPDX-License-Identifier: Apache-2.0
"""Dynamic time warping: which moment of one reading is which moment of another (Sakoe and Chiba 1978).

The cost of a cell is the distance of two frames; a path goes on in either reading or in both.  Only a band of cells is
looked at.  A whole row is worked out at once: what comes from its left is a running minimum over costs that have been
added up before.  Two bits a cell are kept for the way back: 600 s at 10 ms with a band of 2 s are 3 MB.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from .features import Features

_FAR: Final = 1e9
_CELLS: Final = 12_000
"""Distances worked out at a time: so few that they stay near, and that the library of matrices starts no threads."""

Places = npt.NDArray[np.int64]


@frozen
class Warp:
    """How two readings run alongside: `first[i]` to `last[i]` are the frames of the other that frame i is like.

    `cost` is the cost of the whole path.
    """

    first: Places
    last: Places
    cost: float


def warped(one: Features, other: Features, starts: Places, width: int) -> Warp:
    """Find the cheapest path from the first to the last frames of both readings.

    Frame i of `one` is compared with the `width` frames of `other` from `starts[i]`, which never goes back; the first
    must be 0 and the last must reach the end of `other`.  Raises `ValueError` for a band without a way through.
    """
    size = len(one)
    if not size or not len(other) or starts[0] or starts[-1] + width < len(other) or np.any(np.diff(starts) < 0):
        raise ValueError("the band does not lead from the beginning to the end")
    steps = np.diff(starts, prepend=0)
    most = int(np.max(steps))
    squares = np.einsum("ij,ij->i", other, other)
    before = np.full(width + most + 1, _FAR)
    before[0] = 0.0  # the way begins in the first cell of the first row
    from_left = np.zeros((size, (width + 7) // 8), np.uint8)
    from_above = np.zeros_like(from_left)
    reached = np.zeros(width)
    count = max(1, _CELLS // width)
    for block in range(0, size, count):
        rows = range(block, min(size, block + count))
        first, end = int(starts[rows[0]]), int(starts[rows[-1]]) + width
        distances = _distances(one[block : block + count], other, squares, first, end)
        for row in rows:
            step = int(steps[row])
            at = int(starts[row]) - first
            costs = distances[row - block, at : at + width]
            above, slanting = before[1 + step : 1 + step + width], before[step : step + width]
            added = costs.cumsum(dtype=np.float64)
            entered = np.minimum(above, slanting) - added + costs
            best = np.minimum.accumulate(entered)
            from_left[row] = np.packbits(best < entered)
            from_above[row] = np.packbits(above < slanting)
            reached = best + added
            before[1 : 1 + width] = reached
            before[0] = _FAR
    end = len(other) - 1 - int(starts[-1])
    if reached[end] >= _FAR:
        raise ValueError("the band has no way through")
    return _traced(starts, len(other), from_left, from_above, float(reached[end]))


def _distances(
    part: Features, other: Features, squares: npt.NDArray[np.float32], first: int, end: int
) -> npt.NDArray[np.float32]:
    """Return the distances of some frames from the frames `first` to `end` of `other`; far where there are none."""
    inside = other[first : min(end, len(other))]
    found = np.einsum("ij,ij->i", part, part)[:, None] + squares[first : first + len(inside)] - 2 * part @ inside.T
    near = np.sqrt(np.maximum(found, np.float32(0), out=found), out=found)
    beyond = end - first - len(inside)
    return np.pad(near, ((0, 0), (0, beyond)), constant_values=_FAR / 1e3) if beyond else near


def _traced(
    starts: Places, size: int, from_left: npt.NDArray[np.uint8], from_above: npt.NDArray[np.uint8], cost: float
) -> Warp:
    """Go back along the path from the last cell to the first."""
    first, last = np.zeros(len(starts), np.int64), np.zeros(len(starts), np.int64)
    row, place = len(starts) - 1, size - 1
    last[row] = place
    while row or place > 0:
        at = place - int(starts[row])
        byte, bit = at >> 3, 128 >> (at & 7)
        if from_left[row, byte] & bit or not row:
            place -= 1
            continue
        first[row] = place
        place -= 0 if from_above[row, byte] & bit else 1
        row -= 1
        last[row] = place
    return Warp(first, last, cost)
