# SPDX-License-Identifier: Apache-2.0
"""A limiter that looks ahead, worked out on a curve of one figure a millisecond.

A reduction has one *node* at the beginning of each millisecond and one at the end of the last; between two nodes the
gain runs straight.  What a millisecond needs, both of its nodes have, so that nothing in between can undercut it.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

_AHEAD: Final = 3
"""Milliseconds over which the gain comes down before a peak: soft enough not to click."""

_FALL_DB: Final = 0.15
"""What is let go in a millisecond: 150 dB a second, 6 dB within 40 ms.

Between two pulses of a low voice, 10 ms, the gain comes back by 1.5 dB: that moves with the voice and lies under it.
Holding it down for 12 ms more cost up to 1.4 dB of gain for the same loudness, and changed the wave more.
"""

_KERNEL: Final = np.hanning(2 * _AHEAD + 3)[1:-1] / np.sum(np.hanning(2 * _AHEAD + 3))

Reduction = npt.NDArray[np.float64]


def reach(most_over_db: float) -> int:
    """Return how many milliseconds a peak of `most_over_db` over the ceiling can make itself felt, before and after."""
    return int(np.ceil(max(0.0, most_over_db) / _FALL_DB)) + 2 * _AHEAD + 1


def reduction_db(over_db: npt.NDArray[np.floating]) -> Reduction:
    """Return the nodes (one more than there are milliseconds) of a reduction that takes away every `over_db`.

    Nothing but what lies within `reach` of a node changes it: a curve may be worked out in pieces that overlap.
    """
    need = np.maximum(0.0, np.asarray(over_db, np.float64))
    nodes = np.maximum(np.pad(need, (0, 1)), np.pad(need, (1, 0)))
    if not nodes.any():
        return np.zeros(nodes.size)
    return _smoothed(_released(_held(nodes)))


def _held(nodes: Reduction) -> Reduction:
    """Return at each node the largest of those within the look-ahead, earlier and later."""
    widest, width, wanted = np.pad(nodes, _AHEAD), 1, 2 * _AHEAD + 1
    while width < wanted:
        # Merging two neighbouring windows doubles the width: the cost is the logarithm of the reach.
        step = min(width, wanted - width)
        widest = np.maximum(widest[:-step], widest[step:])
        width += step
    return widest


def _released(nodes: Reduction) -> Reduction:
    slope = np.arange(nodes.size) * _FALL_DB
    fallen: Reduction = np.maximum.accumulate(nodes + slope) - slope
    return fallen


def _smoothed(nodes: Reduction) -> Reduction:
    """Return the mean under a raised cosine as wide as the look-ahead; both ends are held."""
    mean: Reduction = np.convolve(np.pad(nodes, _AHEAD, mode="edge"), _KERNEL, mode="valid")
    return mean
