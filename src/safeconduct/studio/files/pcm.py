# SPDX-License-Identifier: Apache-2.0
"""From the tape to what a file holds: other rates, whole steps, and exactly as many samples as were told."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import soxr

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import RATE_HZ, Samples

Steps = npt.NDArray[np.int32]


def count_at(size: int, rate_hz: int) -> int:
    """Return how many samples `size` of them at 48 kHz are at another rate, to the nearest."""
    return converted_count(size, RATE_HZ, rate_hz)


def converted_count(size: int, from_hz: int, to_hz: int) -> int:
    """Return the length in samples after a change of rate, to the nearest (halves up)."""
    return (2 * size * to_hz + from_hz) // (2 * from_hz)


def exactly(tape: Tape, size: int) -> Iterator[Samples]:
    """Yield the tape; raises `ValueError` where it is not `size` samples long."""
    seen = 0
    for stretch in tape:
        seen += stretch.size
        if seen > size:
            break
        yield np.ascontiguousarray(stretch, np.float32)
    if seen != size:
        raise ValueError(
            f"the tape is {'longer' if seen > size else 'shorter'} than the {size} samples it was said to have"
        )


def converted(tape: Tape, size: int, from_hz: int, to_hz: int) -> Iterator[Samples]:
    """Yield a tape of `size` samples at another rate: nothing shifted, `converted_count` samples in all."""
    if from_hz == to_hz:
        yield from tape
        return
    stream = soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32", quality="VHQ")
    left = converted_count(size, from_hz, to_hz)
    for stretch in tape:
        piece = stream.resample_chunk(np.ascontiguousarray(stretch, np.float32))[:left]
        left -= piece.size
        if piece.size:
            yield piece
    piece = stream.resample_chunk(np.zeros(0, np.float32), last=True)[:left]
    yield np.pad(piece, (0, left - piece.size))


def at_rate(tape: Tape, size: int, rate_hz: int) -> Iterator[Samples]:
    """Yield a tape of `size` samples at 48 kHz at the rate of a file: `count_at` samples in all."""
    return converted(exactly(tape, size), size, RATE_HZ, rate_hz)


def stepped(samples: Samples, bits: int) -> Steps:
    """Return `samples` in whole steps of `bits` bits, to the nearest and without dither: same sound, same bytes."""
    full = float(1 << (bits - 1))
    # Powers of two: in 32-bit floats, which a tape is made of, nothing here is rounded but what should be.
    scaled = np.multiply(samples, np.float32(full))
    np.rint(scaled, out=scaled)
    np.clip(scaled, -full, full - 1, out=scaled)
    return scaled.astype(np.int32)
