# SPDX-License-Identifier: Apache-2.0
"""A tape parted into columns of a picture: how far the sound reaches, and how much of each pitch it holds."""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from safeconduct.studio.samples import RATE_HZ, Samples

BANDS: Final = 112
LOW_HZ: Final = 50.0
HIGH_HZ: Final = 16_000.0
"""The frequencies that are drawn: 8⅓ octaves in bands of equal width to the ear, about 13 an octave."""

_FRAME: Final = 4096
_FRAMES_A_COLUMN: Final = 4
_AT_ONCE: Final = 64  # frames transformed together: what they need stays in the processor's cache
_BATCH: Final = 1 << 17
_FLOOR: Final = 1e-12

Curve = npt.NDArray[np.float64]
Columns = npt.NDArray[np.float32]


class Outline:
    """Parts a tape into columns of `hop` samples and keeps of each what is drawn."""

    def __init__(self, hop: int) -> None:
        self.hop = hop
        self.size = 0
        self._shapes: list[Columns] = []
        self._bands: list[Columns] = []
        self._waiting: list[Samples] = []
        self._count = 0

    def feed(self, samples: Samples) -> None:
        """Take the next samples."""
        self.size += samples.size
        self._waiting.append(np.asarray(samples, np.float32))
        self._count += samples.size
        if self._count >= max(self.hop, _BATCH):
            held = np.concatenate(self._waiting)
            whole = held.size - held.size % self.hop
            self._columns(held[:whole])
            self._waiting, self._count = [held[whole:].copy()], held.size - whole

    def end(self) -> None:
        """Take what is left; the last column may be shorter."""
        held = np.concatenate([np.zeros(0, np.float32), *self._waiting])
        whole = held.size - held.size % self.hop
        for part in (held[:whole], held[whole:]):
            if part.size:
                self._columns(part)
        self._waiting, self._count = [], 0

    def shapes(self) -> Columns:
        """Return for each column the lowest and the highest amplitude and the root of the mean square."""
        return np.concatenate([np.zeros((0, 3), np.float32), *self._shapes])

    def bands(self) -> Columns:
        """Return for each column the mean power of each band."""
        return np.concatenate([np.zeros((0, BANDS), np.float32), *self._bands])

    def _columns(self, samples: Samples) -> None:
        rows = samples.reshape(-1, min(self.hop, samples.size))
        power = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
        self._shapes.append(np.stack([np.min(rows, axis=1), np.max(rows, axis=1), np.sqrt(power)], axis=1))
        self._bands.append(_band_powers(rows))


def frequencies() -> Curve:
    """Return the middle frequency of every band in Hz."""
    edges = _edges()
    return np.sqrt(edges[:-1] * edges[1:])


def _band_powers(rows: Samples) -> Columns:
    """Return the mean power of each band over a few frames, evenly spread; a short column is one frame, filled up."""
    wide = rows.shape[1]
    count = min(_FRAMES_A_COLUMN, -(-wide // _FRAME))
    starts = np.linspace(0, max(0, wide - _FRAME), count).astype(int)
    taken = min(wide, _FRAME)
    frames = np.zeros((_AT_ONCE * count, _FRAME), np.float32)
    powers = []
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        used = frames[: len(some) * count]
        for number, start in enumerate(starts):
            np.multiply(some[:, start : start + taken], _window()[:taken], out=used[number::count, :taken])
        lines = np.fft.rfft(used, axis=1)[:, : _last_line()]
        power = np.square(lines.real) + np.square(lines.imag)
        powers.append(_in_bands(np.mean(power.reshape(len(some), count, -1), axis=1)))
    return np.concatenate(powers)


def _in_bands(power: npt.NDArray[np.float32]) -> Columns:
    """Return the mean over each band of lines that each stand for a width of their own.

    Sums from the lowest line up, read between lines at the edges of the bands: no product of matrices, whose rounding
    would depend on the library and the number of processors.
    """
    sums = np.zeros((len(power), power.shape[1] + 1))
    np.cumsum(power, axis=1, dtype=np.float64, out=sums[:, 1:])
    whole, part = _places()
    at_edges = sums[:, whole] + part * power[:, whole]
    wide = np.diff(whole + part)
    return np.asarray(np.diff(at_edges, axis=1) / wide + _FLOOR, np.float32)


@cache
def _window() -> npt.NDArray[np.float32]:
    return np.asarray(np.hanning(_FRAME), np.float32)


@cache
def _edges() -> Curve:
    return np.asarray(np.geomspace(LOW_HZ, HIGH_HZ, BANDS + 1), np.float64)


@cache
def _places() -> tuple[npt.NDArray[np.intp], Curve]:
    """Return where the edges of the bands lie, in lines of the transform: the line, and how far into its width."""
    at = _edges() * _FRAME / RATE_HZ + 0.5
    whole = at.astype(np.intp)
    return whole, at - whole


@cache
def _last_line() -> int:
    return int(_places()[0][-1]) + 1
