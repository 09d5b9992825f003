# SPDX-License-Identifier: Apache-2.0
"""Listening to a finished file: its figures, its levels, and where it went over the ceiling."""

from array import array

import numpy as np
import numpy.typing as npt
from attrs import frozen

from safeconduct.studio.meters.meter import Figures, Meter
from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import Samples, amplitude

from .hearing import Levels, frames_db


@frozen(eq=False)
class Listened:
    """A decoded file: its figures, the level of each frame, and the milliseconds over the ceiling with their dBTP."""

    figures: Figures
    levels: Levels
    over: npt.NDArray[np.intp]
    over_dbtp: npt.NDArray[np.float64]


def listened(tape: Tape, ceiling_dbtp: float) -> Listened:
    """Run a decoded tape past the meters."""
    ceiling, at = amplitude(ceiling_dbtp), 0
    levels = array("f")
    over: list[npt.NDArray[np.intp]] = []
    over_dbtp: list[npt.NDArray[np.float64]] = []

    def take_powers(values: Samples) -> None:
        levels.frombytes(frames_db(values).astype(np.float32).tobytes())

    def take_peaks(values: Samples) -> None:
        nonlocal at
        too_high = np.flatnonzero(values > ceiling)
        over.append(too_high + at)
        over_dbtp.append(20.0 * np.log10(np.asarray(values[too_high], np.float64)))
        at += values.size

    meter = Meter(take_powers, take_peaks, over=ceiling)
    for stretch in tape:
        meter.feed(stretch)
    return Listened(
        meter.figures(),
        np.asarray(np.frombuffer(levels, np.float32), np.float64),
        np.concatenate(over),
        np.concatenate(over_dbtp),
    )
