# SPDX-License-Identifier: Apache-2.0
"""Spectra hold the power of the sound, and what hisses is found wherever it sticks out."""

import numpy as np

from safeconduct.studio.filtering import band, through
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.transforms import powers, sound_of, spectrum_of
from safeconduct.studio.treating.hissing import RINGING, HissBand

from .voices import noise, whole


def test_forth_and_back_gives_the_sound_in_32_bits() -> None:
    sound = noise(1 << 17, 0.1)
    spectrum = spectrum_of(sound)
    assert spectrum.dtype == np.complex64
    back = sound_of(spectrum, sound.size)
    assert back.dtype == np.float32
    assert np.max(np.abs(back - sound)) < 1e-6
    both_sides = 2.0 * np.sum(powers(spectrum)[1:-1]) + powers(spectrum)[0] + powers(spectrum)[-1]
    assert np.isclose(both_sides, np.sum(np.square(sound)), rtol=1e-4)


def test_the_hiss_that_is_worked_out_is_that_of_the_filter_and_quiet_parts_are_left_out() -> None:
    sound = noise(2 * RATE_HZ, 1e-5)
    sound[RATE_HZ : RATE_HZ + 9_600] = noise(9_600, 0.1)
    found = HissBand(4_500.0, -40.0).of(sound)
    assert found is not None
    exact = whole(through([sound], band(4_500.0, 0.0)))
    loud = slice(RATE_HZ - RINGING, RATE_HZ + 9_600 + RINGING)
    assert np.max(np.abs(found[loud] - exact[loud])) < 1e-5
    assert not np.any(found[: RATE_HZ // 2])
    assert HissBand(4_500.0, -40.0).of(noise(RATE_HZ, 1e-5)) is None
