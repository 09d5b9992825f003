# SPDX-License-Identifier: Apache-2.0
"""A veil: how one recording is disguised, drawn once and thrown away.

A fixed disguise is undone, or matched, by whoever knows it.  So every figure is drawn for one job, and wanders slowly
while the voice speaks.  No figure of a veil is ever shown, written down or derived from anything.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import field, frozen

from safeconduct.studio.samples import Samples

Draw = Callable[[float, float], float]
"""Draws a number between two bounds from the system's own random source."""

PITCH_SEMITONES: Final = (2.0, 4.5)
FORMANTS: Final = ((0.8, 0.89), (1.12, 1.22))
"""How far the resonances of the mouth move, downwards or upwards: less is no other voice, more is no clear speech."""
PACE: Final = (0.96, 1.06)
BEND: Final = 0.05
TILT_DB: Final = 2.5
PERIODS_S: Final = (2.5, 9.0)
_WAVES: Final = 3


@frozen
class Wander:
    """A curve around nought, at most 1, made of a few slow waves: periods in seconds, phases in turns."""

    periods_s: tuple[float, ...] = field(repr=False)
    phases: tuple[float, ...] = field(repr=False)

    def at(self, seconds: Samples) -> Samples:
        """Return the curve at these seconds."""
        total = np.zeros(np.shape(seconds))
        for period_s, phase in zip(self.periods_s, self.phases, strict=True):
            total = total + np.sin(2.0 * np.pi * (np.asarray(seconds) / period_s + phase))
        return np.asarray(total / len(self.periods_s))


@frozen
class Veil:
    """The figures of one disguise; curves are functions of the second of the disguised recording."""

    semitones: float = field(repr=False)
    formants: float = field(repr=False)
    bend: float = field(repr=False)
    tilt_db: float = field(repr=False)
    pace: float = field(repr=False)
    wanders: tuple[Wander, Wander, Wander] = field(repr=False)

    def pitch(self, seconds: Samples) -> Samples:
        """How many times as high the voice is."""
        return np.asarray(2.0 ** ((self.semitones + 0.35 * self.wanders[0].at(seconds)) / 12.0))

    def resonances(self, seconds: Samples) -> Samples:
        """How many times as high its resonances are."""
        return np.asarray(self.formants * (1.0 + 0.025 * self.wanders[1].at(seconds)))

    def speed(self, seconds: Samples) -> Samples:
        """How many seconds of the recording pass in a second."""
        return np.asarray(self.pace * (1.0 + 0.03 * self.wanders[2].at(seconds)))


def drawn(draw: Draw) -> Veil:
    """Return a veil whose every figure is drawn by `draw`."""
    down = draw(0.0, 1.0) < 0.5
    semitones = draw(*PITCH_SEMITONES)
    wanders = tuple(
        Wander(
            tuple(draw(*PERIODS_S) for _ in range(_WAVES)),
            tuple(draw(0.0, 1.0) for _ in range(_WAVES)),
        )
        for _ in range(3)
    )
    return Veil(
        semitones=-semitones if down else semitones,
        formants=draw(*FORMANTS[0 if down else 1]),
        bend=draw(-BEND, BEND),
        tilt_db=draw(-TILT_DB, TILT_DB),
        pace=draw(*PACE),
        wanders=(wanders[0], wanders[1], wanders[2]),
    )
