# SPDX-License-Identifier: Apache-2.0
"""Small rasters of finished pages, and whether two of them show the same.

A lost line of small print is a few dark pixels among a hundred thousand, and a smoother edge is a little of every
pixel.  So each raster is first averaged over squares: what only moved inside a square stays the same, what is gone
leaves a run of squares far off.
"""

import io
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from PIL import Image

from safeconduct.press.preview import laid_out, trimmed_pages

Raster = np.ndarray[Any, np.dtype[np.uint8]]
Squares = np.ndarray[Any, np.dtype[np.float64]]
SQUARE_PX = 4
OFF_LEVELS = 18.0
MOST_MEAN, MOST_OFF = 1.5, 3e-4
"""Levels of 255 on average, and the share of squares that may be far off."""
COLOURS = (32, 48, 64, 96, 128, 256)
FINER = 4


@frozen
class Difference:
    """How far two rasters of one size are apart: the mean of all squares in levels, and the share of those far off."""

    mean: float
    off: float

    @property
    def same(self) -> bool:
        """Whether a person would say that both show the same."""
        return self.mean <= MOST_MEAN and self.off <= MOST_OFF


def raster(pdf: Path, ppi: float, finer: int = FINER) -> Raster:
    """Render every page of a finished PDF, trimmed, into one picture.

    Rendered `finer` times as fine and averaged: a renderer's own way with edges and small type is evened out.
    """
    pages = [_shrunk(fine, finer) for fine in trimmed_pages(pdf, finer * ppi)]
    return laid_out(pages, 4, 128)


def _shrunk(fine: Raster, finer: int) -> Raster:
    size = (round(fine.shape[1] / finer), round(fine.shape[0] / finer))
    return np.asarray(Image.fromarray(fine).resize(size, Image.Resampling.BOX))


def difference(one: Raster, other: Raster) -> Difference:
    """Compare two rasters; those of different sizes are as far apart as can be."""
    if one.shape != other.shape:
        return Difference(255.0, 1.0)
    apart = np.abs(squares(one) - squares(other)).max(axis=2)
    return Difference(float(apart.mean()), float((apart > OFF_LEVELS).mean()))


def squares(picture: Raster) -> Squares:
    """Average a raster over squares; what is left over at the edges is filled up with its own last pixels."""
    high, wide = (-size % SQUARE_PX for size in picture.shape[:2])
    whole = np.pad(picture.astype(np.float64), ((0, high), (0, wide), (0, 0)), mode="edge")
    rows, columns = whole.shape[0] // SQUARE_PX, whole.shape[1] // SQUARE_PX
    means: Squares = whole.reshape(rows, SQUARE_PX, columns, SQUARE_PX, 3).mean(axis=(1, 3))
    return means


def shown(one: Raster, other: Raster) -> Raster:
    """Return a picture of what is different: red on a pale copy of the first."""
    high, wide = (max(a, b) for a, b in zip(one.shape[:2], other.shape[:2], strict=True))
    pair = [
        np.pad(p, ((0, high - p.shape[0]), (0, wide - p.shape[1]), (0, 0)), constant_values=0) for p in (one, other)
    ]
    apart = np.abs(pair[0].astype(int) - pair[1].astype(int)).max(axis=2)
    pale = (255 - (255 - pair[0].astype(int)) // 3).astype(np.uint8)
    pale[apart > OFF_LEVELS] = (220, 20, 20)
    return pale


def read(path: Path) -> Raster:
    """Read a kept raster."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def keep(picture: Raster, path: Path) -> None:
    """Keep a raster as a PNG of as few colours as show it well."""
    written = io.BytesIO()
    _few(picture).save(written, "PNG", optimize=True)
    path.write_bytes(written.getvalue())


def _few(picture: Raster) -> Image.Image:
    whole = Image.fromarray(picture)
    for colours in COLOURS:
        few = whole.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        apart = difference(picture, np.asarray(few.convert("RGB")))
        if apart.mean < MOST_MEAN / 3 and apart.off <= MOST_OFF / 3:
            return few
    return whole
