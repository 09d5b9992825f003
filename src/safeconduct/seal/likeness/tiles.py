# SPDX-License-Identifier: Apache-2.0
"""A page and what lies over it, compared tile by tile.

Lines of any text stand alike, so the mean of each row of a tile is taken off before tiles are correlated: what is left
are letters and words.
"""

from typing import Any, Final

import numpy as np
from attrs import field, frozen

from .greys import Floats, Grey, Matrix, blurred, mean_around, moved, seen_through
from .placing import homography

TILE_PX: Final = 32
_GROUND_PX: Final = 24
_INK: Final = 6.0
"""Grey levels by which a tile must vary along its rows to count as inked."""
AGREES: Final = 0.5


@frozen(eq=False)
class Compared:
    """How well the tiles with ink agree, -1 to 1 (nan: no ink, or not in the picture), and which have ink."""

    correlation: Floats = field(repr=False)
    inked: np.ndarray[Any, np.dtype[np.bool_]] = field(repr=False)
    matrix: Matrix = field(repr=False)


def compared(page: Grey, picture: Grey, matrix: Matrix) -> Compared:
    """Compare a page with what `matrix` shows in its place in `picture`; small errors of place are mended."""
    inked = ink_of(page)
    ours = _flattened(page)
    found = _correlated(ours, picture, matrix, page.shape, range(-9, 10, 3), inked)
    better = _mended(found, matrix)
    if better is not None:
        matrix = better
    found = _correlated(ours, picture, matrix, page.shape, range(-3, 4), inked)
    return Compared(found[0], inked, matrix)


def ink_of(page: Grey) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which tiles of a page hold ink that varies along the rows: letters, drawings."""
    tiles = _cut(_flattened(page))
    kept: np.ndarray[Any, np.dtype[np.bool_]] = _without_rows(tiles).std(axis=(2, 3)) > _INK
    return kept


def _flattened(grey: Grey) -> Floats:
    values = blurred(grey.astype(np.float32), 0.8)
    return values - mean_around(values, _GROUND_PX)


def _cut(values: Floats) -> Floats:
    rows, columns = values.shape[0] // TILE_PX, values.shape[1] // TILE_PX
    whole = values[: rows * TILE_PX, : columns * TILE_PX]
    return whole.reshape(rows, TILE_PX, columns, TILE_PX).transpose(0, 2, 1, 3)


def _without_rows(tiles: Floats) -> Floats:
    rest: Floats = tiles - tiles.mean(axis=-1, keepdims=True)
    return rest


def _correlated(
    ours: Floats, picture: Grey, matrix: Matrix, shape: tuple[int, ...], reach: range, inked: Any
) -> tuple[Floats, Any]:
    """Return the best correlation of each tile within `reach` pixels, and the shift (y, x) that gives it."""
    through, inside = seen_through(picture, matrix, (shape[0], shape[1]))
    theirs = _flattened(through)
    rows, columns = np.nonzero(inked & _cut(inside.astype(np.float32)).all(axis=(2, 3)))
    best = np.full(inked.shape, np.nan, np.float32)
    shift = np.zeros((*inked.shape, 2))
    if not len(rows):
        return best, shift
    mine = _without_rows(_cut(ours)[rows, columns])
    mine /= np.sqrt((mine**2).sum(axis=(1, 2), keepdims=True)) + 1e-6
    edge = max(abs(one) for one in reach)
    padded = np.pad(theirs, edge, mode="edge")
    inside_tile = np.arange(TILE_PX)
    top = np.full(len(rows), -2.0, np.float32)
    where = np.zeros((len(rows), 2))
    for down in reach:
        y = rows[:, None, None] * TILE_PX + inside_tile[None, :, None] + edge + down
        for across in reach:
            x = columns[:, None, None] * TILE_PX + inside_tile[None, None, :] + edge + across
            other = padded[y, x]
            other = other - other.mean(axis=2, keepdims=True)
            length = np.sqrt((other**2).sum(axis=(1, 2)))
            value = (mine * other).sum(axis=(1, 2)) / (length + TILE_PX * 1.0)
            better = value > top
            top = np.where(better, value, top)
            where[better] = (down, across)
    best[rows, columns] = top
    shift[rows, columns] = where
    return best, shift


def _mended(found: tuple[Floats, Any], matrix: Matrix) -> Matrix | None:
    """Return the matrix mended by how far the tiles that agree lie off, or None where too few do."""
    correlation, shift = found
    rows, columns = np.nonzero(np.nan_to_num(correlation, nan=-1.0) > AGREES)
    if len(rows) < 8:
        return None
    x, y = (columns + 0.5) * TILE_PX, (rows + 0.5) * TILE_PX
    off = shift[rows, columns]
    there = moved(matrix, x + off[:, 1], y + off[:, 0])
    return homography(np.stack([x, y], axis=1), np.stack(there, axis=1))
