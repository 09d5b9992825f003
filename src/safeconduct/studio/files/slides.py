# SPDX-License-Identifier: Apache-2.0
"""Slides for a film: from a PNG to planes of 4:2:0 in BT.709, with arithmetic of our own, and how long each stands."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen
from PIL import Image

from safeconduct.model.refusal import StepRefusal
from safeconduct.studio.samples import RATE_HZ

LONGEST_SIDE: Final = 1280
KEY_EVERY: Final = 10
"""Frames from one picture that a player can begin with to the next; a frame stands a second."""

_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722  # Rec. ITU-R BT.709-6, 3.2
_BLACK, _RANGE, _MIDDLE, _COLOUR_RANGE = 16.0, 219.0, 128.0, 224.0


@frozen
class Slide:
    """One slide: the ticks (48,000 a second) at which its frames begin, the first one its own beginning."""

    path: Path
    starts: tuple[int, ...]


def timed(slides: Sequence[tuple[Path, float, float]], size: int) -> list[Slide]:
    """Return the slides of a film of `size` ticks: each stands until the next one comes, the first from the start.

    A frame comes every second, so that a player has somewhere to go.  Raises `ValueError` for slides that do not
    follow one another.
    """
    begins = [round(start_s * RATE_HZ) for _, start_s, _ in slides]
    in_order = all(earlier < later for earlier, later in pairwise(begins))
    if (
        not slides
        or not in_order
        or any(end_s < start_s for _, start_s, end_s in slides)
        or max(begins[1:], default=0) >= size
    ):
        raise ValueError("the slides of a film follow one another while there is sound")
    begins[0] = 0
    return [
        Slide(path, tuple(range(begin, end, RATE_HZ)))
        for (path, _, _), begin, end in zip(slides, begins, [*begins[1:], size], strict=True)
    ]


def size_of(slides: Sequence[Slide]) -> tuple[int, int]:
    """Return width and height of all slides; raises `StepRefusal` where they differ or no phone would play them."""
    sizes = set[tuple[int, int]]()
    for slide in slides:
        with _opened(slide.path) as image:
            sizes.add(image.size)
    width, height = max(sizes)
    if len(sizes) != 1 or width % 2 or height % 2 or not 16 <= min(width, height) <= max(width, height) <= LONGEST_SIDE:
        raise StepRefusal(
            f"The slides of a film are {' and '.join(f'{w} × {h}' for w, h in sorted(sizes))} pixels.",
            f"Make them all of one even size, up to {LONGEST_SIDE} pixels a side (1280 × 720 plays everywhere).",
        )
    return width, height


def planes(path: Path) -> bytes:
    """Return a slide as three planes, light first, colours at half the size (the mean of four pixels)."""
    with _opened(path) as image:
        pixels = np.asarray(image.convert("RGB"), np.float32)
    light = pixels @ np.array((_RED, _GREEN, _BLUE), np.float32)
    blue = (pixels[..., 2] - light) / (2 * (1 - _BLUE))
    red = (pixels[..., 0] - light) / (2 * (1 - _RED))
    return b"".join(
        (
            _bytes(_BLACK + light * (_RANGE / 255)),
            _bytes(_MIDDLE + _halved(blue) * (_COLOUR_RANGE / 255)),
            _bytes(_MIDDLE + _halved(red) * (_COLOUR_RANGE / 255)),
        )
    )


def _halved(plane: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    height, width = plane.shape
    return np.asarray(plane.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)), np.float32)


def _bytes(plane: npt.NDArray[np.float32]) -> bytes:
    return np.clip(np.rint(plane), 0, 255).astype(np.uint8).tobytes()


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    try:
        with Image.open(path, formats=("PNG",)) as image:
            yield image
    except (OSError, SyntaxError) as fault:  # Pillow's own words for a damaged or foreign file
        raise StepRefusal(f"The slide {path.name} is no whole PNG.", "Make the slides of the film again.") from fault
