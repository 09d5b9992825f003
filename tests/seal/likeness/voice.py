# SPDX-License-Identifier: Apache-2.0
"""Something like a voice for tests, and what becomes of it on the telephone and in noise."""

from typing import Any

import numpy as np

RATE_HZ = 48_000
Samples = np.ndarray[Any, np.dtype[np.float32]]


def spoken(seed: int, length_s: float = 24.0) -> Samples:
    """Something like a voice: syllables of harmonics under wandering formants, and pauses; the same for a seed."""
    chosen = np.random.default_rng(seed)
    total = round(length_s * RATE_HZ)
    take = np.zeros(total, np.float32)
    at = 0
    while at < total:
        size = round(chosen.uniform(0.09, 0.28) * RATE_HZ)
        formants = chosen.uniform([300, 900, 2200], [800, 2000, 3000])
        pitch = 120 * chosen.uniform(0.9, 1.1)
        clock = np.arange(min(size, total - at)) / RATE_HZ
        harmonics = np.arange(1, 28)
        weight = np.exp(-(((harmonics[:, None] * pitch - formants) / 220) ** 2)).sum(axis=1) + 0.02
        sound = (weight[:, None] * np.sin(2 * np.pi * pitch * harmonics[:, None] * clock)).sum(axis=0)
        take[at : at + len(clock)] = 0.05 * sound * np.hanning(len(clock))
        at += size + (round(0.4 * RATE_HZ) if chosen.random() < 0.08 else 0)
    return take


def telephone(take: Samples) -> Samples:
    spectrum, hertz = np.fft.rfft(take), np.fft.rfftfreq(len(take), 1 / RATE_HZ)
    spectrum[(hertz < 300) | (hertz > 3_400)] = 0
    return np.fft.irfft(spectrum, len(take)).astype(np.float32)


def noisy(take: Samples, db: float = 20) -> Samples:
    level = float(np.sqrt((take**2).mean())) * 10 ** (-db / 20)
    return (take + np.random.default_rng(4).normal(0, level, len(take))).astype(np.float32)


TAKES = {seed: spoken(seed) for seed in range(3)}
