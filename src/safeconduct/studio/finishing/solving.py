# SPDX-License-Identifier: Apache-2.0
"""Finding the gain with which a sound comes out as loud as asked, after its limiter has taken what it must."""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define

from safeconduct.studio.meters.gating import ABSOLUTE_GATE_LUFS, integrated_lufs
from safeconduct.studio.meters.grid import POINTS_IN_HOP

from .plan import Plan, hops_of
from .riding import ridden_db
from .survey import Survey

MOST_GAIN_DB: Final = 40.0
"""What is added at most for loudness: next to nothing is not made into a loud hiss."""

_MOST_MADE_UP_DB: Final = 15.0
"""What is added besides to make up for what the limiter takes."""

_CLOSE_LU: Final = 0.01
_TRIES: Final = 24
_NO_LOUDER_LU: Final = 0.1
_SHORTEST_STEP_DB, _LONGEST_STEP_DB = 0.25, 3.0


@define(eq=False)
class Solved:
    """A plan, the loudness that it promises, and whether that is the loudness asked for."""

    plan: Plan
    loudness_lufs: float
    reached: bool


class Solver:
    """Solves one survey for any loudness and ceiling, on its curves alone."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._hops = hops_of(survey.power)

    def solved(self, loudness_lufs: float, ceiling_dbtp: float, most_short_term_lufs: float = 0.0) -> Solved:
        """Return the plan with the least gain that gives this loudness under this ceiling.

        `most_short_term_lufs` bounds every three seconds, 0: no bound.  Where no gain gives the
        loudness, the plan has the least gain after which hardly anything more is won, and `reached` is false.  Sound
        that never opens the gate of -70 LUFS counts as silence and is not turned up at all.
        """

        def plan(gain_db: float) -> Plan:
            ridden = ridden_db(self._hops, gain_db, most_short_term_lufs) if most_short_term_lufs else np.zeros(0)
            return Plan(self._survey, gain_db, ceiling_dbtp, ridden if ridden.any() else np.zeros(0))

        tried: dict[float, float] = {}

        def loudness(gain_db: float) -> float:
            if gain_db not in tried:
                tried[gain_db] = integrated_lufs(self._hops_after(plan(gain_db)))
            return tried[gain_db]

        found = integrated_lufs(self._hops)
        if found <= ABSOLUTE_GATE_LUFS:
            return Solved(plan(0.0), found, reached=False)
        least = min(MOST_GAIN_DB, loudness_lufs - found)
        gain_db = _crossing(loudness, least, loudness_lufs)
        if abs(loudness(gain_db) - loudness_lufs) <= _CLOSE_LU * 2:
            return Solved(plan(gain_db), loudness(gain_db), reached=True)
        loudest = max(tried.values())
        gain_db = min(gain for gain, level in tried.items() if level >= loudest - _NO_LOUDER_LU)
        return Solved(plan(gain_db), loudness(gain_db), reached=False)

    def _hops_after(self, plan: Plan) -> npt.NDArray[np.float64]:
        hops = np.asarray(self._hops * 10.0 ** (plan.gain_db / 10.0), np.float64)
        for first, count in plan.pieces():
            if plan.is_touched(first, count):
                found = hops_of(plan.powers(first, count))
                at = first // POINTS_IN_HOP
                hops[at : at + found.size] = found[: hops.size - at]
        return hops


def _crossing(loudness: Callable[[float], float], least: float, wanted_lufs: float) -> float:
    """Return the least gain from about `least` on whose loudness is the one wanted, or the last one tried.

    Loudness mostly rises with the gain, but for jumps where a soft passage comes over a gate: behind one of these the
    search goes on.
    """
    low, most = least, least + _MOST_MADE_UP_DB if least < MOST_GAIN_DB else least
    for _ in range(_TRIES):
        if loudness(low) <= wanted_lufs + _CLOSE_LU:
            break
        low -= max(_CLOSE_LU, loudness(low) - wanted_lufs)
    while abs(loudness(low) - wanted_lufs) > _CLOSE_LU and low < most:
        high = min(most, low + min(_LONGEST_STEP_DB, max(_SHORTEST_STEP_DB, wanted_lufs - loudness(low))))
        low = _between(loudness, low, high, wanted_lufs) if loudness(low) < wanted_lufs <= loudness(high) else high
    return low


def _between(loudness: Callable[[float], float], low: float, high: float, wanted_lufs: float) -> float:
    """Return the gain between two whose loudness is the one wanted, or the upper end of the jump that skips it."""
    for attempt in range(_TRIES):
        rise = (wanted_lufs - loudness(low)) / (loudness(high) - loudness(low))
        # The straight line finds it at once where the curve is smooth; halving gets on where it is not.
        gain_db = round(low + (rise if attempt % 3 else 0.5 if attempt else rise) * (high - low), 5)
        if not low < gain_db < high:
            break
        if abs(loudness(gain_db) - wanted_lufs) <= _CLOSE_LU:
            return gain_db
        if loudness(gain_db) < wanted_lufs:
            low = gain_db
        else:
            high = gain_db
    return high
