# SPDX-License-Identifier: Apache-2.0
"""Corners of a picture, each with a small blurred patch around it by which it is found again.

Harris corners in the form of Brown, Szeliski and Winder (harmonic mean), and their patches of 8 × 8 samples
("Multi-Image Matching using Multi-Scale Oriented Patches", CVPR 2005), here always upright: pages are looked at in four
turns.
"""

from typing import Any, Final

import numpy as np
from attrs import field, frozen

from .greys import Floats, Grey, blurred

_CELL_PX: Final = 8
_SIDE, _SPACING_PX = 8, 5
_REACH_PX: Final = _SIDE * _SPACING_PX // 2 + 1
_LEAST_CONTRAST: Final = 4.0
_LEAST_STRENGTH: Final = 1.0


@frozen(eq=False)
class Corners:
    """Places (n, 2: x, y in pixels) and patches (n, 64, each of length 1)."""

    places: np.ndarray[Any, np.dtype[np.float64]] = field(repr=False)
    patches: Floats = field(repr=False)


def corners(grey: Grey, most: int) -> Corners:
    """Return up to `most` corners of a picture, the strongest first, at most one in 8 × 8 pixels."""
    values = grey.astype(np.float32)
    places = _strongest(values, most)
    patches = _patches(blurred(values, 2.2), places)
    spread = patches.std(axis=1)
    kept = spread > _LEAST_CONTRAST
    patches = patches[kept] - patches[kept].mean(axis=1, keepdims=True)
    patches /= np.linalg.norm(patches, axis=1, keepdims=True)
    return Corners(places[kept].astype(np.float64), patches)


def quarter_turned(found: Corners, width: int, height: int, quarters: int) -> Corners:
    """Return the corners of the same picture, `width` × `height`, turned as `numpy.rot90` turns it."""
    x, y = found.places.T
    places = ((x, y), (y, width - 1 - x), (width - 1 - x, height - 1 - y), (height - 1 - y, x))[quarters % 4]
    square = found.patches.reshape(-1, _SIDE, _SIDE)
    patches = np.rot90(square, quarters, axes=(1, 2)).reshape(found.patches.shape)
    return Corners(np.stack(places, axis=1), np.ascontiguousarray(patches))


def _strongest(values: Floats, most: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    high, wide = (side // _CELL_PX * _CELL_PX for side in values.shape)
    if min(high, wide) <= 2 * _REACH_PX:
        return np.zeros((0, 2), np.int64)
    down, across = np.gradient(blurred(values[:high, :wide], 1.2))
    # Half as fine is fine enough, and four times as quick.
    products = np.stack([across * across, down * down, across * down]).reshape(3, high // 2, 2, wide // 2, 2)
    halves: Floats = products.mean(axis=(2, 4), dtype=np.float32)
    xx, yy, xy = (blurred(half, 1.0) for half in halves)
    strength = (xx * yy - xy * xy) / (xx + yy + 1e-3)
    edge = np.zeros_like(strength)
    inner = slice(_REACH_PX // 2 + 1, -_REACH_PX // 2 - 1)
    edge[inner, inner] = strength[inner, inner]
    side = _CELL_PX // 2
    cells = edge.reshape(high // _CELL_PX, side, wide // _CELL_PX, side).transpose(0, 2, 1, 3)
    flat = cells.reshape(-1, side * side)
    best, peak = flat.argmax(axis=1), flat.max(axis=1)
    order = np.argsort(-peak, kind="stable")[:most]
    order = order[peak[order] > _LEAST_STRENGTH]
    row, column = np.divmod(order, wide // _CELL_PX)
    inside_y, inside_x = np.divmod(best[order], side)
    return np.stack([column * _CELL_PX + 2 * inside_x, row * _CELL_PX + 2 * inside_y], axis=1)


def _patches(smooth: Floats, places: np.ndarray[Any, np.dtype[np.int64]]) -> Floats:
    steps = np.round((np.arange(_SIDE) - (_SIDE - 1) / 2) * _SPACING_PX).astype(np.int64)
    x = places[:, 0, None, None] + steps[None, None, :]
    y = places[:, 1, None, None] + steps[None, :, None]
    taken: Floats = smooth[y, x].reshape(len(places), _SIDE * _SIDE)
    return taken
