# SPDX-License-Identifier: Apache-2.0
"""The compressor: soft syllables come nearer to the loud ones, and pauses stay where they are."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import frozen

from safeconduct.studio.filtering import windows
from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import Samples

from .envelope import STEP, Curve, Motion, gain_of

_PAUSE_SPAN_DB: Final = 12.0


@frozen
class Compression:
    """Everything over `knee_db` comes towards it, `ratio` to 1; levels in dB relative to the level of the speech.

    What lies under `pause_db` is no speech: there the gain is that of speech at its own level, so that a pause is
    turned up by no more than the speech around it.
    """

    knee_db: float
    ratio: float
    pause_db: float
    motion: Motion

    def reduction_db(self, relative_db: Samples) -> Samples:
        """Return the reduction for levels relative to that of the speech."""
        slope = 1.0 - 1.0 / self.ratio
        over = np.maximum(0.0, relative_db - self.knee_db) * slope
        usual = max(0.0, -self.knee_db) * slope
        pausing = np.clip((self.pause_db - relative_db) / _PAUSE_SPAN_DB, 0.0, 1.0)
        return np.asarray(np.maximum(over, usual * pausing))


def usual(ratio: float) -> Compression:
    """Return the compression that belongs to a ratio: the higher it is, the deeper the knee and the faster the release.

    3:1 has its knee 6 dB under the speech and lets go of 60 dB a second; 6:1 12 dB and 120.  This is a house rule
    after the usual practice of speech processors, not a standard.
    """
    return Compression(-2.0 * ratio, ratio, -28.0, Motion(wide=5, ahead=3, fall_db=0.02 * ratio, soft=5))


def compressed(tape: Tape, compression: Compression, speech_db: float) -> Iterator[Samples]:
    """Yield the tape compressed; `speech_db` is the level of its speech in dBFS (see `speech.speech_db`).

    The result is quieter: it is levelled when it is finished.
    """
    curve = Curve(lambda level_db: compression.reduction_db(level_db - speech_db), compression.motion)
    margin = curve.margin
    for window, count in windows(tape, STEP, margin, margin):
        sound = gain_of(curve.along(window))
        sound *= window[margin : margin + STEP]
        yield sound[:count]
