# SPDX-License-Identifier: Apache-2.0
"""Gain curves that look ahead: the one mechanism behind compressor and limiter.

A curve has one *reduction* in dB per millisecond of sound; between two milliseconds it runs straight.
"""

from typing import Final

import numpy as np

from .samples import RATE_HZ, Samples

POINT: Final = RATE_HZ // 1000
"""Samples per point of a curve."""


def per_point(samples: Samples) -> Samples:
    """Return `samples` as one row of `POINT` per millisecond, the last filled up with silence."""
    return np.pad(samples, (0, -samples.size % POINT)).reshape(-1, POINT)


def held(reduction_db: Samples, reach: int) -> Samples:
    """Return at each point the largest reduction within `reach` points either side."""
    widest, width = np.pad(reduction_db, reach), 1
    while width < 2 * reach + 1:
        # Merging two neighbouring windows doubles the width: the cost is the logarithm of the reach.
        step = min(width, 2 * reach + 1 - width)
        widest = np.maximum(widest[:-step], widest[step:])
        width += step
    return widest


def released(reduction_db: Samples, fall_db: float) -> Samples:
    """Return a reduction that rises at once and falls no faster than `fall_db` a point."""
    slope = np.arange(reduction_db.size) * fall_db
    fallen: Samples = np.maximum.accumulate(reduction_db + slope) - slope
    return fallen


def smoothed(reduction_db: Samples, reach: int) -> Samples:
    """Return the mean under a raised cosine of `reach` points either side; both ends are held."""
    weights = np.hanning(2 * reach + 3)[1:-1]
    mean: Samples = np.convolve(np.pad(reduction_db, reach, mode="edge"), weights / weights.sum(), mode="valid")
    return mean


def reduced(samples: Samples, reduction_db: Samples) -> Samples:
    """Return `samples` turned down along the curve."""
    middle = np.arange(reduction_db.size) * POINT + (POINT - 1) / 2
    along = np.interp(np.arange(samples.size), middle, reduction_db)
    turned: Samples = samples * 10.0 ** (-along / 20.0)
    return turned
