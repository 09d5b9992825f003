# SPDX-License-Identifier: Apache-2.0
"""The K weighting of ITU-R BS.1770-4, as one mean square per millisecond."""

from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from safeconduct.studio.samples import Samples

from .grid import BLOCK, HOP, POINT

# BS.1770-4, tables 1 and 2: the coefficients at 48 kHz.
_SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))

_STEP: Final = 2 * HOP
_PAST: Final = 4_224
"""Samples of the past that a piece is filtered with.

The slowest pole lies at 0.995: after these its ringing has died to 10⁻⁹, below what 32-bit floats can hold.
"""

_WINDOW: Final = _PAST + _STEP
_PIECES: Final = BLOCK // _STEP


@cache
def _response() -> npt.NDArray[np.complex64]:
    back = np.exp(-2j * np.pi * np.fft.rfftfreq(_WINDOW))
    response = np.ones(back.size, np.complex128)
    for over, under in (_SHELF, _HIGH_PASS):
        response *= np.polyval(over[::-1], back) / np.polyval(under[::-1], back)
    return response.astype(np.complex64)


class Weighting:
    """Weighs blocks of one channel at 48 kHz, one after the other, by overlap-save: no seams, and no scipy.

    A block goes through several short transforms at once, which is three times as fast as one after the other.
    """

    def __init__(self) -> None:
        self._sound = np.zeros(_PAST + BLOCK, np.float32)
        self._windows = np.lib.stride_tricks.sliding_window_view(self._sound, _WINDOW)[::_STEP]
        # The types of numpy know of no transform in 32 bits; numpy does.
        self._spectra: npt.NDArray[Any] = np.zeros((_PIECES, _WINDOW // 2 + 1), np.complex64)
        self._weighted: npt.NDArray[Any] = np.zeros((_PIECES, _WINDOW), np.float32)

    def powers(self, block: Samples) -> npt.NDArray[np.float32]:
        """Return the weighted mean square of each millisecond of `block`, the last filled up with silence.

        Every block but the last must have `BLOCK` samples.
        """
        self._sound[:_PAST] = self._sound[BLOCK:].copy()
        self._sound[_PAST : _PAST + block.size] = block
        self._sound[_PAST + block.size :] = 0.0
        pieces = -(-block.size // _STEP)
        spectra, weighted = self._spectra[:pieces], self._weighted[:pieces]
        np.fft.rfft(self._windows[:pieces], axis=1, out=spectra)
        spectra *= _response()
        np.fft.irfft(spectra, _WINDOW, axis=1, out=weighted)
        if block.size % _STEP:
            weighted[-1, _PAST + block.size % _STEP :] = 0.0  # what rings on after the end belongs to no millisecond
        rows = weighted[:, _PAST:].reshape(-1, POINT)[: -(-block.size // POINT)]
        power: npt.NDArray[np.float32] = np.einsum("ij,ij->i", rows, rows) / np.float32(POINT)
        return power
