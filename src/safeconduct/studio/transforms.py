# SPDX-License-Identifier: Apache-2.0
"""The Fourier transform of sound, forth and back, at the speed of 32-bit floats.

Both ways are scaled alike ("ortho"): a power in a spectrum is that of the sound.  That is not only tidy: numpy works an
unscaled transform of 32-bit floats out in 64 bits (its factor is an integer then), which takes four times as long.
"""

import numpy as np
import numpy.typing as npt

from .samples import Samples

Spectrum = npt.NDArray[np.complexfloating]
"""Bins along the last axis, from 0 Hz up to half the rate."""


def spectrum_of(samples: Samples, size: int | None = None) -> Spectrum:
    """Return the spectrum along the last axis, as precise as `samples` are; `size` fills up with silence."""
    return np.fft.rfft(samples, size, norm="ortho")


def sound_of(spectrum: Spectrum, size: int) -> Samples:
    """Return the `size` samples along the last axis that have this spectrum."""
    return np.asarray(np.fft.irfft(spectrum, size, norm="ortho"))


def powers(spectrum: Spectrum) -> Samples:
    """Return the square of the magnitude of each bin."""
    found: Samples = np.square(spectrum.real)
    found += np.square(spectrum.imag)
    return found
