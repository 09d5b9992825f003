# SPDX-License-Identifier: Apache-2.0
"""Shaping: speech that has to be understood out of a horn, in noise.

Of the family of spectral shaping and dynamic range compression (SSDRC: Zorila, Kandia and Stylianou, Interspeech 2012),
worked out anew and milder.  In each spectrum of 32 ms, energy moves from where noise drowns it to where consonants and
formants are, and away from where nothing is understood; a hissing frame gets less of that, so that no sibilant eats up
the headroom of the vowels.  The compression that belongs to it follows in `voicing`.  What the paper does besides was
tried and measured with ESTOI (bench/loudspeaker.py): drawing the formants sharper, a lift of 12 dB, and a cut below
500 Hz each lowered it.

**Open loop.**  Nothing here listens to the noise: a press makes its files days before they are played, and the same
file must be right at a road and at a river.  Methods in which a measured noise steers the parameters are another thing,
and patented in places (US 10,636,433); there is no input for noise here, and none may be added.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define, field, frozen

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import Samples
from safeconduct.studio.spectra import BINS, HZ, reshaped
from safeconduct.studio.transforms import Spectrum, powers

from .tone import Power, share_db

_VOWELS_BELOW_HZ: Final = 1_200.0
_HISS_ABOVE_HZ: Final = 2_500.0
_HISS_BELOW_HZ: Final = 8_000.0
_LOWEST_HZ: Final = 40.0
_LEAST: Final = np.float32(1e-15)


@frozen
class Shape:
    """How speech is shaped: a gain that rises from 0 dB at `from_hz` to `lift_db` at `to_hz` and stays there.

    Above `roll_hz` it falls by `roll_db` an octave.  `hiss` is the share of the lift that a hissing frame loses.
    """

    lift_db: float
    from_hz: float
    to_hz: float
    roll_hz: float
    roll_db: float
    hiss: float

    def gain_db(self, hz: Samples) -> Samples:
        """Return the gain at each frequency for a frame that does not hiss."""
        octave = np.log2(np.maximum(hz, _LOWEST_HZ))
        rise = np.clip((octave - np.log2(self.from_hz)) / np.log2(self.to_hz / self.from_hz), 0.0, 1.0)
        fall = np.minimum(0.0, np.log2(self.roll_hz) - octave) * self.roll_db
        return np.asarray(rise * self.lift_db + fall)


HORN: Final = Shape(lift_db=4.0, from_hz=500.0, to_hz=1_000.0, roll_hz=4_200.0, roll_db=14.0, hiss=0.5)


@define
class Shaper:
    """Shapes one tape; run it through, then ask what became of the band that carries."""

    shape: Shape = HORN
    _before: Power = field(factory=lambda: np.zeros(BINS))
    _after: Power = field(factory=lambda: np.zeros(BINS))

    def shaped(self, tape: Tape) -> Iterator[Samples]:
        """Yield the tape shaped: of the same length, every sound in its place."""
        gain_db = self.shape.gain_db(HZ)
        gain = np.power(10.0, gain_db / 20.0).astype(np.float32)
        lifted = _span(gain_db > 0.0)
        # A share of the lift in dB becomes a power of e: where nothing is lifted there is nothing to lose.
        lost = (gain_db[lifted] * (-self.shape.hiss * np.log(10.0) / 20.0)).astype(np.float32)
        low, high = _span(HZ < _VOWELS_BELOW_HZ), _span((HZ >= _HISS_ABOVE_HZ) & (HZ <= _HISS_BELOW_HZ))

        def change(spectrum: Spectrum) -> Spectrum:
            power = powers(spectrum)
            vowel, hiss = (np.sum(power[:, part], axis=1, keepdims=True) for part in (low, high))
            less = np.exp(lost * (hiss / (vowel + hiss + _LEAST)))
            self._before += np.sum(power, axis=0)
            power[:, lifted] *= np.square(less)
            self._after += np.sum(power, axis=0) * np.square(gain)
            spectrum *= gain
            spectrum[:, lifted] *= less
            return spectrum

        return reshaped(tape, change)

    def share_db(self, low_hz: float, high_hz: float) -> tuple[float, float]:
        """Return the level of a band relative to the whole, before and after."""
        return share_db(self._before, low_hz, high_hz), share_db(self._after, low_hz, high_hz)


def shaped(tape: Tape, shape: Shape = HORN) -> Iterator[Samples]:
    """Yield the tape shaped: of the same length, every sound in its place."""
    return Shaper(shape).shaped(tape)


def _span(chosen: npt.NDArray[np.bool_]) -> slice:
    """Return the slice from the first to the last bin that is chosen."""
    bins = np.flatnonzero(chosen)
    return slice(int(bins[0]), int(bins[-1]) + 1) if bins.size else slice(0, 0)
