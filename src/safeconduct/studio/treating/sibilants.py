# SPDX-License-Identifier: Apache-2.0
"""The de-esser: hissing sounds that stick out of a voice are turned down, in their own band and nowhere else.

FM transmitters lift 7 kHz by 7.6 dB (50 µs) or 10.7 dB (75 µs); a hiss that is harmless in the studio overdrives them.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import define

from safeconduct.studio.filtering import windows
from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import SILENCE_DBFS, Samples

from .envelope import POINT, STEP, Curve, Motion, gain_of
from .hissing import RINGING, HissBand

MOST_DB: Final = 9.0
"""The most that a hiss is turned down: more makes a lisp."""

_USUAL_HZ: Final = 4_500.0
_NARROW_HZ: Final = 3_000.0
_STICKS_OUT_DB: Final = -8.0
_RATIO: Final = 3.0
_MOTION: Final = Motion(wide=3, ahead=2, fall_db=0.25, soft=3)


def lowest_hz(high_hz: float) -> float:
    """Return where the band of sibilants begins in a channel that ends at `high_hz`."""
    return _USUAL_HZ if high_hz >= 1.25 * _USUAL_HZ else _NARROW_HZ


def reduction_db(relative_db: Samples) -> Samples:
    """Return the reduction for the level of the hiss relative to that of the speech: 3:1 over -8 dB, 9 dB at most."""
    over = np.maximum(0.0, relative_db - _STICKS_OUT_DB) * (1.0 - 1.0 / _RATIO)
    return np.asarray(np.minimum(MOST_DB, over))


@define
class DeEsser:
    """Holds the sibilants of one tape, all above `low_hz`, near its speech, whose level is `speech_db` (dBFS)."""

    low_hz: float
    speech_db: float
    _power: float = 0.0
    _held_power: float = 0.0
    _points: int = 0

    def de_essed(self, tape: Tape) -> Iterator[Samples]:
        """Yield the tape with its sibilants turned down; where none sticks out, what comes in goes out."""
        curve = Curve(lambda level_db: reduction_db(level_db - self.speech_db), _MOTION)
        margin = curve.margin
        band = HissBand(self.low_hz, self.speech_db + _STICKS_OUT_DB)
        # The window is wider than the curve needs, so that the filter has rung out where it begins.
        wide = margin + RINGING
        for window, count in windows(tape, STEP, wide, wide):
            hiss = band.of(window)
            inner = window[wide : wide + STEP]
            if hiss is None:
                reduction = curve.along(np.zeros(STEP + 2 * margin, np.float32))
            else:
                reduction = curve.along(hiss[RINGING : RINGING + STEP + 2 * margin])
                inner_hiss = hiss[wide : wide + STEP]
                if np.max(reduction) > 0.0:
                    inner = inner - inner_hiss * (np.float32(1.0) - gain_of(reduction))
                    self._count(inner_hiss, reduction[1:-1])
            yield inner[:count]

    def _count(self, hiss: Samples, reduction: Samples) -> None:
        rows = hiss.reshape(-1, POINT)
        held = reduction > 0.5
        power = np.einsum("ij,ij->i", rows, rows)[held].astype(np.float64) / POINT
        self._points += int(held.sum())
        self._power += float(power.sum())
        self._held_power += float((power * 10.0 ** (reduction[held] / -10.0)).sum())

    @property
    def levels_db(self) -> tuple[float, float] | None:
        """The level of the sibilants that stuck out, relative to the speech, before and after; None: none did."""
        if not self._points or self._power <= 0.0:
            return None
        before, after = (10.0 * float(np.log10(power / self._points)) for power in (self._power, self._held_power))
        return max(SILENCE_DBFS, before - self.speech_db), max(SILENCE_DBFS, after - self.speech_db)
