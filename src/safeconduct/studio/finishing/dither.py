# SPDX-License-Identifier: Apache-2.0
"""Dither for files of 16 bits: noise of one step, so that what fades away ends in a hush and not in a rasp.

Faded ends and cleaned pauses lie at the last bit, where plain rounding turns a wave into a square one that comes and
goes with the voice.  Two even draws, one taken from the other (a triangle of one step to either side), make the error
of rounding independent of the sound; it lies at -93 dBFS.  Files of 24 bits need none, and an encoder rounds in its
own way.  The draws come from a generator with a fixed start: same sound, same bytes.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import Samples

_START: Final = 16_0000
_STEP: Final = 1.0 / (1 << 15)
_LEVELS: Final = 1 << 16


def dithered(tape: Tape) -> Iterator[Samples]:
    """Yield a tape ready to be rounded to 16 bits; digital silence stays what it is."""
    # Raw draws of this generator are the same in every version of the library; its distributions need not be.
    generator = np.random.PCG64(_START)
    waiting = np.zeros(0, "<u2")
    for stretch in tape:
        raw = generator.random_raw(max(0, -(-(2 * stretch.size - waiting.size) // 4)))
        waiting = np.concatenate([waiting, raw.astype("<u8").view("<u2")])
        draws, waiting = waiting[: 2 * stretch.size].astype(np.float32), waiting[2 * stretch.size :]
        noise = (draws[0::2] - draws[1::2]) * np.float32(_STEP / _LEVELS)
        yield np.where(stretch == 0.0, np.float32(0.0), stretch + noise)
