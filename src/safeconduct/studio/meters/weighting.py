# SPDX-License-Identifier: Apache-2.0
"""The K weighting of ITU-R BS.1770-4, as one mean square per millisecond."""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from safeconduct.studio.samples import Samples

from .grid import BLOCK, POINT

# BS.1770-4, tables 1 and 2: the coefficients at 48 kHz.
_SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))

_WINDOW: Final = 1 << 16
_PAST: Final = _WINDOW - BLOCK
"""Samples of the past that a block is filtered with.

The slowest pole lies at 0.995: after these 7,936 samples its ringing has died to 10⁻¹⁷, below what floats can hold.
"""


@cache
def _response() -> npt.NDArray[np.complex64]:
    back = np.exp(-2j * np.pi * np.fft.rfftfreq(_WINDOW))
    response = np.ones(back.size, np.complex128)
    for over, under in (_SHELF, _HIGH_PASS):
        response *= np.polyval(over[::-1], back) / np.polyval(under[::-1], back)
    return response.astype(np.complex64)


class Weighting:
    """Weighs blocks of one channel at 48 kHz, one after the other, by overlap-save: no seams, and no scipy."""

    def __init__(self) -> None:
        self._window = np.zeros(_WINDOW, np.float32)

    def powers(self, block: Samples) -> npt.NDArray[np.float32]:
        """Return the weighted mean square of each millisecond of `block`, the last filled up with silence.

        Every block but the last must have `BLOCK` samples.
        """
        self._window[:_PAST] = self._window[BLOCK:].copy()
        self._window[_PAST : _PAST + block.size] = block
        self._window[_PAST + block.size :] = 0.0
        weighted = np.fft.irfft(np.fft.rfft(self._window) * _response(), _WINDOW)[_PAST : _PAST + block.size]
        rows = np.pad(weighted, (0, -block.size % POINT)).reshape(-1, POINT)
        power: npt.NDArray[np.float32] = np.einsum("ij,ij->i", rows, rows) / np.float32(POINT)
        return power
