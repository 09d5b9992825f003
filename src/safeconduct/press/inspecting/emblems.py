# SPDX-License-Identifier: Apache-2.0
"""Protected emblems: red cross, red crescent, red crystal, found by colour and shape on the page as it looks.

Geneva Conventions of 1949, Convention I, articles 38, 44 and 53; Additional Protocol III of 2005, article 2.
"""

import math
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np

from safeconduct.model.product import Seen
from safeconduct.press.geometry import MM_PER_INCH

from .closely import pictured
from .islands import Island, Mask, islands
from .opened import Opened, Raster

LEAST_MM = 4.0
_SIDE = 32
_ALIKE = 0.85
_CLEAR_PX, _A_PIXEL = 40, 0.004
_FIRST, _LAST = slice(None, _SIDE // 4), slice(-(_SIDE // 4), None)
_IN_CORNERS = 0.2  # a disc has twice as much there
_WHITE_AROUND = 0.7


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield every emblem ("emblem"): what it is, and its larger side in mm.

    Seen are upright and tilted crosses with arms of equal length, crescents that open to any side and squares that
    stand on edge with a hollow middle, in red on a light ground.  Not seen: emblems in black, in outline, or in part
    covered.
    """
    for page in sheet.pages[: pictured(sheet)]:
        raster, per_mm = page.raster, page.ppi / MM_PER_INCH
        least = LEAST_MM * per_mm
        if _red(raster[::2, ::2]).sum() < (least / 2) ** 2 / 4:
            continue
        for island in islands(_red(raster), max(3, int(0.9 * least))):
            high, wide = island.shape.shape
            name = _named(island.shape) if max(high, wide) >= least and max(high, wide) < 2.2 * min(high, wide) else ""
            if name and _is_on_white(island, raster):
                box = tuple(round(value / per_mm, 2) for value in (island.column, island.row, wide, high))
                yield Seen("emblem", page.number, (box[0], box[1], box[2], box[3]), name, max(box[2:]))


def _red(raster: Raster) -> Mask:
    blue, green, red = (raster[:, :, channel].astype(np.int16) for channel in range(3))
    more = red - np.minimum(green, blue)
    mask: Mask = (red >= 110) & (red - green >= 65) & (red - blue >= 50) & (np.abs(green - blue) * 20 <= more * 9)
    return mask


def _is_on_white(island: Island, raster: Raster) -> bool:
    high, wide = island.shape.shape
    border = max(2, high // 8)
    top, left = max(0, island.row - border), max(0, island.column - border)
    around = raster[top : island.row + high + border, left : island.column + wide + border]
    inside = np.zeros(around.shape[:2], np.bool_)
    first, second = island.row - top, island.column - left
    inside[first : first + high, second : second + wide] = _thicker(island.shape)
    light = (around.min(axis=2) >= 165)[~inside]
    return bool(light.size) and float(light.mean()) >= _WHITE_AROUND


def _thicker(shape: Mask) -> Mask:
    # The pixels at an edge are neither red nor white.
    thick = shape.copy()
    for there, here in ((np.s_[1:], np.s_[:-1]), (np.s_[:-1], np.s_[1:])):
        thick[there] |= shape[here]
        thick[:, there] |= shape[:, here]
    return thick


def _named(shape: Mask) -> str:
    """The emblem that a shape is most like, or nothing."""
    small = _squared(shape)
    corners = np.concatenate([small[rows, columns].ravel() for rows in (_FIRST, _LAST) for columns in (_FIRST, _LAST)])
    alike, name = max(((_likeness(small, drawn), name) for name, drawn in _emblems()), default=(0.0, ""))
    # The fewer pixels there are, the more of them lie half on an edge.
    enough = _ALIKE - _A_PIXEL * max(0, _CLEAR_PX - max(shape.shape))
    if alike < enough or (name == "a red cross" and float(corners.mean()) > _IN_CORNERS):
        return ""
    return name


def _likeness(one: Mask, other: Mask) -> float:
    return int((one & other).sum()) / max(1, int((one | other).sum()))


def _squared(shape: Mask) -> Mask:
    """The shape, as it stands, in a square of `_SIDE` pixels."""
    high, wide = shape.shape
    side = max(high, wide)
    square = np.zeros((side, side), np.bool_)
    top, left = (side - high) // 2, (side - wide) // 2
    square[top : top + high, left : left + wide] = shape
    places = ((np.arange(_SIDE) + 0.5) * side / _SIDE).astype(int)
    taken: Mask = square[np.ix_(places, places)]
    return taken


@cache
def _emblems() -> tuple[tuple[str, Mask], ...]:
    return tuple((name, _squared(_cropped(drawn))) for name, drawn in _drawn())


def _drawn() -> Iterator[tuple[str, Mask]]:
    across = np.linspace(-1.5, 1.5, 181)
    x, y = np.meshgrid(across, across)
    for degrees in (-20, -12, -6, 0, 6, 12, 20):
        u, v = _turned(x, y, degrees)
        for arm in (0.2, 0.27, 0.333, 0.38, 0.43):
            upright = (np.abs(u) <= arm) & (np.abs(v) <= 1)
            yield "a red cross", upright | ((np.abs(v) <= arm) & (np.abs(u) <= 1))
        for inner in (0.42, 0.48, 0.54, 0.6, 0.66, 0.72, 0.78):
            rim = np.abs(u) + np.abs(v)
            yield "a red crystal", (rim <= 1) & (rim >= inner)
    for degrees in range(0, 360, 30):
        u, v = _turned(x, y, degrees)
        for hole, shift in ((0.7, 0.45), (0.78, 0.3), (0.8, 0.4), (0.85, 0.25), (0.85, 0.35), (0.9, 0.45), (0.95, 0.6)):
            yield "a red crescent", (np.hypot(u, v) <= 1) & (np.hypot(u - shift, v) > hole)


def _turned(x: Any, y: Any, degrees: float) -> tuple[Any, Any]:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return x * cosine + y * sine, y * cosine - x * sine


def _cropped(drawn: Mask) -> Mask:
    rows, columns = (np.nonzero(drawn.any(axis=axis))[0] for axis in (1, 0))
    return drawn[_span(rows), _span(columns)]


def _span(places: Iterable[Any]) -> slice:
    every = list(places)
    return slice(int(every[0]), int(every[-1]) + 1)
