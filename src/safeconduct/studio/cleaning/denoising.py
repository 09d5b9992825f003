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

from safeconduct.studio.filtering import Spectrum
from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import Samples
from safeconduct.studio.spectra import BINS, frames_of, reshaped

FLOOR_DB: Final = -14.0
"""The most that noise is turned down."""

Noise = npt.NDArray[np.float32]
"""Noise power of each bin, one row per section of the recording."""

_SECTION: Final = 1250  # frames: 10 s
_QUIET: Final = 0.12
_SMOOTH: Final = 0.97
_OVER: Final = np.float32(1.3)
_FLOOR: Final = np.float32(10.0 ** (FLOOR_DB / 20.0))
_LEAST: Final = np.float32(1e-12)


def noise_of(reel: Reel) -> Noise:
    """Return the noise of a recording: for each section of 10 s the mean spectrum of its quietest frames.

    Quiet is judged on a third of a second of power, so that a gap between two words counts and the gap between two
    vibrations of a voice does not.
    """
    rows = []
    for powers in _sections(reel):
        row = powers.sum(axis=1)
        wide = min(9, row.size)
        level = np.convolve(row, np.full(wide, 1.0 / wide), mode="same")
        level[: wide // 2] = np.inf
        level[row.size - wide // 2 :] = np.inf
        # Frames of digital silence have nothing to teach.
        level[row <= _LEAST] = np.inf
        order = np.argsort(level, kind="stable")[: max(8, int(_QUIET * row.size))]
        known = order[np.isfinite(level[order])]
        rows.append(powers[known].mean(axis=0) if known.size else np.zeros(BINS, np.float32))
    return np.asarray(rows, np.float32)


def _sections(reel: Reel) -> Iterator[npt.NDArray[np.float32]]:
    held: list[npt.NDArray[np.float32]] = []
    size = 0
    for spectrum in frames_of(reel.tape()):
        held.append(np.square(np.abs(spectrum)).astype(np.float32))
        size += len(spectrum)
        while size >= 2 * _SECTION:
            joined = np.concatenate(held)
            yield joined[:_SECTION]
            held, size = [joined[_SECTION:]], size - _SECTION
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
        self._speech = np.zeros(BINS, np.float32)

    def change(self, spectrum: Spectrum) -> Spectrum:
        """Return a batch of frames with the gain of each bin applied."""
        power = np.square(np.abs(spectrum)).astype(np.float32)
        gain = np.empty_like(power)
        noise = self._noise_at(self._frame)
        speech = self._speech
        for number in range(len(power)):
            if not number % 50:
                noise = self._noise_at(self._frame + number)
            now = power[number]
            prior = speech / noise
            prior *= _SMOOTH
            fresh = now / noise
            fresh -= 1.0
            np.maximum(fresh, 0.0, out=fresh)
            fresh *= 1.0 - _SMOOTH
            prior += fresh
            row = gain[number]
            np.add(prior, 1.0, out=row)
            np.divide(prior, row, out=row)
            np.maximum(row, _FLOOR, out=row)
            speech = row * row * now
        self._speech = speech
        self._frame += len(power)
        return spectrum * gain

    def _noise_at(self, frame: int) -> Samples:
        """Return the noise there, on the straight line between the middles of two sections."""
        at = min(max(frame / _SECTION - 0.5, 0.0), len(self._noise) - 1.0)
        first = int(at)
        second = min(first + 1, len(self._noise) - 1)
        share = np.float32(at - first)
        mean = self._noise[first] * (1 - share) + self._noise[second] * share
        return np.asarray(mean * _OVER + _LEAST)
