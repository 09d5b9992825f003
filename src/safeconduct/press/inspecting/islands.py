# SPDX-License-Identifier: Apache-2.0
"""Islands: the parts of a picture that hang together."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from attrs import frozen

MOST_RUNS = 60_000
Mask = np.ndarray[Any, np.dtype[np.bool_]]
_Places = np.ndarray[Any, np.dtype[np.intp]]


@frozen(eq=False)
class Island:
    """Pixels that hang together: the row and column of their box's corner, and the box, True where they are."""

    row: int
    column: int
    shape: Mask


def islands(mask: Mask, least: int = 1) -> Iterator[Island]:
    """Yield the islands of `mask` whose box is at least `least` pixels wide and high; corners hang together.

    A mask in more than `MOST_RUNS` strips, as a photograph may give, yields nothing: there is no shape in it.
    """
    rows, starts, ends = _strips(mask)
    if not 0 < len(rows) <= MOST_RUNS:
        return
    roots = _roots(rows, starts, ends, corners=True)
    order = np.argsort(roots, kind="stable")
    for group in np.split(order, np.nonzero(np.diff(roots[order]))[0] + 1):
        top, low = int(np.min(rows[group])), int(np.max(rows[group])) + 1
        left, right = int(np.min(starts[group])), int(np.max(ends[group]))
        if low - top < least or right - left < least:
            continue
        shape = np.zeros((low - top, right - left), np.bool_)
        for strip in group:
            shape[rows[strip] - top, starts[strip] - left : ends[strip] - left] = True
        yield Island(top, left, shape)


def island_sizes(mask: Mask, *, corners: bool = True) -> list[int]:
    """Return the pixels of every island, in no particular order; `corners`: those that touch there hang together."""
    rows, starts, ends = _strips(mask)
    sizes = np.bincount(_roots(rows, starts, ends, corners=corners), ends - starts)
    return [int(size) for size in sizes if size]


def _strips(mask: Mask) -> tuple[_Places, _Places, _Places]:
    """The strips of True in each row: their rows, where they start, where they end (not included)."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask
    edges = np.diff(padded, axis=1)
    rows, starts = np.nonzero(edges == 1)
    return rows, starts, np.nonzero(edges == -1)[1]


def _roots(rows: _Places, starts: _Places, ends: _Places, *, corners: bool) -> _Places:
    """For each strip the first strip of its island."""
    parent = _joined(rows.tolist(), starts.tolist(), ends.tolist(), 0 if corners else 1)
    return np.array([_root(parent, strip) for strip in range(len(parent))], np.intp)


def _joined(rows: list[int], starts: list[int], ends: list[int], least: int) -> list[int]:
    # Each strip of a row is joined with the strips of the row above that it touches along at least so many pixels
    # (union-find, Rosenfeld 1966).
    parent = list(range(len(rows)))
    above = 0
    for strip, row in enumerate(rows):
        while rows[above] < row - 1 or (rows[above] == row - 1 and ends[above] < starts[strip] + least):
            above += 1
        other = above
        while other < strip and rows[other] == row - 1 and starts[other] <= ends[strip] - least:
            one, two = _root(parent, strip), _root(parent, other)
            parent[max(one, two)] = min(one, two)
            other += 1
    return parent


def _root(parent: list[int], strip: int) -> int:
    while parent[strip] != strip:
        parent[strip] = parent[parent[strip]]
        strip = parent[strip]
    return strip
