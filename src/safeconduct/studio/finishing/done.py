# SPDX-License-Identifier: Apache-2.0
"""What finishing did to a voice, in figures that a person can weigh."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from safeconduct.model.product import Treated
from safeconduct.studio.meters.gating import SHORT_TERM, loudest_lufs

from .plan import Plan
from .solving import Solved
from .spans import Spoken, milliseconds

SURPRISE_DB: Final = 10.0
"""A limiter that takes more than this off a peak changes how a voice sounds: the report must say where."""

_LEAST_DB: Final = 0.1


def treated(solved: Solved, before_lufs: float, after_lufs: float, spoken: Spoken) -> tuple[Treated, ...]:
    """Return what was done, rounded to a tenth; what was not done is not told.

    "level" in LUFS: the loudness before, and `after_lufs`, that of the finished file.  "limiter" in dBTP: the highest
    peak as it would have been and as it became, the difference being the largest reduction; once more for each block
    of which more than `SURPRISE_DB` was taken.  "limiter" in dB: nothing, and the mean of what was taken from the
    spoken parts.  "limiter" in LUFS: the loudest three seconds, where the channel bounds them.
    """
    found = _done(solved, before_lufs, after_lufs, spoken)
    rounded = [Treated(one.what, round(one.before, 1), round(one.after, 1), one.unit, one.where) for one in found]
    return tuple(one for one in rounded if one.before != one.after)


def _done(solved: Solved, before_lufs: float, after_lufs: float, spoken: Spoken) -> Iterator[Treated]:
    plan = solved.plan
    ceiling = plan.ceiling_dbtp
    yield Treated("level", before_lufs, after_lufs, "LUFS")
    most, _ = _taken(plan, 0, plan.points)
    if most < _LEAST_DB:
        return
    spans = [(block, *milliseconds(start_s, end_s, plan.points)) for block, start_s, end_s in spoken]
    takings = [(block, count, *_taken(plan, first, count)) for block, first, count in spans]
    yield Treated("limiter", ceiling + most, ceiling, "dBTP")
    whole = sum(count for _, count, _, _ in takings)
    yield Treated("limiter", 0.0, -sum(total for *_, total in takings) / max(1, whole), "dB")
    for block, _, highest, _ in takings:
        if highest > SURPRISE_DB:
            yield Treated("limiter", ceiling + highest, ceiling, "dBTP", block)
    if plan.ridden.size:
        before = loudest_lufs(plan.hops * 10.0 ** (plan.gain_db / 10.0), SHORT_TERM)
        yield Treated("limiter", before, before - float(np.max(plan.ridden)), "LUFS")


def _taken(plan: Plan, first: int, count: int) -> tuple[float, float]:
    """Return the largest and the total reduction in dB over these milliseconds."""
    most, total = 0.0, 0.0
    for at, here in plan.pieces(first, count):
        if plan.is_touched(at, here):
            nodes = plan.reduction_db(at, here)
            most, total = max(most, float(np.max(nodes))), total + float(np.sum(nodes[:-1]))
    return most, total
