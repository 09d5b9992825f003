# SPDX-License-Identifier: Apache-2.0
"""Laying a veil over a recording: resonances, pitch and pace, part by part, cut where nobody speaks."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import soxr

from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import RATE_HZ, Samples, faded, filtered

from .resonances import moved
from .stretching import HOP, stretched
from .veil import Veil

INSIDE_HZ: Final = 16_000
"""The disguise works on what telephones call wide band; what lies above tells more of the voice than of the words."""
LOW_HZ: Final = 90.0
HIGH_HZ: Final = 7_200.0

_LONGEST: Final = 40 * RATE_HZ
_SHORTEST: Final = 20 * RATE_HZ
_STEP: Final = RATE_HZ // 50
_QUIET_STEPS: Final = 10
_CURVE_S: Final = 0.01


def disguised(reel: Reel, veil: Veil) -> Iterator[Samples]:
    """Yield the disguised recording as a tape; it is a little longer or shorter than it was, and not evenly so.

    The same reel and veil give the same tape.  Peaks stay under 0.9 of full scale.
    """
    at_s = 0.0
    for part in _parts(reel):
        done = _veiled(part, veil, at_s)
        at_s += done.size / RATE_HZ
        highest = float(np.max(np.abs(done), initial=0.0))
        yield (done * min(1.0, 0.9 / max(highest, 1e-9))).astype(np.float32)


def _parts(reel: Reel) -> Iterator[Samples]:
    first = 0
    while reel.size - first > _LONGEST:
        window = reel.read(first + _SHORTEST, first + _LONGEST).astype(np.float64)
        energy = np.square(window).reshape(-1, _STEP).sum(axis=1)
        over = np.convolve(energy, np.ones(_QUIET_STEPS), "valid")
        end = first + _SHORTEST + (int(np.argmin(over)) + _QUIET_STEPS // 2) * _STEP
        yield reel.read(first, end)
        first = end
    yield reel.read(first, reel.size)


def _veiled(part: Samples, veil: Veil, at_s: float) -> Samples:
    if part.size < RATE_HZ // 20:  # nothing that anybody could say
        return np.zeros(part.size)
    narrow = np.asarray(soxr.resample(np.asarray(part, np.float64), RATE_HZ, INSIDE_HZ), np.float64)
    seconds, origins, higher = _times(narrow.size / INSIDE_HZ, veil, at_s)

    def warp(frequency: Samples, first: Samples) -> Samples:
        # What the change of pitch will move as well is taken back here, so that resonances land where the veil wants.
        spoken = np.interp(first[:, 0] / INSIDE_HZ, origins, seconds)
        factor = (veil.resonances(at_s + spoken) / veil.pitch(at_s + spoken))[:, None]
        return np.asarray(frequency / factor * (1.0 + veil.bend * np.sin(2.0 * np.pi * frequency)))

    voice = moved(narrow, warp, veil.tilt_db)
    # Stretched by the pitch, then read faster by the pitch: higher, and as long as the pace wants.
    grid = np.arange(0.0, higher[-1], HOP / INSIDE_HZ)
    slow = stretched(voice, np.interp(np.interp(grid, higher, seconds), seconds, origins) * INSIDE_HZ)
    wide = np.asarray(soxr.resample(slow, INSIDE_HZ, RATE_HZ), np.float64)
    ticks = np.arange(round(seconds[-1] * RATE_HZ)) / RATE_HZ
    read = np.interp(np.interp(ticks, seconds, higher) * RATE_HZ, np.arange(wide.size), wide)
    return faded(filtered(read, _band), 0.01)


def _times(length_s: float, veil: Veil, at_s: float) -> tuple[Samples, Samples, Samples]:
    """Return seconds of the disguise, and for each the second of the recording, and that of the stretched sound."""
    seconds = np.arange(0.0, length_s / (veil.pace * 0.9) + 1.0, _CURVE_S)
    origins = np.concatenate([[0.0], np.cumsum(veil.speed(at_s + seconds[:-1]) * _CURVE_S)])
    higher = np.concatenate([[0.0], np.cumsum(veil.pitch(at_s + seconds[:-1]) * _CURVE_S)])
    end = int(np.searchsorted(origins, length_s)) + 1
    return seconds[:end], origins[:end], higher[:end]


def _band(frequency: Samples) -> Samples:
    low = 1.0 / (1.0 + (LOW_HZ / np.maximum(frequency, 1.0)) ** 8)
    return np.asarray(low / (1.0 + (frequency / HIGH_HZ) ** 16))
