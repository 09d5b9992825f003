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
from attrs import frozen

from safeconduct.studio.filtering import Spectrum
from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import Samples
from safeconduct.studio.spectra import HZ, reshaped

_VOWELS_BELOW_HZ: Final = 1_200.0
_HISS_ABOVE_HZ: Final = 2_500.0
_HISS_BELOW_HZ: Final = 8_000.0
_LOWEST_HZ: Final = 40.0
_LEAST: Final = np.float32(1e-12)


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


def shaped(tape: Tape, shape: Shape = HORN) -> Iterator[Samples]:
    """Yield the tape shaped: of the same length, every sound in its place."""
    gain_db = shape.gain_db(HZ).astype(np.float32)
    lost_db = np.maximum(0.0, gain_db) * np.float32(shape.hiss)
    low = HZ < _VOWELS_BELOW_HZ
    high = (HZ >= _HISS_ABOVE_HZ) & (HZ <= _HISS_BELOW_HZ)

    def change(spectrum: Spectrum) -> Spectrum:
        vowel, hiss = (np.sum(np.square(np.abs(spectrum[:, part])), axis=1) for part in (low, high))
        hissing = (hiss / (vowel + hiss + _LEAST))[:, None].astype(np.float32)
        return np.asarray(spectrum * np.power(np.float32(10.0), (gain_db - lost_db * hissing) / np.float32(20.0)))

    return reshaped(tape, change)
