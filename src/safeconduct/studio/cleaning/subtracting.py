# SPDX-License-Identifier: Apache-2.0
"""Hum is steady and a voice is not: its tones are learned where nobody speaks, and subtracted everywhere.

A filter as narrow as a line of hum rings for half a second with every vowel that crosses it, so that pauses sing.
Here the amplitude and the phase of each harmonic are estimated by least squares, every tenth of a second weighted by
how little else there is, and followed for a second to either side; the grid's slow drift is followed as well.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import RATE_HZ, Samples

HOP: Final = RATE_HZ // 10
"""Samples between two estimates: 0.1 s; each looks at twice as many."""

_FOLLOWED_S: Final = 1.0
_DRIFT_S: Final = 15.0
_WINDOW: Final = (0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * HOP) + 0.5) / HOP)).astype(np.float32)


Complex = npt.NDArray[np.complex128]


@frozen
class Tones:
    """The tones of hum along a recording: their frequencies in Hz, and an amplitude of each every tenth of a second."""

    hz: npt.NDArray[np.float64]
    amplitudes: Complex


def tones(reel: Reel, grid_hz: float, harmonics: tuple[int, ...]) -> Tones:
    """Return the hum of a grid, as it lies under a recording, for those harmonics."""
    numbers = np.asarray(harmonics, np.float64)
    hz = numbers * grid_hz
    seen, weight = _looked_at(reel, hz)
    # How far each tone turns from one look to the next tells how far the grid is off its figure there.
    pairs = (weight[1:] * weight[:-1])[:, None] * seen[1:] * np.conj(seen[:-1])
    turns = _followed(np.concatenate([pairs[:1], pairs]), _DRIFT_S)
    sure = np.abs(turns)
    off = np.sum(numbers * sure * np.angle(turns), axis=1) / (np.sum(numbers**2 * sure, axis=1) + 1e-300)
    back = np.exp(-1j * np.cumsum(off)[:, None] * numbers)
    steady = _followed(weight[:, None] * seen * back, _FOLLOWED_S) / _followed(weight[:, None], _FOLLOWED_S).real
    return Tones(hz, steady * np.conj(back))


def without(reel: Reel, hum: Tones) -> Iterator[Samples]:
    """Yield the recording with the tones subtracted; between two estimates amplitudes run straight."""
    basis = _basis(hum.hz, HOP)
    along = ((np.arange(HOP) + 0.5) / HOP).astype(np.float32)
    for number, first in enumerate(range(0, reel.size, HOP)):
        there = hum.amplitudes[number : number + 2] * np.exp(2j * np.pi * (hum.hz * (first / RATE_HZ) % 1.0))
        waves = np.einsum("nk,mk->mn", basis, there).real
        sound = reel.read(first, min(reel.size, first + HOP))
        yield sound - (waves[0] + along * (waves[1] - waves[0]))[: sound.size].astype(np.float32)


def _looked_at(reel: Reel, hz: npt.NDArray[np.float64]) -> tuple[Complex, npt.NDArray[np.float64]]:
    """Return the amplitude of each tone around each multiple of `HOP`, and the weight of each look.

    A look at sound that changes fast, a voice, weighs little: the weight is one over the power of what changes.
    """
    basis = np.conj(_basis(hz, 2 * HOP)) * _WINDOW[:, None] * (2.0 / float(_WINDOW.sum()))
    seen, power = [], []
    for first in range(-HOP, reel.size + HOP, HOP):
        look = reel.read(first, first + 2 * HOP)
        turned = np.exp(-2j * np.pi * (hz * (first / RATE_HZ) % 1.0))
        seen.append(np.einsum("n,nk->k", look, basis) * turned)
        power.append(float(np.mean(np.square(np.diff(look)))))
    quiet = float(np.percentile(power, 10))
    return np.asarray(seen), 1.0 / (np.asarray(power) + quiet + 1e-14)


def _basis(hz: npt.NDArray[np.float64], size: int) -> Complex:
    return np.asarray(np.exp(2j * np.pi * np.arange(size)[:, None] / RATE_HZ * hz))


def _followed(values: npt.NDArray[np.complex128 | np.float64], spread_s: float) -> Complex:
    """Return the sum along the first axis under a bell of standard deviation `spread_s`."""
    spread = spread_s * RATE_HZ / HOP
    reach = round(4 * spread)
    bell = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) / spread))
    columns = [np.convolve(column, bell)[reach : reach + len(values)] for column in values.T]
    return np.asarray(columns, np.complex128).T
