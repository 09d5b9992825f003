# SPDX-License-Identifier: Apache-2.0
"""From the powers of tenths of a second to loudness: gates and windows of ITU-R BS.1770-4 and EBU Tech 3341 and 3342.

Every figure is that of **one channel**, as any meter shows it for the mono file that we hand over.  A desk that plays
the file on two loudspeakers (dual mono) sums two channels and reads 3.01 LU more.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from safeconduct.studio.samples import SILENCE_DBFS

SILENT_LUFS: Final = SILENCE_DBFS
"""The loudness of sound that never opens the absolute gate."""

MOMENTARY, SHORT_TERM = 4, 30
"""Hops in the window of 400 ms and in that of 3 s."""

ABSOLUTE_GATE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -10.0
_RANGE_GATE_LU: Final = -20.0
_RANGE_PERCENTILES: Final = (10.0, 95.0)

Powers = npt.NDArray[np.floating]
"""Weighted mean squares, one a hop."""


def lufs(power: Powers | float) -> npt.NDArray[np.float64]:
    """Return the loudness of weighted mean squares."""
    return np.asarray(-0.691 + 10.0 * np.log10(np.maximum(power, 1e-12)), np.float64)


def windows(hops: Powers, width: int) -> npt.NDArray[np.float64]:
    """Return the mean power of each `width` neighbouring hops; none when there are fewer."""
    if hops.size < width:
        return np.zeros(0)
    total = np.convolve(np.asarray(hops, np.float64), np.ones(width), mode="valid")
    mean: npt.NDArray[np.float64] = total / width
    return mean


def integrated_lufs(hops: Powers) -> float:
    """Return the programme loudness, gated at -70 LUFS and then 10 LU under the mean of what is left (BS.1770-4)."""
    return _gated_mean(windows(hops, MOMENTARY))


def range_lu(hops: Powers) -> float:
    """Return the loudness range: 10th to 95th percentile of three seconds, softest parts left out (EBU Tech 3342)."""
    heard = _above(windows(hops, SHORT_TERM), ABSOLUTE_GATE_LUFS)
    if not heard.size:
        return 0.0
    heard = _above(heard, float(lufs(heard.mean())) + _RANGE_GATE_LU)
    low, high = np.percentile(lufs(heard), _RANGE_PERCENTILES)
    return float(high - low)


def loudest_lufs(hops: Powers, width: int) -> float:
    """Return the loudest window of `width` hops; sound that is shorter counts as followed by silence."""
    padded = np.pad(hops, (0, max(0, width - hops.size)))
    return float(np.max(np.maximum(lufs(windows(padded, width)), SILENT_LUFS)))


def _gated_mean(blocks: Powers) -> float:
    heard = _above(blocks, ABSOLUTE_GATE_LUFS)
    if not heard.size:
        return SILENT_LUFS
    return float(lufs(_above(heard, float(lufs(heard.mean())) + _RELATIVE_GATE_LU).mean()))


def _above(blocks: Powers, gate_lufs: float) -> npt.NDArray[np.float64]:
    return np.asarray(blocks[lufs(blocks) > gate_lufs], np.float64)
