# SPDX-License-Identifier: Apache-2.0
"""What must be known of a reel to set its level: one power and one peak for every millisecond, and its figures.

Gain and limiter are solved on these curves alone, and the sound itself is touched once.
"""

from array import array
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define

from safeconduct.model.refusal import StepRefusal
from safeconduct.studio.meters.meter import Figures, Meter
from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import Samples

NO_PEAK_DBTP: Final = -200.0
"""The peak of a silent millisecond: so low that no gain brings it near a ceiling."""

EXACT_UNDER_TOP_DB: Final = 10.0
"""How far under the highest peak the true peak of a millisecond is exact.

A limiter that takes more is one that must be reported; it then takes softer milliseconds down by what they might reach.
"""

Curve = npt.NDArray[np.float32]


@define(eq=False)
class Survey:
    """The K-weighted mean square and the true peak in dBTP of each millisecond of a reel, and its figures.

    A peak more than `EXACT_UNDER_TOP_DB` under the highest before it is one that is not exceeded.
    """

    power: Curve
    peak_dbtp: Curve
    figures: Figures


def surveyed(tape: Tape) -> Survey:
    """Return the survey of a tape; refuses sound that holds anything but finite numbers, and sound of no length."""
    powers, peaks = array("f"), array("f")

    def take_powers(values: Samples) -> None:
        powers.frombytes(values.astype(np.float32).tobytes())

    def take_peaks(values: Samples) -> None:
        levels = np.float32(20.0) * np.log10(np.maximum(values, np.float32(1e-10)))
        peaks.frombytes(levels.tobytes())

    meter = Meter(take_powers, take_peaks, depth_db=EXACT_UNDER_TOP_DB)
    for stretch in tape:
        if not np.isfinite(stretch).all():
            raise StepRefusal(
                "The sound holds numbers that are no sound (infinite, or none at all).",
                "Make this recording again from its source; if that does not help, leave its cleaning away.",
            )
        meter.feed(stretch)
    figures = meter.figures()
    if not powers:
        raise StepRefusal(
            "There is no sound to make a file of: it has no length.", "Give every paragraph a take or a draft voice."
        )
    return Survey(np.frombuffer(powers, np.float32), np.frombuffer(peaks, np.float32), figures)
