# SPDX-License-Identifier: Apache-2.0
"""Mild noise reduction: a Wiener filter steered by the decision-directed rule.

After Ephraim and Malah (IEEE Trans. ASSP 32, 1984): the ratio of speech to noise in each bin is taken from the frame
before, so that the gain does not flutter and no musical tones are left.  The noise is learned from the quietest frames
of each stretch, and never turned down by more than 14 dB: a room stays a room, and its pauses are no holes.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import Samples
from safeconduct.studio.spectra import BINS, HOP, frames_of, reshaped
from safeconduct.studio.transforms import Spectrum, powers

FLOOR_DB: Final = -14.0
"""The most that noise is turned down."""

Noise = npt.NDArray[np.float32]
"""Noise power of each bin, one row per section of the recording."""

_SECTION: Final = 1250  # frames: 10 s
_SEEN: Final = 2  # of so many frames one is looked at for the noise: neighbours hold nearly the same
_STEADY: Final = 48  # frames for which the noise is taken to be the same
_QUIET: Final = 0.12
_SMOOTH: Final = 0.97
_OVER: Final = np.float32(1.3)
_FLOOR: Final = np.float32(10.0 ** (FLOOR_DB / 20.0))
_LEAST: Final = np.float32(1e-15)


def noise_of(reel: Reel) -> Noise:
    """Return the noise of a recording: for each section of 10 s the mean spectrum of its quietest frames.

    Quiet is judged on a tenth of a second of power, so that a gap between two words counts and the gap between two
    vibrations of a voice does not.
    """
    rows = []
    for section in _sections(reel):
        row = section.sum(axis=1)
        wide = min(5, row.size)
        level = np.convolve(row, np.full(wide, 1.0 / wide), mode="same")
        level[: wide // 2] = np.inf
        level[row.size - wide // 2 :] = np.inf
        # Frames of digital silence have nothing to teach.
        level[row <= _LEAST] = np.inf
        order = np.argsort(level, kind="stable")[: max(4, int(_QUIET * row.size))]
        known = order[np.isfinite(level[order])]
        rows.append(section[known].mean(axis=0) if known.size else np.zeros(BINS, np.float32))
    return np.asarray(rows, np.float32)


def _sections(reel: Reel) -> Iterator[Samples]:
    held: list[Samples] = []
    size, whole = 0, _SECTION // _SEEN
    for spectrum in frames_of(reel.tape(), _SEEN * HOP):
        held.append(powers(spectrum))
        size += len(spectrum)
        while size >= 2 * whole:
            joined = np.concatenate(held)
            yield joined[:whole]
            held, size = [joined[whole:]], size - whole
    yield np.concatenate(held)


def denoised(reel: Reel, noise: Noise) -> Iterator[Samples]:
    """Yield the reel with its noise turned down by at most 14 dB; `noise` as `noise_of` gives it."""
    wiener = _Wiener(noise)
    return reshaped(reel.tape(), wiener.change)


class _Wiener:
    """The filter with what it remembers from frame to frame."""

    def __init__(self, noise: Noise) -> None:
        self._noise = noise
        self._frame = 0
        self._level: Samples = np.ones(BINS, np.float32)
        self._speech: Samples = np.zeros(BINS, np.float32)

    def change(self, spectrum: Spectrum) -> Spectrum:
        """Return a batch of frames with the gain of each bin applied."""
        for first in range(0, len(spectrum), _STEADY):
            part = spectrum[first : first + _STEADY]
            part *= self._gains(powers(part))
        return spectrum

    def _gains(self, power: Samples) -> Samples:
        """Return the gains of frames under which the noise stays the same."""
        noise = self._noise_at(self._frame)
        self._frame += len(power)
        # Everything is counted in units of the noise; what is remembered comes from other units.
        speech: Samples = self._speech * (self._level / noise)
        self._level = noise
        power /= noise
        fresh = power - np.float32(1.0)
        np.maximum(fresh, 0.0, out=fresh)
        fresh *= np.float32(1.0 - _SMOOTH)
        gain = fresh
        smooth, one = np.float32(_SMOOTH), np.float32(1.0)
        under = np.empty(BINS, np.float32)
        for row, now in zip(gain, power, strict=True):
            speech *= smooth
            row += speech
            np.add(row, one, out=under)
            np.divide(row, under, out=row)
            np.maximum(row, _FLOOR, out=row)
            np.multiply(row, row, out=speech)
            speech *= now
        self._speech = speech
        return gain

    def _noise_at(self, frame: int) -> Samples:
        """Return the noise there, on the straight line between the middles of two sections."""
        at = min(max(frame / _SECTION - 0.5, 0.0), len(self._noise) - 1.0)
        first = int(at)
        second = min(first + 1, len(self._noise) - 1)
        share = np.float32(at - first)
        mean = self._noise[first] * (1 - share) + self._noise[second] * share
        return np.asarray(mean * _OVER + _LEAST)
