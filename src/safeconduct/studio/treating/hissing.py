# SPDX-License-Identifier: Apache-2.0
"""The hissing part of a voice, worked out only where there may be enough of it to matter."""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define, field

from safeconduct.studio.filtering import band
from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.transforms import sound_of, spectrum_of

from .envelope import POINT

RINGING: Final = 10 * POINT
"""The samples to either side in which the filter rings out."""

_SIZE: Final = 1 << 12
_STEP: Final = _SIZE // POINT * POINT - 2 * RINGING
_NEAR: Final = 3  # points
_SAFELY: Final = 0.5  # of the power, for what the ringing smears


@define
class HissBand:
    """The sound above `low_hz`: 24 dB an octave, zero phase.  What stays under `least_db` (dBFS) may be left out."""

    low_hz: float
    least_db: float
    _gain: npt.NDArray[np.float32] = field(init=False)
    _least: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._gain = band(self.low_hz, 0.0)(np.fft.rfftfreq(_SIZE, 1.0 / RATE_HZ)).astype(np.float32)
        # Sound differenced twice is sound whose highs were lifted: what is in the band has at least so much of it.
        lifted = (2.0 * np.sin(np.pi * self.low_hz / RATE_HZ)) ** 4
        self._least = 10.0 ** (self.least_db / 10.0) * lifted * _SAFELY

    def of(self, window: Samples) -> Samples | None:
        """Return the hiss in a window of whole milliseconds, None for none; its ends ring for `RINGING` samples."""
        blocks = -(-window.size // _STEP)
        padded = np.zeros(blocks * _STEP + _SIZE - _STEP, np.float32)
        padded[RINGING : RINGING + window.size] = window
        wanted = np.flatnonzero(self._may_hiss(padded[: blocks * _STEP + 2 * RINGING], blocks))
        if not wanted.size:
            return None
        hiss = np.zeros((blocks, _STEP), np.float32)
        stretches = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_STEP][wanted]
        spectra = spectrum_of(stretches)
        spectra *= self._gain
        hiss[wanted] = sound_of(spectra, _SIZE)[:, RINGING : RINGING + _STEP]
        return hiss.reshape(-1)[: window.size]

    def _may_hiss(self, padded: Samples, blocks: int) -> npt.NDArray[np.bool_]:
        """Return for each block whether any few milliseconds in it or beside it have so much of the highs."""
        bent = padded[2:] - padded[1:-1]
        bent -= padded[1:-1]
        bent += padded[:-2]
        rows = np.pad(bent, (1, 1)).reshape(-1, POINT)
        power = np.einsum("ij,ij->i", rows, rows).astype(np.float64) / POINT
        power = np.convolve(power, np.full(2 * _NEAR + 1, 1.0 / (2 * _NEAR + 1)), mode="same")
        reach = np.lib.stride_tricks.sliding_window_view(power, (_STEP + 2 * RINGING) // POINT)[:: _STEP // POINT]
        return np.asarray(np.max(reach[:blocks], axis=1) >= self._least)
