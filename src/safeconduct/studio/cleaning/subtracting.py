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

from safeconduct.studio.filtering import windows
from safeconduct.studio.reel import Reel, Tape
from safeconduct.studio.samples import RATE_HZ, Samples

HOP: Final = RATE_HZ // 10
"""Samples between two estimates: 0.1 s; each looks at twice as many."""

_AT_ONCE: Final = 50
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


def without(tape: Tape, hum: Tones) -> Iterator[Samples]:
    """Yield the recording with the tones subtracted; between two estimates amplitudes run straight."""
    waves = _parts(_basis(hum.hz, HOP)).T
    along = ((np.arange(HOP) + 0.5) / HOP).astype(np.float32)
    rising = np.concatenate([waves * (1 - along), waves * along])
    for number, (window, count) in enumerate(windows(tape, _AT_ONCE * HOP, 0, 0)):
        hops = np.arange(-(-count // HOP)) + number * _AT_ONCE
        turned = _turns(hum.hz, hops)
        ends = [_parts(np.asarray(np.conj(hum.amplitudes[hops + end] * turned), np.complex128)) for end in (0, 1)]
        sound = np.concatenate(ends, axis=1) @ rising
        yield window[:count] - sound.reshape(-1)[:count]


def _looked_at(reel: Reel, hz: npt.NDArray[np.float64]) -> tuple[Complex, npt.NDArray[np.float64]]:
    """Return the amplitude of each tone around each multiple of `HOP`, and the weight of each look.

    A look at sound that changes fast, a voice, weighs little: the weight is one over the power of what changes.
    """
    window = _WINDOW[:, None] * (2.0 / float(_WINDOW.sum()))
    basis: Complex = np.asarray(np.conj(_basis(hz, 2 * HOP)) * window, np.complex128)
    # A look is two hops long: each hop is held against the first and the second half.
    halves = np.concatenate([_parts(basis[:HOP]), _parts(basis[HOP:])], axis=1)
    looks = -(-reel.size // HOP) + 2
    seen, power = [], []
    for first in range(0, looks, _AT_ONCE):
        count = min(_AT_ONCE, looks - first)
        sound = reel.read((first - 1) * HOP, (first + count) * HOP + 1)
        found = (sound[:-1].reshape(-1, HOP) @ halves).astype(np.float64).reshape(count + 1, 2, 2, hz.size)
        both = found[:-1, 0] + found[1:, 1]
        seen.append((both[:, 0] + 1j * both[:, 1]) * np.conj(_turns(hz, np.arange(first - 1, first - 1 + count))))
        changes = np.diff(sound).reshape(-1, HOP)
        changing = np.einsum("ij,ij->i", changes, changes).astype(np.float64)
        power.append((changing[:-1] + changing[1:]) / (2 * HOP))
    powers = np.concatenate(power)
    return np.concatenate(seen), 1.0 / (powers + float(np.percentile(powers, 10)) + 1e-14)


def _basis(hz: npt.NDArray[np.float64], size: int) -> Complex:
    return np.asarray(np.exp(2j * np.pi * np.arange(size)[:, None] / RATE_HZ * hz))


def _turns(hz: npt.NDArray[np.float64], hops: npt.NDArray[np.int64]) -> Complex:
    """Return how far each tone has turned at the beginning of each hop."""
    return np.asarray(np.exp(2j * np.pi * (hz * (hops[:, None] * HOP / RATE_HZ) % 1.0)))


def _parts(values: Complex) -> npt.NDArray[np.float32]:
    """Return real and imaginary parts side by side along the last axis."""
    return np.concatenate([values.real, values.imag], axis=1).astype(np.float32)


def _followed(values: npt.NDArray[np.complex128 | np.float64], spread_s: float) -> Complex:
    """Return the sum along the first axis under a bell of standard deviation `spread_s`."""
    spread = spread_s * RATE_HZ / HOP
    reach = round(4 * spread)
    bell = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) / spread))
    columns = [np.convolve(column, bell)[reach : reach + len(values)] for column in values.T]
    return np.asarray(columns, np.complex128).T
