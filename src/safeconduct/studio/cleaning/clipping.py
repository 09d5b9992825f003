# SPDX-License-Identifier: Apache-2.0
"""Clipping: how much of a recording hit the ceiling.  It is counted and told; nobody repairs it here."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import Samples

_CEILING: Final = 0.99
_IN_A_ROW: Final = 3


class Clipping:
    """Counts the samples of a tape that lie, three or more in a row, at 99 % of full scale or over it."""

    def __init__(self) -> None:
        self._count = self._running = 0  # `_running` samples at the ceiling end the stretch before

    def watched(self, tape: Tape) -> Iterator[Samples]:
        """Yield the tape as it is, and count."""
        for stretch in tape:
            self.feed(stretch)
            yield stretch

    def feed(self, stretch: Samples) -> None:
        """Take the next samples."""
        reaches = max(np.max(stretch, initial=0.0), -np.min(stretch, initial=0.0)) >= _CEILING
        if reaches:
            self._look(stretch)
        elif stretch.size:
            self._count, self._running = self.samples, 0

    def _look(self, stretch: Samples) -> None:
        running = self._running
        high = np.concatenate([[running > 0], np.abs(stretch) >= _CEILING, [False]])
        edges = np.flatnonzero(np.diff(np.concatenate([[False], high]).astype(np.int8))).reshape(-1, 2)
        lengths = edges[:, 1] - edges[:, 0]
        if running:
            lengths[0] += running - 1
        self._running = 0
        if lengths.size and edges[-1, 1] == high.size - 1:
            self._running, lengths = int(lengths[-1]), lengths[:-1]
        self._count += int(np.sum(lengths[lengths >= _IN_A_ROW]))

    @property
    def samples(self) -> int:
        """How many there were so far."""
        return self._count + (self._running if self._running >= _IN_A_ROW else 0)


def clipped_samples(tape: Tape) -> int:
    """Return how many samples lie, three or more in a row, at 99 % of full scale or over it."""
    clipping = Clipping()
    for stretch in tape:
        clipping.feed(stretch)
    return clipping.samples
