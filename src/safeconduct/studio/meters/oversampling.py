# SPDX-License-Identifier: Apache-2.0
"""The true peak of ITU-R BS.1770-4 annex 2: what the wave reaches between its samples, by 4x oversampling."""

from typing import Final

import numpy as np
import numpy.typing as npt
import soxr

from safeconduct.studio.samples import RATE_HZ, Samples

from .grid import POINT

_TIMES: Final = 4
_FINE_POINT: Final = _TIMES * POINT


class Oversampling:
    """Finds the highest amplitude, on the samples and between them, of each millisecond of a tape.

    The samples themselves count too, because the interpolating filter begins to fall above nine tenths of the band.
    The filter looks ahead, so the figures come a little later than the samples: the rest with `end`.
    """

    def __init__(self) -> None:
        self._stream = soxr.ResampleStream(RATE_HZ, _TIMES * RATE_HZ, 1, dtype="float32", quality="HQ")
        self._fine = np.zeros(0, np.float32)
        self._on_samples: list[npt.NDArray[np.float32]] = []
        self._size = 0

    def peaks(self, block: Samples) -> npt.NDArray[np.float32]:
        """Take the next block (whole milliseconds, but for the last one) and return the peaks that are ready."""
        self._size += block.size
        self._on_samples.append(np.max(np.abs(_rows(block, POINT)), axis=1, initial=0.0))
        self._fine = np.concatenate([self._fine, self._stream.resample_chunk(block)])
        return self._ready(self._fine.size // _FINE_POINT)

    def end(self) -> npt.NDArray[np.float32]:
        """Return the peaks that were still waiting for what follows: silence."""
        tail = self._stream.resample_chunk(np.zeros(0, np.float32), last=True)
        self._fine = np.concatenate([self._fine, tail])
        return self._ready(-(-self._fine.size // _FINE_POINT))

    def _ready(self, points: int) -> npt.NDArray[np.float32]:
        on_samples = np.concatenate(self._on_samples)
        points = min(points, on_samples.size)
        fine, self._fine = self._fine[: points * _FINE_POINT], self._fine[points * _FINE_POINT :]
        between = np.max(np.abs(_rows(fine, _FINE_POINT)), axis=1, initial=0.0)
        self._on_samples = [on_samples[points:]]
        peaks: npt.NDArray[np.float32] = np.maximum(between, on_samples[:points])
        return peaks


def _rows(samples: Samples, width: int) -> npt.NDArray[np.float32]:
    return np.pad(np.asarray(samples, np.float32), (0, -samples.size % width)).reshape(-1, width)
