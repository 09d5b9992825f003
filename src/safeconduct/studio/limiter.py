# SPDX-License-Identifier: Apache-2.0
"""A look-ahead limiter that keeps the *true* peak, between the samples too, under a ceiling."""

from typing import Final

import numpy as np

from .dynamics import held, per_point, reduced, released, smoothed
from .loudness import true_peaks
from .samples import Samples, amplitude

_FALL_DB: Final = 0.1  # a point, that is 100 dB a second: 6 dB are let go within 60 ms
_ROUNDS: Final = 4
_EVEN_DB: Final = 0.05


def limited(samples: Samples, ceiling_dbtp: float) -> Samples:
    """Return `samples` (48 kHz) with a true peak of at most `ceiling_dbtp`; quieter sound comes back unchanged."""
    for remaining in reversed(range(_ROUNDS)):
        peaks = _peaks_db(samples)
        over_db = float(np.max(peaks, initial=ceiling_dbtp)) - ceiling_dbtp
        if over_db <= 0.0:
            return samples
        if over_db < _EVEN_DB or not remaining:
            # Turning the gain bends the wave between the samples by some hundredths of a dB: that goes evenly.
            return samples * amplitude(-over_db - 1e-6)
        samples = reduced(samples, _reduction_db(peaks - ceiling_dbtp))
    return samples


def _peaks_db(samples: Samples) -> Samples:
    """Return the highest true peak of each millisecond."""
    peaks = per_point(true_peaks(samples)).max(axis=1)
    level: Samples = 20.0 * np.log10(np.maximum(peaks, 1e-12))
    return level


def _reduction_db(over_db: Samples) -> Samples:
    """Return the reduction per millisecond that takes away every `over_db`.

    Holding reaches one point further than smoothing, because the straight line between two points reaches one
    further: neither can undercut what a peak needs.
    """
    return smoothed(held(released(np.maximum(0.0, over_db), _FALL_DB), 3), 2)
