# SPDX-License-Identifier: Apache-2.0
"""Clipping: how much of a recording hit the ceiling.  It is counted and told; nobody repairs it here."""

from typing import Final

import numpy as np

from safeconduct.studio.reel import Tape

_CEILING: Final = 0.99
_IN_A_ROW: Final = 3


def clipped_samples(tape: Tape) -> int:
    """Return how many samples lie, three or more in a row, at 99 % of full scale or over it."""
    count = running = 0  # `running` samples at the ceiling end the stretch before
    for stretch in tape:
        high = np.concatenate([[running > 0], np.abs(stretch) >= _CEILING, [False]])
        edges = np.flatnonzero(np.diff(np.concatenate([[False], high]).astype(np.int8))).reshape(-1, 2)
        lengths = edges[:, 1] - edges[:, 0]
        if running:
            lengths[0] += running - 1
        running = 0
        if lengths.size and edges[-1, 1] == high.size - 1:
            running, lengths = int(lengths[-1]), lengths[:-1]
        count += int(np.sum(lengths[lengths >= _IN_A_ROW]))
    return count + (running if running >= _IN_A_ROW else 0)
