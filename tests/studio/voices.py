# SPDX-License-Identifier: Apache-2.0
"""Voices made of arithmetic for the tests of cleaning and treating; nobody's recording."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ, Samples

from .conftest import speechlike


def spoken(length_s: float, level: float = 1.0, seed: int = 1) -> Samples:
    """Return speech-like sound in phrases of 1.5 s with 0.5 s of silence after each."""
    sound = speechlike(length_s, 110.0 + 13.0 * seed, seed)
    time_s = np.arange(sound.size) / RATE_HZ
    return np.asarray(level * sound * (time_s % 2.0 < 1.5), np.float32)


def noise(size: int, level: float, seed: int = 7) -> Samples:
    """Return white noise of an RMS `level`."""
    return np.asarray(np.random.default_rng(seed).normal(0.0, level, size), np.float32)


def hum(size: int, grid_hz: float, level: float, harmonics: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 8)) -> Samples:
    """Return mains hum: the first harmonic has the amplitude `level`, the others fall off slowly."""
    time_s = np.arange(size) / RATE_HZ
    tones = [np.sin(2 * np.pi * grid_hz * n * time_s + n) / n**0.5 for n in harmonics]
    return np.asarray(level * np.sum(tones, axis=0), np.float32)


def reel_of(folder: Path, samples: Samples, name: str = "in.reel") -> Reel:
    """Return a reel with these samples."""
    return wound(folder / name, iter([np.asarray(samples, np.float32)]))


def in_pieces(samples: Samples, *sizes: int) -> Iterator[Samples]:
    """Yield `samples` as a tape of pieces of these sizes, over and over; an empty piece is a piece as well."""
    at, number = 0, 0
    while at < samples.size:
        size = sizes[number % len(sizes)]
        yield np.asarray(samples[at : at + size], np.float32)
        at, number = at + size, number + 1


def whole(tape: Iterator[Samples]) -> Samples:
    """Return a tape as one array."""
    return np.concatenate([np.zeros(0, np.float32), *tape])


def rms_db(samples: Samples) -> float:
    """Return the RMS level in dBFS."""
    return float(10.0 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


def delay(before: Samples, after: Samples) -> int:
    """Return by how many samples `after` lags behind `before`, by their correlation."""
    size = 1 << (before.size + after.size).bit_length()
    spectrum = np.fft.rfft(after, size) * np.conj(np.fft.rfft(before, size))
    lag = int(np.argmax(np.fft.irfft(spectrum, size)))
    return lag if lag < size // 2 else lag - size
