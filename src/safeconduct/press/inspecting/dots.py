# SPDX-License-Identifier: Apache-2.0
"""Dots that could tell which machine made a page, and when: tiny, faint, apart, in a pattern that returns."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from safeconduct.model.product import Seen
from safeconduct.press.geometry import MM_PER_INCH

from .closely import closer, pictured
from .islands import Mask, islands
from .opened import Opened, Raster, darkest
from .patches import Patch, patches
from .words import around

LARGEST_MM = 0.35
_FEWEST = 15
_CHANGE = 8
_LIGHT = 150
_WHITE = 255
_APART_MM = 0.25
_NEAREST_PERIOD_MM, _FARTHEST_PERIOD_MM = 0.8, 90.0
_STEP_MM = 0.3
_RETURNING = 0.3
_MOST_DOTS = 600
_Places = np.ndarray[Any, np.dtype[np.float64]]


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield "dots" for each page with such a pattern: what it looks like, and how many dots there are.

    Seen are dots of up to `LARGEST_MM`, lighter than most greys, on a ground that is even around each of them.  Ours
    are looked at on the coarser raster that is made anyway, and only where a page has anything pale and yellow at all.
    """
    for page in sheet.pages[: pictured(sheet)]:
        if not sheet.stranger and not any(_has_pale_colour(page.raster[patch]) for patch in _patches(page.raster, 0)):
            continue
        raster, ppi = closer(page, sheet)
        per_mm = ppi / MM_PER_INCH
        places = _dots(raster, per_mm) / per_mm
        if len(places) < _FEWEST:
            continue
        across, down, share = _period(places[:_MOST_DOTS])
        if share >= _RETURNING:
            box = around((float(x), float(y), 0.1, 0.1) for y, x in places)
            what = f"{len(places)} faint dots, a pattern that returns every {abs(across):.1f} × {abs(down):.1f} mm"
            yield Seen("dots", page.number, box, what, float(len(places)))


def _dots(raster: Raster, per_mm: float) -> _Places:
    """The rows and columns of the middle of each dot."""
    window = max(3, round(0.8 * per_mm) | 1)
    found = []
    for rows, columns in _patches(raster, window):
        found.append(_dots_in(raster[rows, columns], per_mm, window) + np.array([rows.start, columns.start]))
    return np.concatenate(found) if found else np.zeros((0, 2))


def _patches(raster: Raster, margin: int) -> Iterator[Patch]:
    # Nothing lighter than this differs from white by `_CHANGE`.
    return patches(darkest(raster) <= _WHITE - _CHANGE, margin)


def _dots_in(raster: Raster, per_mm: float, window: int) -> _Places:
    low = darkest(raster)
    different: Mask = _brightest(low, window) - low >= _CHANGE
    if not different.any():
        return np.zeros((0, 2))
    largest = max(2, round(LARGEST_MM * per_mm) + 1)
    apart = max(1, round(_APART_MM * per_mm))
    whole = _sums(different, 2 * (largest + apart) - 1)
    alone = different & (whole > 0) & (whole == _sums(different, 2 * largest - 1))
    found = []
    for island in islands(alone):
        high, wide = island.shape.shape
        if high > largest or wide > largest:
            continue
        colours = raster[island.row : island.row + high, island.column : island.column + wide][island.shape]
        if int(np.min(colours.max(axis=1))) >= _LIGHT and _is_faint(colours):
            found.append((island.row + high / 2, island.column + wide / 2))
    return np.array(found) if found else np.zeros((0, 2))


def _has_pale_colour(raster: Raster) -> bool:
    blue, green, red = raster[:, :, 0], raster[:, :, 1], raster[:, :, 2]
    if np.array_equal(blue, green):
        return False
    least = np.minimum(red, green)
    return bool(((least >= _LIGHT) & (blue < least - np.minimum(least, _CHANGE))).any())


def _is_faint(colours: Raster) -> bool:
    # Rec. 601 luma: a yellow dot of full strength has 226 of 255.
    luma = colours.astype(float) @ np.array([0.114, 0.587, 0.299])
    return float(luma.min()) >= _LIGHT


def _brightest(low: "np.ndarray[Any, np.dtype[np.uint8]]", window: int) -> "np.ndarray[Any, np.dtype[np.uint8]]":
    """The lightest value within `window` pixels around each pixel; rows are taken first, then columns."""
    for axis in (0, 1):
        half = min(window // 2, low.shape[axis] - 1)
        taken = low.copy()
        reach = 1
        while reach <= half:
            step = min(reach, half - reach + 1)
            ahead, behind = _slices(axis, step)
            new = taken.copy()
            new[ahead] = np.maximum(new[ahead], taken[behind])
            new[behind] = np.maximum(new[behind], taken[ahead])
            taken, reach = new, reach + step
        low = taken
    return low


def _slices(axis: int, step: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    whole = slice(None)
    ahead, behind = slice(step, None), slice(None, -step)
    return ((ahead, whole), (behind, whole)) if axis == 0 else ((whole, ahead), (whole, behind))


def _sums(mask: Mask, window: int) -> Any:
    """How many pixels are True within `window` pixels around each pixel: along the rows, then along the columns.

    A window is a few pixels wide: adding shifted pictures is faster than a summed-area table.
    """
    counts: Any = mask.astype(np.uint8 if window * window < 256 else np.uint16)
    for axis in (0, 1):
        once, counts = counts, counts.copy()
        for step in range(1, min(window // 2, once.shape[axis] - 1) + 1):
            ahead, behind = _slices(axis, step)
            counts[ahead] += once[behind]
            counts[behind] += once[ahead]
    return counts


def _period(places: _Places) -> tuple[float, float, float]:
    """The step by which most dots come to lie on other dots, in mm across and down, and their share."""
    steps: Counter[tuple[int, int]] = Counter()
    for place in range(len(places)):
        far = places[place + 1 :] - places[place]
        length = np.hypot(far[:, 0], far[:, 1])
        far = far[(length >= _NEAREST_PERIOD_MM) & (length <= _FARTHEST_PERIOD_MM)]
        steps.update(map(tuple, np.round(far / _STEP_MM).astype(int).tolist()))
    if not steps:
        return 0.0, 0.0, 0.0
    often = 0.8 * max(steps.values())
    down, across = min(
        (step for step, times in steps.items() if times >= often), key=lambda s: (s[0] ** 2 + s[1] ** 2, s)
    )
    # A step may fall between two of the grid's: its neighbours count too.
    together = sum(steps[down + i, across + j] for i in (-1, 0, 1) for j in (-1, 0, 1))
    return across * _STEP_MM, down * _STEP_MM, min(1.0, together / len(places))
