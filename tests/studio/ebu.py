# SPDX-License-Identifier: Apache-2.0
"""The test signals of EBU Tech 3341 and 3342, made from their tables: for the tests and for the bench.

Levels are peaks of 1 kHz tones at 48 kHz, the same on both channels of a pair; a part is (dBFS, seconds).
"""

from collections.abc import Callable

import numpy as np
import soxr

from safeconduct.studio.samples import RATE_HZ, Samples

Parts = list[tuple[float, float]]

STEREO_LU = 3.0103
"""What two equal channels read more than one."""

LOUDNESS: dict[int, tuple[float, Parts]] = {
    1: (-23.0, [(-23, 20)]),
    2: (-33.0, [(-33, 20)]),
    3: (-23.0, [(-36, 10), (-23, 60), (-36, 10)]),
    4: (-23.0, [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)]),
    5: (-23.0, [(-26, 20), (-20, 20.1), (-26, 20)]),
}
"""Tech 3341, cases 1 to 5: programme loudness in LUFS."""

SURROUND: dict[int, tuple[float, list[tuple[float, float]]]] = {
    6: (-23.0, [(-28, 1.0), (-28, 1.0), (-24, 1.0), (-30, 1.41), (-30, 1.41)]),
}
"""Tech 3341, case 6: L, R, C, Ls, Rs as (dBFS, weight), 20 s."""

RANGE: dict[int, tuple[float, Parts]] = {
    1: (10.0, [(-20, 20), (-30, 20)]),
    2: (5.0, [(-20, 20), (-15, 20)]),
    3: (20.0, [(-40, 20), (-20, 20)]),
    4: (15.0, [(-50, 20), (-35, 20), (-20, 20), (-35, 20), (-50, 20)]),
}
"""Tech 3342, cases 1 to 4: loudness range in LU."""


def tone(level_dbfs: float, length_s: float) -> Samples:
    """Return a 1 kHz tone."""
    turns = np.arange(round(length_s * RATE_HZ)) * 1000.0 / RATE_HZ
    return np.asarray(10 ** (level_dbfs / 20) * np.sin(2 * np.pi * turns), np.float32)


def programme(parts: Parts) -> Samples:
    """Return tones one after the other."""
    return np.concatenate([tone(level, length_s) for level, length_s in parts])


def _faded(samples: Samples) -> Samples:
    ramp = np.hanning(9600)[:4800]
    samples[:4800] *= ramp
    samples[-4800:] *= ramp[::-1]
    return np.asarray(samples, np.float32)


def steady(samples_per_turn: int, degrees: float, amplitude: float) -> Samples:
    """Return a faded sine whose samples miss its crests."""
    turns = np.arange(2 * RATE_HZ) / samples_per_turn
    return _faded(amplitude * np.sin(2 * np.pi * turns + np.radians(degrees)))


def burst(offset: int) -> Samples:
    """Return a sine of a sixth of the rate at half scale, one turn of it at full scale.

    Made at four times the rate and taken down from its sample number `offset`, so that the crest falls between samples.
    """
    turns = np.arange(4 * RATE_HZ) / 24
    fine = 0.5 * np.sin(2 * np.pi * turns)
    fine[96_000:96_024] *= 2
    return _faded(np.asarray(soxr.resample(fine[offset:], 4 * RATE_HZ, RATE_HZ, quality="VHQ"), np.float64))


PEAKS: dict[int, tuple[float, Callable[[], Samples]]] = {
    15: (-6.0, lambda: steady(4, 0, 0.5)),
    16: (-6.0, lambda: steady(4, 45, 0.5)),
    17: (-6.0, lambda: steady(6, 60, 0.5)),
    18: (-6.0, lambda: steady(8, 67.5, 0.5)),
    19: (3.0, lambda: steady(4, 45, 1.41)),
    20: (0.0, lambda: burst(0)),
    21: (0.0, lambda: burst(1)),
    22: (0.0, lambda: burst(2)),
    23: (0.0, lambda: burst(3)),
}
"""Tech 3341, cases 15 to 23: true peak in dBTP, allowed +0.2 and -0.4 dB."""
