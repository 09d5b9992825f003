# SPDX-License-Identifier: Apache-2.0
"""What happens to a page on its way: printed and scanned, photographed, thresholded, cropped, saved small."""

import io
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

Grey = np.ndarray[Any, np.dtype[np.uint8]]
Hurt = Callable[[Image.Image, float], Grey]
"""A page (a grey picture) and how wide it is in mm become what somebody sends."""


def scan(
    ppi: float,
    angle: float = 0.0,
    blur: float = 0.6,
    noise: float = 6.0,
    quality: int = 40,
    bright: float = 1.0,
    threshold: int = 0,
    margin: float = 0.0,
    crop: float = 0.0,
    quarters: int = 0,
) -> Hurt:
    """A scan: `angle` in degrees, `blur` in pixels, `noise` in grey levels, `margin` and `crop` in shares of a side."""

    def hurt(page: Image.Image, wide_mm: float) -> Grey:
        factor = ppi * wide_mm / 25.4 / page.width
        size = (max(8, round(page.width * factor)), max(8, round(page.height * factor)))
        seen = page.resize(size, Image.Resampling.BOX)
        if margin:
            edge = round(margin * max(seen.size))
            bed = Image.new("L", (seen.width + 2 * edge, seen.height + edge + edge // 2), 250)
            bed.paste(seen, (edge, edge // 2))
            seen = bed
        if angle:
            seen = seen.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=245)
        if crop:
            x, y = round(seen.width * crop), round(seen.height * crop)
            seen = seen.crop((x, y, seen.width - x, seen.height - y))
        values = np.asarray(seen.filter(ImageFilter.GaussianBlur(blur)), np.float32) * bright
        values = np.clip(values + np.random.default_rng(1).normal(0, noise, values.shape), 0, 255)
        if threshold:
            values = np.where(values > threshold, 255, 0)
        return np.ascontiguousarray(np.rot90(saved(values, quality), quarters))

    return hurt


def photo(tilt: float, fill: float, angle: float, light: float = 0.75, quarters: int = 0, long_px: int = 1400) -> Hurt:
    """A telephone's picture of the page on a wooden table: `tilt` of the far edge, `fill` of the frame, a shadow."""

    def hurt(page: Image.Image, wide_mm: float) -> Grey:
        random = np.random.default_rng(round(wide_mm * 100 + angle))
        wide, high = (long_px, long_px * 3 // 4) if page.width > page.height else (long_px * 3 // 4, long_px)
        factor = min(fill * long_px / max(page.size), 0.9 * wide / page.width, 0.9 * high / page.height)
        half = page.width * factor / 2, page.height * factor / 2
        turn = np.exp(1j * np.deg2rad(angle))
        corners = [
            complex(x * half[0] * (1 + tilt * y), y * half[1] * (1 + tilt * x / 2)) * turn
            for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))
        ]
        middle = complex(wide / 2, high / 2) + complex(*random.uniform(-0.03, 0.03, 2)) * long_px
        there = [(corner + middle).real for corner in corners], [(corner + middle).imag for corner in corners]
        through = _perspective(there, page.size)
        soft = page.filter(ImageFilter.GaussianBlur(0.45 / factor))
        seen, paper = (
            np.asarray(
                one.transform((wide, high), Image.Transform.PERSPECTIVE, through, Image.Resampling.BICUBIC), float
            )
            for one in (soft, Image.new("L", page.size, 255))
        )
        y, x = np.mgrid[0:high, 0:wide]
        table = 110 + 25 * np.sin(x / 17 + 3 * np.sin(y / 190)) + 12 * np.sin(x / 3.7 + y / 51)
        share = paper / 255
        values = (seen * 0.9 + 20) * share + (table + random.normal(0, 8, table.shape)) * (1 - share)
        values = values * (light + (1 - light) * (0.6 * x / wide + 0.4 * y / high)) + random.normal(0, 5, table.shape)
        blurred = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
        return np.ascontiguousarray(np.rot90(saved(np.asarray(blurred), 60), quarters))

    return hurt


def saved(values: Any, quality: int) -> Grey:
    """Return the picture as it comes back from a JPEG; quality 0: as it is."""
    picture = Image.fromarray(values.astype(np.uint8))
    if not quality:
        return np.asarray(picture)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream).convert("L"))


def _perspective(there: Any, size: tuple[int, int]) -> list[float]:
    """The coefficients by which Pillow looks up, for a place in the photo, the place on the page."""
    wide, high = size
    rows, values = [], []
    for x, y, u, v in zip(*there, (0, wide, wide, 0), (0, 0, high, high), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(one) for one in np.linalg.solve(np.array(rows, float), np.array(values, float))]


HURTS: dict[str, Hurt] = {
    "scan, 150 ppi, JPEG 40": scan(150),
    "scan, 100 ppi, JPEG 40": scan(100),
    "turned 3°": scan(150, angle=3),
    "turned -3°, dark": scan(150, angle=-3, bright=0.7),
    "on a bed twice as large": scan(150, margin=0.5, angle=1),
    "blurred (2 px at 150 ppi)": scan(150, blur=2.0),
    "noise 20 levels, JPEG 20": scan(150, noise=20, quality=20),
    "overexposed": scan(150, bright=1.35),
    "black and white, 200 ppi": scan(200, threshold=150, blur=0.5, quality=0),
    "cropped by 3 %": scan(150, crop=0.03, angle=0.5),
    "a quarter turn": scan(150, angle=1, quarters=1),
    "upside down": scan(150, angle=-1, quarters=2),
    "photo": photo(0.04, 0.7, 4),
    "photo from afar, tilted, dark": photo(0.07, 0.55, -7, light=0.5),
    "photo, a quarter turn": photo(0.04, 0.7, 2, quarters=1),
}
