# SPDX-License-Identifier: Apache-2.0
"""Gain curves along a tape: one mechanism behind compressor and de-esser, worked out once a millisecond.

A curve has one *reduction* in dB per millisecond.  It looks at a side chain, may look ahead, and between two
milliseconds runs straight, so that no gain ever jumps.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import define, frozen

from safeconduct.studio.samples import RATE_HZ, Samples

POINT: Final = RATE_HZ // 1000
"""Samples per point of a curve: 1 ms."""

STEP: Final = 2_000 * POINT
"""Samples that a curve is worked out for at a time."""

_LEAST: Final = 1e-12


@frozen
class Motion:
    """How a curve moves: all lengths in points (ms).

    The level is the mean power under a window of `wide` points either side.  A reduction begins `ahead` points before
    it is needed, falls by at most `fall_db` a point, and is rounded by a raised cosine of `soft` points either side.
    """

    wide: int
    ahead: int
    fall_db: float
    soft: int

    @property
    def reach(self) -> int:
        """The points either side of a stretch that its curve depends on; what came long before is carried along."""
        return self.wide + self.ahead + 2 * self.soft + 2


@define
class Curve:
    """A curve along one tape: call it with each stretch of the side chain, in order.

    `reduction_db` says which reduction a level (dBFS) asks for.
    """

    reduction_db: Callable[[Samples], Samples]
    motion: Motion
    carried_db: float = 0.0

    @property
    def margin(self) -> int:
        """The samples that each stretch must have before and after its `STEP` (see `filtering.windows`)."""
        return self.motion.reach * POINT

    def along(self, side: Samples) -> Samples:
        """Return the reduction in dB at each point of a stretch, and at one point more either side.

        `side` has `margin` + `STEP` + `margin` samples.
        """
        motion = self.motion
        # At both ends of a stretch a level is that of half a window: it must not be asked for anything.
        asked = self.reduction_db(level_db(side, motion.wide))[motion.wide : side.size // POINT - motion.wide]
        # A release may last longer than any stretch: what the one before had reached goes on in this one.
        released = falling(np.concatenate([[self.carried_db], asked]), motion.fall_db)[1:]
        self.carried_db = float(released[STEP // POINT - 1])
        ready = rounded(ahead(released, motion.ahead + motion.soft, motion.soft), motion.soft)
        first = motion.reach - motion.wide - 1
        return ready[first : first + STEP // POINT + 2]


def level_db(samples: Samples, wide: int) -> Samples:
    """Return the level in dBFS at each point: the mean power of `wide` points either side, and of itself."""
    rows = samples.reshape(-1, POINT)
    power = np.einsum("ij,ij->i", rows, rows).astype(np.float64) / POINT
    if wide:
        power = np.convolve(power, np.full(2 * wide + 1, 1.0 / (2 * wide + 1)), mode="same")
    return np.asarray(10.0 * np.log10(np.maximum(power, _LEAST)))


def falling(reduction_db: Samples, fall_db: float) -> Samples:
    """Return a reduction that rises at once and falls by no more than `fall_db` a point."""
    slope = np.arange(reduction_db.size) * fall_db
    return np.asarray(np.maximum.accumulate(reduction_db + slope) - slope)


def ahead(reduction_db: Samples, before: int, after: int) -> Samples:
    """Return at each point the largest reduction from `after` points behind it to `before` points in front of it."""
    widest, width, whole = np.pad(reduction_db, (after, before), mode="edge"), 1, before + after + 1
    while width < whole:
        # Two windows side by side make one of twice the width: the cost is the logarithm of the reach.
        step = min(width, whole - width)
        widest = np.maximum(widest[:-step], widest[step:])
        width += step
    return widest


def rounded(reduction_db: Samples, soft: int) -> Samples:
    """Return the mean under a raised cosine of `soft` points either side; both ends are held."""
    weights = np.hanning(2 * soft + 3)[1:-1]
    return np.convolve(np.pad(reduction_db, soft, mode="edge"), weights / weights.sum(), mode="valid")


_HALF: Final = POINT // 2
_ALONG: Final = (np.arange(_HALF, dtype=np.float32) + np.float32(0.5)) / np.float32(POINT)


def gain_of(reduction_db: Samples) -> Samples:
    """Return the gain of every sample for a reduction as `Curve.along` gives it."""
    points = np.power(10.0, reduction_db / -20.0).astype(np.float32)
    steps = np.diff(points)
    # Points lie in the middle of their millisecond: half of it comes from the one before, half goes to the next.
    starts = np.stack([points[1:-1] - np.float32(0.5) * steps[:-1], points[1:-1]], axis=1).reshape(-1, 1)
    gain = np.stack([steps[:-1], steps[1:]], axis=1).reshape(-1, 1) * _ALONG
    gain += starts
    return np.asarray(gain.reshape(-1))
