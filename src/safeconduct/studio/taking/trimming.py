# SPDX-License-Identifier: Apache-2.0
"""The silence before the first and after the last word of a recording, found without holding the recording."""

from typing import Final

import numpy as np

from safeconduct.studio.reel import STRETCH, Reel
from safeconduct.studio.samples import RATE_HZ, frame_levels

_FRAME: Final = RATE_HZ // 100
_UNDER_LOUD_DB: Final = 38.0
_FLOOR_DBFS: Final = -62.0


def trimmed(reel: Reel, margin_s: float) -> tuple[tuple[int, int], ...] | None:
    """Return the stretches (first and end sample) of a reel without its silent ends, but for `margin_s` seconds.

    10 ms count as speech when they lie no more than 38 dB under the loud ones (their 95th percentile) and above -62
    dBFS.  None: there is no speech.
    """
    if not reel.size:
        return None
    levels = np.concatenate([frame_levels(stretch) for stretch in reel.tape()])
    least = max(_FLOOR_DBFS, float(np.percentile(levels, 95)) - _UNDER_LOUD_DB)
    heard = np.flatnonzero(levels > least)
    if not heard.size:
        return None
    margin = round(margin_s * RATE_HZ)
    first = max(0, int(heard[0]) * _FRAME - margin)
    end = min(reel.size, (int(heard[-1]) + 1) * _FRAME + margin)
    return tuple((at, min(end, at + STRETCH)) for at in range(first, end, STRETCH))
