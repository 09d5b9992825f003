# SPDX-License-Identifier: Apache-2.0
"""Stretching time without changing pitch: WSOLA (Verhelst and Roelands, ICASSP 1993).

Windows are taken from the sound where the new pace wants them, give or take a few milliseconds, so that each continues
the wave of the one before.
"""

from typing import Final

import numpy as np

from safeconduct.studio.samples import Samples

WINDOW: Final = 640
HOP: Final = WINDOW // 2
SEARCH: Final = 160
"""At 16 kHz: windows of 40 ms, 20 ms apart, moved by up to 10 ms: one period of a voice of 100 Hz."""
_SHAPE: Final = np.hanning(WINDOW + 1)[:-1]


def stretched(samples: Samples, origins: Samples) -> Samples:
    """Return sound in which window n, `HOP` samples after the one before, comes from around sample `origins[n]`."""
    margin = WINDOW + SEARCH
    padded = np.pad(np.asarray(samples, np.float64), (margin, margin + WINDOW))
    last = padded.size - WINDOW - HOP - SEARCH
    out = np.zeros(HOP * origins.size + WINDOW)
    wanted = padded[:WINDOW]
    for number, origin in enumerate(origins):
        first = min(max(round(float(origin)) + margin - HOP, SEARCH), last)
        around = padded[first - SEARCH : first + SEARCH + WINDOW]
        first += _best(around, wanted) - SEARCH
        out[number * HOP : number * HOP + WINDOW] += padded[first : first + WINDOW] * _SHAPE
        wanted = padded[first + HOP : first + HOP + WINDOW]
    return np.asarray(out[HOP : HOP + HOP * origins.size])


def _best(around: Samples, wanted: Samples) -> int:
    """Return where `wanted` fits best: the highest normalised cross-correlation; the middle where all is silent."""
    size = 2048
    both = np.fft.rfft(around, size) * np.conj(np.fft.rfft(wanted, size))
    likeness = np.fft.irfft(both, size)[: 2 * SEARCH + 1]
    sums = np.concatenate([[0.0], np.cumsum(around * around)])
    energy = sums[WINDOW : WINDOW + 2 * SEARCH + 1] - sums[: 2 * SEARCH + 1]
    score = likeness / np.sqrt(np.maximum(energy, 1e-9))
    # Among equals the nearest to the middle: silence must not wander.
    score = score - 1e-6 * np.abs(np.arange(score.size) - SEARCH)
    return int(np.argmax(score))
