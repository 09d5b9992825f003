# SPDX-License-Identifier: Apache-2.0
"""The pauses of a recording: where nobody speaks, measured against its own speech and its own room."""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import frozen

FRAMES_PER_S: Final = 100
SHORTEST_FRAMES: Final = 6
"""What is shorter is the stop inside a word (p, t, k)."""

_UNDER_SPEECH_DB: Final = 35.0
_LEAST_UNDER_SPEECH_DB: Final = 14.0
_OVER_ROOM_DB: Final = 6.0
_NOTHING_DBFS: Final = -85.0
_SMOOTHED: Final = 3

Levels = npt.NDArray[np.float32]


@frozen
class Pause:
    """A pause: first and last frame (exclusive), 100 frames a second."""

    first: int
    end: int

    @property
    def length_s(self) -> float:
        """The length in seconds."""
        return (self.end - self.first) / FRAMES_PER_S


def quiet(levels: Levels) -> npt.NDArray[np.bool_]:
    """Return for each frame whether it is part of a pause; `levels` in dBFS.

    A frame is quiet 35 dB under the loud ones (their 95th percentile), or where the room is louder than that, up to
    6 dB over the room (the 5th percentile); never less than 14 dB under the loud ones, and always under -85 dBFS.
    """
    if not levels.size:
        return np.zeros(0, np.bool_)
    loud, room = (float(np.percentile(levels, share)) for share in (95, 5))
    least = min(max(loud - _UNDER_SPEECH_DB, room + _OVER_ROOM_DB), loud - _LEAST_UNDER_SPEECH_DB)
    padded = np.pad(levels, _SMOOTHED // 2, mode="edge")
    smooth = np.convolve(padded, np.full(_SMOOTHED, 1 / _SMOOTHED, np.float32), "valid")
    found = smooth < max(least, _NOTHING_DBFS)
    for pause in runs(found):
        if pause.end - pause.first < SHORTEST_FRAMES:
            found[pause.first : pause.end] = False
    return found


def runs(silent: npt.NDArray[np.bool_]) -> list[Pause]:
    """Return the runs of silent frames, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], silent, [False]])))
    return [Pause(int(first), int(end)) for first, end in zip(edges[::2], edges[1::2], strict=True)]
