# SPDX-License-Identifier: Apache-2.0
"""The grid of every meter: blocks that always begin at the same samples, however a tape happens to be cut."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from safeconduct.studio.samples import RATE_HZ, Samples

POINT: Final = RATE_HZ // 1000
"""Samples in a point, the millisecond for which meters and gain curves hold one figure."""

HOP: Final = RATE_HZ // 10
"""Samples in a hop, the tenth of a second at which loudness is read."""

POINTS_IN_HOP: Final = HOP // POINT

BLOCK: Final = 12 * HOP
"""Samples that a meter works on at a time."""


class Grid:
    """Cuts a tape into blocks of `BLOCK` samples; what is left over comes at the end.

    The cuts depend on nothing but the samples: figures are the same to the last bit for every cutting of a tape.
    """

    def __init__(self) -> None:
        self._block = np.zeros(BLOCK, np.float32)
        self._filled = 0

    def feed(self, samples: Samples) -> Iterator[Samples]:
        """Yield every block that `samples` complete; a block must be used before the next one is asked for."""
        at = 0
        while at < samples.size:
            count = min(BLOCK - self._filled, samples.size - at)
            self._block[self._filled : self._filled + count] = samples[at : at + count]
            at += count
            self._filled += count
            if self._filled == BLOCK:
                self._filled = 0
                yield self._block

    def rest(self) -> Samples:
        """Return what does not fill a block, and begin anew."""
        left, self._filled = self._block[: self._filled], 0
        return left
