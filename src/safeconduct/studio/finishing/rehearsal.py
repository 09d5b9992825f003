# SPDX-License-Identifier: Apache-2.0
"""Trying an encoder on the loudest moments of a long sound, before all of it is encoded.

What Opus leaves out, and how far its noise lifts a peak, hangs on the voice: 0.1 LU and 1 dB for one, 0.7 LU and 3 dB
for another.  Twelve seconds of the sound itself tell, at a fraction of what a second writing costs.
"""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from attrs import frozen

from safeconduct.studio.meters.gating import integrated_lufs
from safeconduct.studio.meters.grid import POINT
from safeconduct.studio.meters.meter import measured
from safeconduct.studio.reel import Reel, Tape
from safeconduct.studio.samples import Samples

from .plan import Plan, hops_of

_PARTS: Final = 4
_PART: Final = 3_000
"""Milliseconds in a part."""
_WORTH_IT: Final = 20_000
"""Shorter sound is written as a whole, which is a rehearsal in itself."""


@frozen
class Rehearsed:
    """By how many LU an encoder turns the sound down, and how far it lifts peaks over the limiter's ceiling, in dB.

    The whole sound is `times` as long as what was rehearsed.
    """

    turned_down_db: float
    lifted_db: float
    times: float


def rehearsed(plan: Plan, reel: Reel, played: Callable[[Tape, int], Tape]) -> Rehearsed | None:
    """Return what an encoder does to the loudest part of each quarter of a sound; None for sound too short for it.

    `played` writes a tape of so many samples as a file and yields that, decoded.
    """
    if plan.points < _WORTH_IT:
        return None
    firsts = [_loudest(plan, quarter) for quarter in range(_PARTS)]

    def tape() -> Iterator[Samples]:
        for first in firsts:
            yield from plan.tape(reel, first, _PART)

    wanted_lufs = integrated_lufs(hops_of(np.concatenate([plan.powers(first, _PART) for first in firsts])))
    found = measured(played(tape(), _PARTS * _PART * POINT))
    times = plan.points / (_PARTS * _PART)
    return Rehearsed(wanted_lufs - found.integrated_lufs, found.true_peak_dbtp - plan.ceiling_dbtp, times)


def _loudest(plan: Plan, quarter: int) -> int:
    """Return where the loudest part of a quarter begins, to a part's length; the quarter is longer than a part."""
    size = (plan.points - 1) // _PARTS  # the last millisecond may not be a whole one
    parts = size // _PART
    first = quarter * size
    powers = plan.survey.power[first : first + parts * _PART].reshape(parts, _PART).mean(axis=1, dtype=np.float64)
    return first + int(np.argmax(powers)) * _PART
