# SPDX-License-Identifier: Apache-2.0
"""Sound of other sampling rates, brought to 48 kHz as it runs: the coefficients of BS.1770 hold for that rate alone."""

from collections.abc import Iterator

import numpy as np
import soxr

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import RATE_HZ, Samples


def at_house_rate(tape: Tape, rate_hz: int) -> Iterator[Samples]:
    """Yield a tape of `rate_hz` at 48 kHz, in stretches of the same length in seconds."""
    if rate_hz == RATE_HZ:
        yield from tape
        return
    stream = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32", quality="VHQ")
    for stretch in tape:
        yield stream.resample_chunk(np.asarray(stretch, np.float32))
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)
