# SPDX-License-Identifier: Apache-2.0
"""The true peak of ITU-R BS.1770-4 annex 2: what the wave reaches between its samples, by 4x oversampling.

Most of a recording need not be oversampled to know its highest peak.  What an interpolator adds to a straight line
between two samples is a weighted sum of the second differences of the samples around; for the one used here the
weights add up to 0.545 at most.  A wave never reaches higher than its samples plus that much of its sharpest bend
nearby: where this lies under what matters, it cannot matter.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import soxr

from safeconduct.studio.samples import RATE_HZ, Samples, amplitude

from .grid import POINT

_TIMES: Final = 4
QUALITY: Final = "HQ"
NEAR: Final = 3
"""Milliseconds to either side that the interpolator reaches (97 samples)."""
BENDING: Final = 0.56
"""What the weights of second differences add up to at most, and a little for rounding."""
_EDGE: Final = NEAR * POINT

Peaks = npt.NDArray[np.float32]


class Oversampling:
    """Finds the highest amplitude, on the samples and between them, of each millisecond of a tape.

    Exact for every millisecond that reaches higher than `over`, or to less than `depth_db` under the highest so far;
    for all others the figure is one that they do not exceed.  `highest` is always exact.  The samples themselves count
    too, because the interpolating filter begins to fall above nine tenths of the band.  It looks ahead, so the figures
    come a little later than the samples: the rest with `end`.
    """

    def __init__(self, over: float = np.inf, depth_db: float = 0.0) -> None:
        self._over, self._depth = over, amplitude(-depth_db)
        self._sound = np.zeros(_EDGE, np.float32)
        self._size, self._told = 0, 0
        self.highest = self.highest_sample = 0.0

    def peaks(self, block: Samples) -> Peaks:
        """Take the next block (whole milliseconds, but for the last one) and return the peaks that are ready."""
        self._size += block.size
        self._sound = np.concatenate([self._sound, block], dtype=np.float32)
        return self._ready()

    def end(self) -> Peaks:
        """Return the peaks that were still waiting for what follows: silence."""
        silence = np.zeros(-self._size % POINT + _EDGE, np.float32)
        self._sound = np.concatenate([self._sound, silence])
        return self._ready()

    def _ready(self) -> Peaks:
        count = self._sound.size // POINT - 2 * NEAR
        if count <= 0:
            return np.zeros(0, np.float32)
        sound = self._sound[: (count + 2 * NEAR) * POINT]
        self._sound = self._sound[count * POINT :]
        rows = sound.reshape(-1, POINT)
        magnitude = np.abs(sound)
        on_samples = np.max(magnitude.reshape(-1, POINT), axis=1)[NEAR:-NEAR]
        self.highest_sample = max(self.highest_sample, float(np.max(on_samples)))
        # A millisecond goes on to the first sample of the next one.
        known: Peaks = np.maximum(on_samples, magnitude[_EDGE + POINT : sound.size - _EDGE + POINT : POINT])
        known += np.float32(BENDING) * _sharpest_bends(sound)
        threshold = min(self._over, self._depth * max(self.highest, self.highest_sample))
        wanted = np.flatnonzero(known > threshold)
        if wanted.size:
            known[wanted] = np.maximum(_between(rows, wanted + NEAR), on_samples[wanted])
            self.highest = max(self.highest, float(np.max(known[wanted])))
        self.highest = max(self.highest, self.highest_sample)
        return known


def _sharpest_bends(sound: Samples) -> Peaks:
    """Return the greatest second difference around each millisecond but those at the edges."""
    bends = np.zeros(sound.size, np.float32)
    inner = bends[1:-1]
    np.add(sound[2:], sound[:-2], out=inner)
    inner -= sound[1:-1]
    inner -= sound[1:-1]
    np.abs(bends, out=bends)
    each = np.max(bends.reshape(-1, POINT), axis=1)
    wide = np.maximum(np.maximum(each[:-2], each[1:-1]), each[2:])
    widest: Peaks = np.maximum(np.maximum(wide[:-4], wide[2:-2]), wide[4:])
    return widest


def _between(rows: npt.NDArray[np.float32], wanted: npt.NDArray[np.intp]) -> Peaks:
    """Return what the wave reaches in the rows `wanted`; each lies at least `NEAR` rows from both ends."""
    needed = np.zeros(rows.shape[0], np.bool_)
    for shift in range(-NEAR, NEAR + 1):
        needed[wanted + shift] = True
    # Runs are laid end to end: what one does to the next stays within the rows around, which nobody asks for.
    fine = soxr.resample(rows[needed].reshape(-1), RATE_HZ, _TIMES * RATE_HZ, quality=QUALITY)
    place = np.cumsum(needed) - 1
    peaks: Peaks = np.max(np.abs(fine.reshape(-1, _TIMES * POINT)[place[wanted]]), axis=1)
    return peaks
