# SPDX-License-Identifier: Apache-2.0
"""A gentle compressor for horns and small loudspeakers: soft syllables come nearer to the loud ones."""

from typing import Final

import numpy as np

from .dynamics import held, per_point, reduced, released, smoothed
from .samples import Samples

_RATIO: Final = 3.0
_UNDER_LOUD_DB: Final = 15.0
_FALL_DB: Final = 0.06  # a point, that is 60 dB a second: gaps between words are not pumped up
_REACH: Final = 5


def compressed(samples: Samples) -> Samples:
    """Return `samples` with everything more than 15 dB under its loud parts' level brought 3:1 towards that knee.

    Loud parts are the 95th percentile of the 10 ms level; the result is quieter, and levelled afterwards.
    """
    power = np.square(per_point(samples)).mean(axis=1)
    if not power.size or not power.any():
        return samples
    wide = np.convolve(power, np.full(2 * _REACH + 1, 1.0 / (2 * _REACH + 1)), mode="same")
    level_db = 10.0 * np.log10(np.maximum(wide, 1e-12))
    knee_db = float(np.percentile(level_db[wide > 1e-9], 95)) - _UNDER_LOUD_DB if (wide > 1e-9).any() else 0.0
    over = np.maximum(0.0, level_db - knee_db) * (1.0 - 1.0 / _RATIO)
    return reduced(samples, smoothed(held(released(over, _FALL_DB), _REACH), _REACH))
