# SPDX-License-Identifier: Apache-2.0
"""Mains hum: whether there is any, of which grid, and how strong; and notches for those whom it may endanger.

Hum dates and places a recording (the frequency of a grid is logged all over the world), so that it is looked for with
care and told.  What is left may still be found by somebody who looks longer: hum is *reduced*, never removed.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

from safeconduct.studio.filtering import Response
from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import RATE_HZ, SILENCE_DBFS, Samples
from safeconduct.studio.transforms import powers, spectrum_of

GRIDS_HZ: Final = (50.0, 60.0)
"""What the grids of the world run at."""

DRIFT_HZ: Final = 0.3
"""How far a grid is looked for off its figure."""

HIGHEST_HZ: Final = 1_000.0
"""Up to here harmonics are looked for and taken down."""

Power = npt.NDArray[np.float64]

_LOOK: Final = 1 << 14
_STEP: Final = _LOOK // 4
_FINE: Final = 1 << 17
_MOST_LOOKS: Final = 400
_QUIET_SHARE: Final = 5
_EVIDENT_DB: Final = 8.0
_LEAST_LINES: Final = 2
_FIRST_LINES: Final = 8
_LINE_HZ: Final = 3.0
_NOTCH_HZ: Final = 1.5
_GAP_HZ: Final = (9.0, 16.0)
_WINDOW: Final = np.hanning(_LOOK + 1)[:-1].astype(np.float32)
_SCALE: Final = 2.0 * _FINE / (float(_WINDOW.sum()) ** 2)


@frozen
class Hum:
    """Hum of a grid at `grid_hz` (0: none found), `level_db` in dBFS; the numbers of the harmonics that are evident."""

    grid_hz: float
    level_db: float
    harmonics: tuple[int, ...]


NONE: Final = Hum(0.0, SILENCE_DBFS, ())


def pause_spectrum(reel: Reel) -> Power:
    """Return the mean power spectrum of the quietest fifth of a recording, at 0.37 Hz, up to a little over 1 kHz.

    A bin holds half the square of the amplitude that a steady tone there has.  Looks are a third of a second long; of
    a long recording 400 are taken, evenly spread.  All zeros for a recording that is shorter than one look.
    """
    looks = max(0, (reel.size - _LOOK) // _STEP + 1)
    stride = max(1, -(-looks // _MOST_LOOKS))
    firsts = [number * _STEP for number in range(0, looks, stride)]
    bins = round((HIGHEST_HZ + 60.0) * _FINE / RATE_HZ)
    if not firsts:
        return np.zeros(bins)
    loudness = [float(np.mean(np.square(reel.read(first, first + _LOOK)))) for first in firsts]
    quiet = np.argsort(loudness, kind="stable")[: max(1, len(firsts) // _QUIET_SHARE)]
    power = np.zeros(bins)
    for number in sorted(quiet):
        look = reel.read(firsts[number], firsts[number] + _LOOK) * _WINDOW
        power += powers(spectrum_of(look, _FINE)[:bins])
    return np.asarray(power * (_SCALE / len(quiet)))


def found(spectrum: Power) -> Hum:
    """Return the hum in a spectrum of pauses, or `NONE` where the evidence is thin.

    A harmonic is evident when it stands 8 dB or more out of what lies 9 to 16 Hz beside it.  A hum needs two such
    among its first eight, one of them the first, second or third; of two grids the more evident one is told.
    """
    best, most = NONE, 0.0
    for nominal_hz in GRIDS_HZ:
        for grid_hz in np.arange(nominal_hz - DRIFT_HZ, nominal_hz + DRIFT_HZ + 0.001, 0.02):
            stands = _prominence(spectrum, float(grid_hz))
            evident = np.flatnonzero(stands >= _EVIDENT_DB) + 1
            sure = int(np.sum(evident <= _FIRST_LINES)) >= _LEAST_LINES and int(evident[0]) <= 3
            weight = float(np.sum(stands[evident - 1])) if sure else 0.0
            if weight > most + 1e-6:
                most = weight
                lines = tuple(int(number) for number in evident)
                exact_hz = _exact_hz(spectrum, float(grid_hz), lines)
                best = Hum(round(exact_hz, 2), level_db(spectrum, exact_hz), lines)
    return best


def _exact_hz(spectrum: Power, grid_hz: float, harmonics: tuple[int, ...]) -> float:
    """Return the frequency of the grid that fits the peaks of all evident harmonics: the higher one tells the more."""
    weighted = total = 0.0
    for number in harmonics:
        first = round((number * grid_hz - 2.0) * _FINE / RATE_HZ)
        stretch = spectrum[first : first + round(4.0 * _FINE / RATE_HZ) + 1]
        top = int(np.argmax(stretch))
        if 0 < top < stretch.size - 1:
            # Through three points of the logarithm goes the parabola whose top is the tone.
            left, middle, right = np.log(stretch[top - 1 : top + 2] + 1e-16)
            bend = left - 2.0 * middle + right
            peak = top + (0.5 * (left - right) / bend if bend < 0.0 else 0.0)
            weight = number * number * (middle - np.log(np.mean(stretch[[0, -1]]) + 1e-16))
            weighted += weight * (first + peak) * RATE_HZ / _FINE / number
            total += weight
    return float(weighted / total) if total > 0.0 else grid_hz


def level_db(spectrum: Power, grid_hz: float) -> float:
    """Return how strong the lines of a grid are in all, in dBFS: the strongest bin of each, added as powers."""
    power = sum(_strongest(spectrum, number * grid_hz) for number in every_harmonic(grid_hz))
    return max(SILENCE_DBFS, 10.0 * float(np.log10(power + 1e-13)))


def every_harmonic(grid_hz: float) -> tuple[int, ...]:
    """Return the numbers of all harmonics up to 1 kHz."""
    return tuple(range(1, int(HIGHEST_HZ / grid_hz) + 1))


def notches(grids_hz: tuple[float, ...]) -> Response:
    """Return the response that takes down every harmonic of these grids, as far as a grid drifts: 40 dB deep, Gaussian.

    So wide that they ring for a tenth of a second only; they take a part of the voice with them.
    """

    def response(hz: Samples) -> Samples:
        gain = np.ones(hz.size)
        for grid_hz in grids_hz:
            for number in every_harmonic(grid_hz):
                off = (hz - number * grid_hz) / (_NOTCH_HZ + DRIFT_HZ / 2 * number)
                gain *= 1.0 - 0.99 * np.exp(-0.5 * np.square(off))
        return gain

    return response


def _prominence(spectrum: Power, grid_hz: float) -> Samples:
    """Return by how many dB each harmonic stands out of its surroundings."""
    stands = []
    for number in every_harmonic(grid_hz):
        line_hz = number * grid_hz
        beside = [
            _stretch(spectrum, line_hz + near, line_hz + far) for near, far in (_GAP_HZ, (-_GAP_HZ[1], -_GAP_HZ[0]))
        ]
        floor = float(np.mean(np.concatenate(beside))) + 1e-16
        stands.append(10.0 * float(np.log10((_at(spectrum, line_hz) + 1e-16) / floor)))
    return np.asarray(stands)


def _at(spectrum: Power, hz: float) -> float:
    return float(spectrum[round(hz * _FINE / RATE_HZ)])


def _strongest(spectrum: Power, hz: float) -> float:
    return float(np.max(_stretch(spectrum, hz - _LINE_HZ, hz + _LINE_HZ)))


def _stretch(spectrum: Power, low_hz: float, high_hz: float) -> Power:
    return spectrum[round(low_hz * _FINE / RATE_HZ) : round(high_hz * _FINE / RATE_HZ) + 1]
