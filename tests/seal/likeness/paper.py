# SPDX-License-Identifier: Apache-2.0
"""Pages of drawn words for tests, and what becomes of them on a scanner and in front of a telephone."""

import io
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Grey = np.ndarray[Any, np.dtype[np.uint8]]
WORDS = tuple(
    f"{first}{last}"
    for first in ("cr", "br", "st", "w", "n", "l", "h", "gr", "p", "m")
    for last in ("oss", "iver", "ate", "ing")
)


def leaf(seed: int, figure: str = "4") -> Grey:
    """A page of a title and twelve lines of words in always the same places; the words hang on `seed`."""
    chosen = np.random.default_rng(seed)
    picture = Image.new("L", (840, 1190), 255)
    pen = ImageDraw.Draw(picture)
    pen.text((70, 60), " ".join(chosen.choice(WORDS, 2)).upper(), 0, ImageFont.load_default(64))
    for line in range(12):
        words = " ".join(chosen.choice(WORDS, 7))
        pen.text(
            (70, 190 + 70 * line), words if line != 5 else f"{words[:24]} {figure}", 20, ImageFont.load_default(32)
        )
    return np.asarray(picture)


def scanned(page: Grey, angle: float = 2.0, quarters: int = 0, quality: int = 40) -> Grey:
    """A soft, noisy, skewed scan, saved as a small JPEG."""
    seen = Image.fromarray(page).resize((580, 822), Image.Resampling.BOX)
    seen = seen.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=245).filter(
        ImageFilter.GaussianBlur(0.7)
    )
    values = np.asarray(seen, np.float32) + np.random.default_rng(2).normal(0, 6, (seen.height, seen.width))
    stream = io.BytesIO()
    Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=quality)
    return np.ascontiguousarray(np.rot90(np.asarray(Image.open(stream).convert("L")), quarters))


def photographed(page: Grey) -> Grey:
    """A telephone's picture: the page lies askew on a dark striped table, its far edge shorter."""
    corners = ((250, 170), (830, 215), (870, 1050), (190, 1010))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, ((0, 0), (840, 0), (840, 1190), (0, 1190)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    through = [float(one) for one in np.linalg.solve(np.array(rows, float), np.array(values, float))]
    size = (1050, 1250)
    seen, paper = (
        np.asarray(one.transform(size, Image.Transform.PERSPECTIVE, through, Image.Resampling.BICUBIC), np.float32)
        for one in (Image.fromarray(page), Image.new("L", (840, 1190), 255))
    )
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    table = 90 + 30 * np.sin(x / 17 + 3 * np.sin(y / 190))
    values = np.where(paper > 127, 0.8 * seen + 20, table) * (0.7 + 0.3 * x / size[0])
    noisy = values + np.random.default_rng(3).normal(0, 5, values.shape)
    return np.asarray(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8)))
