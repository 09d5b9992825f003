# SPDX-License-Identifier: Apache-2.0
"""Codes that a machine reads: what they say, how large they are, and how much room they have around them."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import zxingcpp

from safeconduct.model.product import Seen
from safeconduct.press.geometry import MM_PER_INCH, Box

from .closely import closer, pictured
from .opened import Opened, Raster

_LINEAR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.AllLinear])
_SQUARE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.AllMatrix])
_LONGEST = 300
_MOST = 40
_QUIET_LIGHT = 40
_MOST_MODULES = 12
_LEAST_PX = 60


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield each code ("code"): its kind, a colon and its content, or only its kind when it cannot be read.

    The value is its side in mm.  For one that stands straight "code-quiet" tells the narrowest room around it, in
    modules, where that is known.
    """
    for page in sheet.pages[: pictured(sheet)]:
        raster, ppi = closer(page, sheet)
        grey = np.ascontiguousarray(raster[:, :, 1])
        for code in _read(grey, closely=sheet.stranger)[:_MOST]:
            corners = _corners(code)
            box = _box(corners, ppi)
            kind = str(code.format).removeprefix("BarcodeFormat.")
            text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in code.text)
            what = f"{kind}: {text[:_LONGEST]}" if code.valid else kind
            yield Seen("code", page.number, box, what, round(_side(corners) / ppi * MM_PER_INCH, 1))
            quiet = _quiet(grey, code, corners)
            if quiet is not None:
                yield Seen("code-quiet", page.number, box, what, round(quiet, 1))


def _read(grey: Raster, *, closely: bool) -> list[Any]:
    codes = list(zxingcpp.read_barcodes(grey, formats=_SQUARE, return_errors=closely))
    codes = [code for code in codes if code.valid or _is_spoilt(code, grey)]
    bars = list(zxingcpp.read_barcodes(grey, formats=_LINEAR)) if closely else []
    if bars:
        # A row of letters can look like bars: bars count when every other line of the page reads the same.
        halves = (np.ascontiguousarray(half) for half in (grey[::2], grey[:, ::2]))
        found = (code for half in halves for code in zxingcpp.read_barcodes(half, formats=_LINEAR))
        again = {(code.format, code.text) for code in found}
        codes += [code for code in bars if (code.format, code.text) in again]
    return codes


def _is_spoilt(code: Any, grey: Raster) -> bool:
    """True for what is surely a QR code and cannot be read; line art, too, has corners that look like those of one."""
    corners = _corners(code)
    sides = [math.dist(corners[i], corners[i - 1]) for i in range(4)]
    least = max(_LEAST_PX, min(grey.shape) // 40)
    return code.format == zxingcpp.BarcodeFormat.QRCode and min(sides) > least and max(sides) < 1.3 * min(sides)


def _corners(code: Any) -> list[tuple[float, float]]:
    place = code.position
    return [(p.x, p.y) for p in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]


def _box(corners: list[tuple[float, float]], ppi: float) -> Box:
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, low = max(x for x, _ in corners), max(y for _, y in corners)
    x, y, wide, high = (round(value / ppi * MM_PER_INCH, 2) for value in (left, top, right - left, low - top))
    return (x, y, wide, high)


def _side(corners: list[tuple[float, float]]) -> float:
    """The shorter of the two upper sides, in pixels; bars are as high as the reader looked, so their length counts."""
    top, side = math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])
    return max(top, side) if min(top, side) < max(top, side) / 2 else min(top, side)


def _quiet(grey: Raster, code: Any, corners: list[tuple[float, float]]) -> float | None:
    """The light strip around a QR code that stands straight, in modules, up to `_MOST_MODULES`."""
    modules = _modules(code)
    tilted = abs(corners[0][1] - corners[1][1]) > 2 and abs(corners[0][0] - corners[1][0]) > 2
    if modules is None or tilted:
        return None
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right, top, low = round(min(xs)), round(max(xs)), round(min(ys)), round(max(ys))
    module = (right - left + low - top) / 2 / modules
    inside = grey[top:low, left:right]
    if module < 1 or inside.size == 0:
        return None
    light = int(np.percentile(inside, 90)) - _QUIET_LIGHT
    high, wide = grey.shape
    reach = int(_MOST_MODULES * module)
    skip = max(1, round(module / 3))  # the edge of the code itself is blurred
    strips = (
        grey[top:low, max(0, left - reach) : max(0, left - skip)][:, ::-1],
        grey[top:low, right + skip : min(wide, right + reach)],
        grey[max(0, top - reach) : max(0, top - skip), left:right][::-1].T,
        grey[low + skip : min(high, low + reach), left:right].T,
    )
    return min(_clear(strip, light) + skip for strip in strips) / module


def _clear(strip: Raster, light: int) -> int:
    """How many columns from the first are light."""
    if strip.size == 0:
        return 0
    dark = np.nonzero(strip.min(axis=0) < light)[0]
    return int(dark[0]) if len(dark) else strip.shape[1]


def _modules(code: Any) -> int | None:
    if code.format != zxingcpp.BarcodeFormat.QRCode:
        return None
    version = str((code.extra or {}).get("Version", ""))
    return 17 + 4 * int(version) if version.isdecimal() else None
