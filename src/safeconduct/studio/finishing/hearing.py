# SPDX-License-Identifier: Apache-2.0
"""Whether every paragraph is really in the finished file: its rise and fall, at its place, at its level.

An encoder may change a wave as it likes, but not when a syllable is loud and when it is not.  The level of each ten
milliseconds of the decoded file is laid beside that of the reel.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from .plan import Plan
from .spans import FRAME, Spoken, milliseconds

_SILENT_DB: Final = -70.0
_LOUD_UNDER_TOP_DB: Final = 25.0
_MISSING_DB: Final = 10.0
_LONGEST_GAP: Final = 12
_LEVEL_DB: Final = 3.0
_ALIKE: Final = 0.8
_EVEN_DB: Final = 1.5

Levels = npt.NDArray[np.float64]
"""Loudness in dB of each frame."""


def frames_db(points: npt.NDArray[np.floating]) -> Levels:
    """Return the level of each frame, from the powers of its milliseconds; the last one is filled up with silence."""
    power = np.pad(points, (0, -points.size % FRAME)).reshape(-1, FRAME).mean(axis=1, dtype=np.float64)
    return np.asarray(10.0 * np.log10(np.maximum(power, 1e-10)))


def is_heard(wanted: Levels, found: Levels) -> bool:
    """Say whether `found` is the sound of a paragraph that has the levels `wanted`, frame by frame.

    Loud frames are those within 25 dB of the loudest (95th percentile).  The paragraph is there when they have the
    same mean level within 3 dB, nowhere more than 120 ms of them together are missing (10 dB too soft), and the levels
    rise and fall together (correlation 0.8; sound without rise and fall, such as a tone, has only its level to show).
    """
    if not wanted.size or found.size < wanted.size:
        return False
    top = float(np.percentile(wanted, 95))
    loud = wanted > max(_SILENT_DB, top - _LOUD_UNDER_TOP_DB)
    if not loud.any():
        return False
    if abs(_mean_level(found[loud]) - _mean_level(wanted[loud])) > _LEVEL_DB:
        return False
    longest_gap = min(_LONGEST_GAP, int(np.count_nonzero(loud)) // 4)
    if _longest_run(loud & (found < wanted - _MISSING_DB)) > longest_gap:
        return False
    return _alike(np.maximum(wanted, top - 40.0), np.maximum(found, top - 40.0)) >= _ALIKE


def _mean_level(levels: Levels) -> float:
    return 10.0 * float(np.log10(np.mean(10.0 ** (levels / 10.0))))


def _longest_run(missing: npt.NDArray[np.bool_]) -> int:
    ends = np.flatnonzero(np.diff(np.concatenate([[0], missing.astype(np.int8), [0]])))
    return int(np.max(ends[1::2] - ends[::2], initial=0))


def _alike(wanted: Levels, found: Levels) -> float:
    """Return how alike two courses of level are, 1 for the same; two that hardly move are alike."""
    here, there = wanted - wanted.mean(), found - found.mean()
    if float(np.std(here)) < _EVEN_DB:
        return 1.0 if float(np.std(there)) < 2.0 * _EVEN_DB else 0.0
    return float(np.dot(here, there) / max(1e-9, float(np.linalg.norm(here) * np.linalg.norm(there))))


def heard(spoken: Spoken, plan: Plan, found: Levels) -> tuple[str, ...]:
    """Return the blocks that are heard at their place, in order of time; `found` are the levels of the decoded file."""
    there = []
    for block, start_s, end_s in spoken:
        first, count = milliseconds(start_s, end_s, plan.points)
        wanted = frames_db(plan.powers(first, count))
        if is_heard(wanted, found[first // FRAME : first // FRAME + wanted.size]):
            there.append((start_s, block))
    return tuple(block for _, block in sorted(there, key=lambda one: one[0]))
