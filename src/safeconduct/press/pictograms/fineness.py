# SPDX-License-Identifier: Apache-2.0
"""How fine a drawing is at the size it is printed: what a coarse press, a wet paper or a bad copier would lose."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pypdfium2
from attrs import frozen

from safeconduct.press.compiling import compile_pdf
from safeconduct.press.geometry import MM_PER_INCH
from safeconduct.press.inspecting.islands import Mask, island_sizes

Grey = np.ndarray[Any, np.dtype[np.float64]]

_FINE_PPI = 1200
_COARSE_PPI = (300, 150)
_BLUR_MM = 0.15
# An acute corner always loses a speck to a round brush; a lost stroke, or a lost gap, is larger than that.
_SPECK_MM2 = 0.1
_FINEST_MM = 0.1
_WIDEST_MM = 1.0
_NEARLY_MM = 0.01


THINNEST_MM = NARROWEST_MM = 0.35
"""What a coarse press still prints, and what it still keeps open."""
LEAST_INK, MOST_INK = 0.08, 0.6
MOST_ALIKE = 0.75


@frozen
class Fineness:
    """A drawing in a square of `size_mm`, measured on rasters of it.

    `thinnest_mm` and `narrowest_mm` are the widths of its finest stroke and gap (1 mm: that or more); `ink_share` is
    the part of the square that is inked.  `parts` and `holes` count the pieces of ink, and of paper, at first;
    `blurred` holds the same two numbers at 300 and 150 ppi after a blur of 0.15 mm and a threshold.
    """

    size_mm: float
    thinnest_mm: float
    narrowest_mm: float
    ink_share: float
    parts: int
    holes: int
    blurred: tuple[tuple[int, int], ...]

    @property
    def keeps_its_shape(self) -> bool:
        """Whether no detail runs together, breaks or vanishes in the blur."""
        return all(counted == (self.parts, self.holes) for counted in self.blurred)


def fineness(svg: bytes, size_mm: float) -> Fineness:
    """Measure the drawing `svg` at `size_mm`; raises `CompileError` when it is no readable SVG."""
    pdf = _set(svg, size_mm)
    ink = _raster(pdf, _FINE_PPI) > 0.5
    return Fineness(
        size_mm=size_mm,
        thinnest_mm=_finest(lambda mm: _lost(ink, mm)),
        narrowest_mm=_finest(lambda mm: _lost(~ink, mm)),
        ink_share=float(ink.sum()) / (size_mm * _FINE_PPI / MM_PER_INCH) ** 2,
        parts=count_parts(ink),
        holes=count_parts(~ink, corners=False),
        blurred=tuple(_after_blur(pdf, ppi) for ppi in _COARSE_PPI),
    )


def too_fine(drawing: Fineness) -> tuple[str, ...]:
    """Tell in whole sentences what makes a drawing too fine for its size; nothing when it holds."""
    told = []
    if drawing.thinnest_mm < THINNEST_MM:
        told.append(f"A stroke is thinner than {THINNEST_MM:g} mm: draw it wider.")
    if drawing.narrowest_mm < NARROWEST_MM:
        told.append(f"A gap is narrower than {NARROWEST_MM:g} mm: draw it wider, or close it.")
    if not LEAST_INK <= drawing.ink_share <= MOST_INK:
        told.append(
            f"The ink is not between {LEAST_INK:.0%} and {MOST_INK:.0%} of the square: draw it larger or lighter."
        )
    if not drawing.keeps_its_shape:
        told.append("Parts of it run together or vanish on a coarse print: leave details out.")
    return tuple(told)


def look(svg: bytes, size_mm: float) -> Grey:
    """Return the drawing as an eye that is not sharp sees it at `size_mm`: ink 0 to 1, 150 ppi, blurred by 0.15 mm."""
    return blur(_raster(_set(svg, size_mm), 150), _BLUR_MM * 150 / MM_PER_INCH)


def likeness(one: Grey, other: Grey) -> float:
    """Return how alike two looks of one size are: 1 for the same, about 0 for nothing in common.

    It is the normalised overlap of the two, each without its mean.
    """
    first, second = one - one.mean(), other - other.mean()
    return float((first * second).sum() / np.sqrt((first**2).sum() * (second**2).sum()))


def opened(ink: Mask, radius: float) -> Mask:
    """Return what a round brush of `radius` pixels can paint without leaving `ink`."""
    offsets = _disc(radius)
    kept = _moved(ink, offsets, np.logical_and, outside=False)
    return _moved(kept, offsets, np.logical_or, outside=False)


def blur(grey: Grey, sigma: float) -> Grey:
    """Return the picture blurred by a bell curve of `sigma` pixels; around it is paper."""
    reach = int(np.ceil(3 * sigma))
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    bell /= bell.sum()
    for axis in (0, 1):
        grey = np.apply_along_axis(np.convolve, axis, grey, bell, mode="same")
    return grey


def count_parts(mask: Mask, *, corners: bool = True) -> int:
    """Count the connected parts; `corners`: pixels that only touch at a corner hang together."""
    return len(island_sizes(mask, corners=corners))


def _set(svg: bytes, size_mm: float) -> bytes:
    return compile_pdf("pictogram.typ", {"size": size_mm}, "2000-01-01", {"drawing.svg": svg})


def _raster(pdf: bytes, ppi: int) -> Grey:
    """Return the ink of the page, 0 to 1, with a border of paper."""
    with pypdfium2.PdfDocument(pdf) as opened_pdf:
        grey = opened_pdf[0].render(scale=ppi / 72, grayscale=True).to_numpy()
    ink: Grey = 1.0 - grey.reshape(grey.shape[:2]).astype(np.float64) / 255
    return ink


def _after_blur(pdf: bytes, ppi: int) -> tuple[int, int]:
    ink = blur(_raster(pdf, ppi), _BLUR_MM * ppi / MM_PER_INCH) > 0.5
    return count_parts(ink), count_parts(~ink, corners=False)


def _lost(ink: Mask, width_mm: float) -> float:
    """Return the area in mm² of the largest part that a brush of `width_mm` cannot paint."""
    per_mm = _FINE_PPI / MM_PER_INCH
    left = ink & ~opened(ink, width_mm * per_mm / 2)
    return max(island_sizes(left), default=0) / per_mm**2


def _finest(lost: Callable[[float], float]) -> float:
    low, high = _FINEST_MM, _WIDEST_MM
    if lost(high) <= _SPECK_MM2:
        return high
    while high - low > _NEARLY_MM:
        half = (low + high) / 2
        low, high = (half, high) if lost(half) <= _SPECK_MM2 else (low, half)
    return low


def _disc(radius: float) -> list[tuple[int, int]]:
    """Return the disc as (row, half its width) pairs."""
    reach = int(radius)
    return [(dy, int(np.sqrt(radius**2 - dy**2))) for dy in range(-reach, reach + 1)]


def _moved(mask: Mask, disc: list[tuple[int, int]], join: Any, *, outside: bool) -> Mask:
    """Join the copies of `mask` moved by every point of the disc; beyond the edge everything is `outside`."""
    reach = max(half for _, half in disc)
    high, wide = mask.shape
    padded = np.full((high + 2 * reach, wide + 2 * reach), outside)
    padded[reach : reach + high, reach : reach + wide] = mask
    rows = {0: padded}
    for half in range(1, reach + 1):
        grown = rows[half - 1].copy()
        grown[:, half : -half or None] = join(
            grown[:, half:-half], join(padded[:, : wide + 2 * reach - 2 * half], padded[:, 2 * half :])
        )
        rows[half] = grown
    result = None
    for dy, half in disc:
        part = rows[half][reach + dy : reach + dy + high, reach : reach + wide]
        result = part if result is None else join(result, part)
    assert result is not None  # noqa: S101 - a disc has at least its centre
    return np.asarray(result, dtype=np.bool_)
