# SPDX-License-Identifier: Apache-2.0
"""Where a block is spoken: seconds of a reel, and the milliseconds of its curves."""

from collections.abc import Sequence
from typing import Final

FRAME: Final = 10
"""Milliseconds in a frame, the step at which levels are laid side by side."""

Spoken = Sequence[tuple[str, float, float]]
"""Block, first second and last second."""


def milliseconds(start_s: float, end_s: float, points: int) -> tuple[int, int]:
    """Return the first millisecond, at the beginning of a frame, and how many there are inside a sound of `points`."""
    first = min(points, max(0, int(start_s * 1000.0) // FRAME * FRAME))
    return first, max(0, min(points, -int(-end_s * 1000.0 // 1)) - first)
