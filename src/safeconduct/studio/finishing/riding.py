# SPDX-License-Identifier: Apache-2.0
"""Riding the fader: no three seconds louder than a channel allows (EBU R 128 s1), without a pumping that one hears."""

from typing import Final

import numpy as np
import numpy.typing as npt

from safeconduct.studio.meters.gating import SHORT_TERM, lufs, windows

_REACH: Final = 5
_KERNEL: Final = np.hanning(2 * _REACH + 3)[1:-1] / np.sum(np.hanning(2 * _REACH + 3))


def ridden_db(hops: npt.NDArray[np.float64], gain_db: float, most_lufs: float) -> npt.NDArray[np.float64]:
    """Return a reduction in dB, one node per tenth of a second and one at the end, that keeps `most_lufs`.

    `hops` are the weighted powers of the sound before `gain_db`.  Every tenth of a second gives way as far as the
    loudest three seconds of which it is a part ask; the curve moves within a second, slower than any syllable.
    """
    over = lufs(windows(np.pad(hops, (0, max(0, SHORT_TERM - hops.size))), SHORT_TERM)) + gain_db - most_lufs
    need = np.maximum(0.0, over)
    # Window i covers the hops i to i + 29, that is the nodes i to i + 30; smoothing wants its reach held on both sides.
    wide = np.pad(need, (SHORT_TERM + _REACH, SHORT_TERM + _REACH))
    held = np.max(np.lib.stride_tricks.sliding_window_view(wide, SHORT_TERM + 1 + 2 * _REACH), axis=1)
    nodes = np.convolve(np.pad(held, _REACH, mode="edge"), _KERNEL, mode="valid")
    out: npt.NDArray[np.float64] = nodes[: hops.size + 1]
    return out
