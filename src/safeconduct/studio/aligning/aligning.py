# SPDX-License-Identifier: Apache-2.0
"""From a long take and a synthetic reading of the same paragraphs to one span for each of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import RATE_HZ, Samples

from .doubting import Doubt, doubted
from .features import FRAMES_PER_S, heard
from .pauses import Pause, runs
from .placing import BETWEEN_S, Border, Reading, borders, coarse_warp

MARGIN_S: Final = 0.06
"""What is kept of the pauses around a paragraph, as far as they reach: a breath, the end of a sound."""


@frozen
class Span:
    """Where a paragraph lies in a take, and how long the pause before it is (0: it runs on from the one before)."""

    start_s: float
    end_s: float
    pause_s: float


@frozen
class Aligned:
    """The spans of all paragraphs in order, and what gives reason to doubt that they were all read, once, in order."""

    spans: tuple[Span, ...]
    doubt: Doubt | None


def aligned(take: Tape, paragraphs: Sequence[Tape]) -> Aligned:
    """Find the paragraphs of `take`, which reads them in this order; each is given as a synthetic reading of it.

    Cuts lie in the pause nearest to where the readings part, whose half is the most that either side keeps of it.
    Raises `ValueError` for no paragraph, and for a take or a paragraph without any speech.
    """
    sizes: list[int] = []
    one, other = heard(take), heard(_joined(paragraphs, sizes))
    if not sizes or one.silent.all() or other.silent.all():
        raise ValueError("there is nothing to align")
    between = round(BETWEEN_S * RATE_HZ)
    begins = np.cumsum([0, *(size + between for size in sizes)])
    gaps = [
        Pause(int(first + size) * FRAMES_PER_S // RATE_HZ, int(then) * FRAMES_PER_S // RATE_HZ)
        for first, size, then in zip(begins[:-2], sizes[:-1], begins[1:-1], strict=True)
    ]
    reading, reference = Reading.of(one), Reading.of(other)
    coarse, pooled = coarse_warp(reading, reference)
    found = borders(reading, reference, coarse, pooled, gaps, runs(one.silent))
    return Aligned(
        tuple(_spans(found, np.flatnonzero(~one.silent), len(one.silent))),
        doubted(reading, reference, coarse, pooled, gaps),
    )


def _joined(paragraphs: Sequence[Tape], sizes: list[int]) -> Iterator[Samples]:
    """Yield all paragraphs with pauses between them, and add their sizes to `sizes`."""
    for paragraph in paragraphs:
        size = 0
        for stretch in paragraph:
            size += stretch.size
            yield stretch
        sizes.append(size)
        yield np.zeros(round(BETWEEN_S * RATE_HZ), np.float32)


def _spans(found: Sequence[Border], speech: npt.NDArray[np.intp], size: int) -> Iterator[Span]:
    middles = [Pause((border.first + border.end) // 2, (border.first + border.end) // 2) for border in found]
    pauses = [border.pause or middle for border, middle in zip(found, middles, strict=True)]
    edges = [Pause(0, int(speech[0])), *pauses, Pause(int(speech[-1]) + 1, size)]
    for before, after in pairwise(edges):
        first = before.end - min(MARGIN_S * FRAMES_PER_S, (before.end - before.first) / 2)
        end = after.first + min(MARGIN_S * FRAMES_PER_S, (after.end - after.first) / 2)
        yield Span(first / FRAMES_PER_S, max(first, end) / FRAMES_PER_S, before.length_s)
