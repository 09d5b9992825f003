# SPDX-License-Identifier: Apache-2.0
"""Where each paragraph lies in a long take: first a wide and coarse look, then a narrow and close one."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from .features import FRAMES_PER_S, Features, Heard
from .pauses import Pause, runs
from .warping import Places, Warp, warped

BETWEEN_S: Final = 0.4
"""The pause between two paragraphs of the reference."""

_LONGEST_PAUSE: Final = 40
_POOLED: Final = 4
_MOST_COARSE: Final = 20_000
_COARSE_HALF_S: Final = 30.0
_AROUND: Final = 150
_NEAR_S, _NEAR_BY_LENGTH = 0.4, 0.8
"""How far from where the warp sees a border a pause may lie, and how much farther for each second of its length."""

_LENGTH_COUNTS: Final = 0.5
_LONG_S: Final = 1.2


@frozen
class Reading:
    """A recording without the length of its pauses, as far as they are longer than 0.4 s: what is warped.

    `kept[i]` is the frame of the recording that frame i was.
    """

    features: Features
    kept: Places

    @classmethod
    def of(cls, heard: Heard) -> "Reading":
        """Return the reading of a recording."""
        keep = np.ones(len(heard.features), np.bool_)
        for pause in runs(heard.silent):
            keep[pause.first + _LONGEST_PAUSE // 2 : max(0, pause.end - _LONGEST_PAUSE // 2)] = False
        return cls(heard.features[keep], np.flatnonzero(keep))

    def place(self, frame: int) -> int:
        """Return where a frame of the recording went."""
        return int(np.searchsorted(self.kept, frame))


def coarse_warp(one: Reading, other: Reading) -> tuple[Warp, int]:
    """Warp two readings within half a minute; return it, and how many frames one of its frames stands for."""
    pooled = _POOLED * (1 + len(one.features) // (_POOLED * _MOST_COARSE))
    first, second = pooled_features(one.features, pooled), pooled_features(other.features, pooled)
    width = min(len(second), 2 * round(_COARSE_HALF_S * FRAMES_PER_S / pooled) + 1)
    line = np.linspace(0, len(second) - 1, len(first)).round().astype(np.int64)
    starts = np.clip(line - width // 2, 0, len(second) - width)
    if len(first) == 1:
        width, starts = len(second), np.zeros(1, np.int64)
    return warped(first, second, starts, width), pooled


def pooled_features(features: Features, count: int) -> Features:
    """Return the means of every `count` frames; a last part of such a group is left out."""
    size = max(1, len(features) // count)
    whole = features[: size * count] if len(features) >= count else np.repeat(features[:1], count, axis=0)
    return np.asarray(whole.reshape(size, count, -1).mean(axis=1), np.float32)


def rows_of(warp: Warp, first: int, end: int) -> tuple[int, int]:
    """Return the frames (end exclusive) that are like the frames `first` to `end` of the other reading."""
    row = int(np.searchsorted(warp.last, first))
    return row, max(row + 1, int(np.searchsorted(warp.first, end, side="right")))


@frozen
class Border:
    """Between two paragraphs: where the warp sees it (frames), and the pause it lies in, None: they run together."""

    first: int
    end: int
    pause: Pause | None


def borders(
    one: Reading, other: Reading, coarse: Warp, pooled: int, gaps: Sequence[Pause], silent: Sequence[Pause]
) -> list[Border]:
    """Return the borders between the paragraphs of a recording.

    `gaps` are the pauses between the paragraphs of the reference, `silent` the pauses of the recording.  Of the pauses
    near a border the nearest is taken, a long one sooner than a short one; no pause is taken twice.
    """
    found: list[Border] = []
    for gap in gaps:
        place = (other.place(gap.first), other.place(gap.end))
        first, end = (int(one.kept[min(row, len(one.kept) - 1)]) for row in _closer(one, other, coarse, pooled, place))
        used = found[-1].pause.end if found and found[-1].pause else (found[-1].end if found else 0)
        near = [pause for pause in silent if pause.first >= used and _is_near(pause, first, end)]
        best = min(near, key=lambda pause: _worse_s(pause, first, end), default=None)
        found.append(Border(max(first, used), max(end, used), best))
    return found


def _closer(one: Reading, other: Reading, coarse: Warp, pooled: int, place: tuple[int, int]) -> tuple[int, int]:
    """Look closely, a second and a half around where the coarse warp sees a gap, and return where it is (inclusive)."""
    first, end = rows_of(coarse, place[0] // pooled, place[1] // pooled)
    around = _AROUND // pooled + 1
    first, end = max(0, min(first, len(coarse.first) - 1) - around), min(len(coarse.first), end + around)
    rows = (first * pooled, min(len(one.features), end * pooled))
    columns = (int(coarse.first[first]) * pooled, min(len(other.features), (int(coarse.last[end - 1]) + 1) * pooled))
    part, like = one.features[slice(*rows)], other.features[slice(*columns)]
    fine = warped(part, like, np.zeros(len(part), np.int64), len(like))
    row, until = rows_of(fine, place[0] - columns[0], place[1] - columns[0])
    return rows[0] + row, rows[0] + until - 1


def _is_near(pause: Pause, first: int, end: int) -> bool:
    return _distance_s(pause, first, end) <= _NEAR_S + _NEAR_BY_LENGTH * min(_LONG_S, pause.length_s)


def _worse_s(pause: Pause, first: int, end: int) -> float:
    return _distance_s(pause, first, end) - _LENGTH_COUNTS * min(_LONG_S, pause.length_s)


def _distance_s(pause: Pause, first: int, end: int) -> float:
    return max(0, pause.first - end, first - pause.end) / FRAMES_PER_S
