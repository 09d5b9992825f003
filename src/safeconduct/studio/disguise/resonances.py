# SPDX-License-Identifier: Apache-2.0
"""Moving the resonances of a voice: its spectral envelope is read off frame by frame, and drawn elsewhere.

The envelope is the smooth part of the logarithmic spectrum (the cepstrum up to 2 ms: Oppenheim and Schafer, 1968); the
fine structure, which is the pitch, stays where it is, and so do the phases.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from safeconduct.studio.samples import Samples

WINDOW: Final = 512
HOP: Final = 128
_BINS: Final = 1024
_QUEFRENCIES: Final = 30
_MOST: Final = 2.0
"""The most that a frequency is raised or lowered, in nepers: what was not there is not made up."""
_BLOCK: Final = 1000
_SHAPE: Final = np.hanning(WINDOW + 1)[:-1]

Warp = Callable[[Samples, Samples], Samples]
"""Where the envelope at these frequencies (0 to 1, one row) comes from, for these frames (one column)."""


def moved(samples: Samples, warp: Warp, tilt_db: float) -> Samples:
    """Return sound of the same length whose envelope stands elsewhere; `tilt_db` lifts the top against the bottom."""
    padded = np.pad(np.asarray(samples, np.float64), (WINDOW, WINDOW + -samples.size % HOP))
    out = np.zeros(padded.size)
    weight = np.zeros(padded.size)
    firsts = np.arange(0, padded.size - WINDOW + 1, HOP)
    at = np.arange(_BINS // 2 + 1) / (_BINS // 2)
    tilt = (tilt_db / 8.686) * (at - 0.3)
    for begin in range(0, firsts.size, _BLOCK):
        block = firsts[begin : begin + _BLOCK]
        frames = padded[block[:, None] + np.arange(WINDOW)] * _SHAPE
        spectra = np.fft.rfft(frames, _BINS, axis=1)
        envelope = _envelope(spectra)
        origin = np.clip(warp(at[None, :], np.asarray(block[:, None] - WINDOW, np.float64)), 0.0, 1.0) * (_BINS // 2)
        gain = np.clip(_read(envelope, origin) - envelope, -_MOST, _MOST) + tilt
        changed = np.fft.irfft(spectra * np.exp(gain), _BINS, axis=1)[:, :WINDOW] * _SHAPE
        for first, frame in zip(block, changed, strict=True):
            out[first : first + WINDOW] += frame
            weight[first : first + WINDOW] += _SHAPE * _SHAPE
    return np.asarray((out / np.maximum(weight, 0.1))[WINDOW : WINDOW + samples.size])


def _envelope(spectra: npt.NDArray[np.complex128]) -> Samples:
    logs = np.log(np.abs(spectra) + 1e-7)
    cepstra = np.fft.irfft(logs, axis=1)
    cepstra[:, _QUEFRENCIES : _BINS - _QUEFRENCIES + 1] = 0.0
    return np.asarray(np.fft.rfft(cepstra, axis=1).real)


def _read(rows: Samples, at: Samples) -> Samples:
    """Read each row at broken places, by the straight line between two whole ones."""
    low = np.minimum(at.astype(np.int64), rows.shape[1] - 2)
    share = at - low
    return np.asarray(np.take_along_axis(rows, low, 1) * (1.0 - share) + np.take_along_axis(rows, low + 1, 1) * share)
