# SPDX-License-Identifier: Apache-2.0
"""Is a paragraph missing, read twice, or out of order?  Asked of the warp alone, which knows no words.

Each guess is tried: the stretch of the take is warped against the reference without the paragraph, with it twice, or
with two in the other order.  Only what is clearly cheaper is said; everything finer is left to whoever hears words.
Measured on draft voices and a person's prompts (15 paragraphs each): swapping costs 1.05 to 1.39 of the right order
and 0.77 to 0.95 where two were swapped; a paragraph that is read takes 0.86 to 1.20 of its share of time.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from .features import FRAMES_PER_S, Features
from .pauses import Pause
from .placing import Reading, pooled_features
from .warping import Warp, warped

_CHEAPER_SWAPPED: Final = 0.965
_CHEAPER_WITHOUT: Final = 0.9
_HARDLY_DEARER_TWICE: Final = 1.05
_LEAST_SHARE, _MOST_SHARE = 0.65, 1.33
_SUSPECT_COST: Final = 1.02
_LONGEST: Final = 4_000
"""Frames of a stretch that is tried; more would take too long, and is left alone."""


@frozen
class Doubt:
    """What seems to be wrong, with which paragraph (counted from 0), at which second of the take."""

    what: Literal["missing", "twice", "swapped"]
    paragraph: int
    at_s: float


def doubted(reading: Reading, reference: Reading, warp: Warp, pooled: int, gaps: Sequence[Pause]) -> Doubt | None:
    """Return the first thing that seems to be wrong, None where nothing is clear; one paragraph alone tells nothing."""
    if not gaps:
        return None
    one, other = pooled_features(reading.features, pooled), pooled_features(reference.features, pooled)
    columns = [0, *((reference.place(gap.end) // pooled) for gap in gaps), len(other)]
    rows = [0, *(int(np.searchsorted(warp.last, column)) for column in columns[1:-1]), len(one)]
    strange = np.sqrt(np.square(one - other[np.minimum(warp.first, len(other) - 1)]).sum(axis=1))
    usual = np.float32(max(1e-6, float(np.median(strange))))
    trial = _Trial(one, other, rows, columns, np.asarray(strange / usual, np.float32))
    shares = trial.shares()
    for number in range(len(columns) - 1):
        what, which = trial.wrong(number, shares)
        if what:
            frame = reading.kept[min(rows[number] * pooled, len(reading.kept) - 1)]
            return Doubt(what, which, int(frame) / FRAMES_PER_S)
    return None


@frozen
class _Trial:
    """Both readings in coarse frames, where each paragraph begins in either and the last ends, how ill frames fit."""

    one: Features
    other: Features
    rows: list[int]
    columns: list[int]
    strange: npt.NDArray[np.float32]

    def shares(self) -> npt.NDArray[np.float64]:
        """Return how much longer than usual each paragraph is spoken than in the reference."""
        spoken = [
            [float(np.sum(features[first:end, -1] > 0)) for first, end in pairwise(places)]
            for features, places in ((self.one, self.rows), (self.other, self.columns))
        ]
        ratio = np.array(spoken[0]) / np.maximum(1.0, np.array(spoken[1]))
        return np.asarray(ratio / max(1e-6, float(np.median(ratio))), np.float64)

    def wrong(
        self, number: int, shares: npt.NDArray[np.float64]
    ) -> tuple[Literal["missing", "twice", "swapped", ""], int]:
        """Return what is wrong about here ("": nothing that is clear), and with which paragraph."""
        count = len(self.columns) - 1
        around = range(max(0, number - 1), min(count, number + 2))
        if shares[number] < _LEAST_SHARE:
            without, gone = min((self._cost(around, [one for one in around if one != each]), each) for each in around)
            if without < _CHEAPER_WITHOUT:
                return "missing", gone
        if shares[number] > _MOST_SHARE:
            doubled, again = min((self._cost(around, sorted([*around, each])), each) for each in around)
            if doubled < _HARDLY_DEARER_TWICE:
                return "twice", again
        pair = range(number, number + 2)
        suspect = number + 1 < count and max(self._strange(each) for each in pair) > _SUSPECT_COST
        if suspect and self._cost(pair, [number + 1, number]) < _CHEAPER_SWAPPED:
            return "swapped", number
        return "", number

    def _strange(self, number: int) -> float:
        """Return how ill the frames of a paragraph fit, against the usual."""
        found = self.strange[self.rows[number] : self.rows[number + 1]]
        return float(found.mean()) if found.size else 0.0

    def _cost(self, heard: range, read: Sequence[int]) -> float:
        """Return what it costs to take the paragraphs `heard` for `read`, as a share of taking them for themselves."""
        part = self.one[self.rows[heard.start] : self.rows[heard.stop]]
        if not len(part) or not read or len(part) > _LONGEST:
            return 1.0 if len(part) > _LONGEST or not read else 0.0
        as_read = np.concatenate([self.other[self.columns[each] : self.columns[each + 1]] for each in read])
        usual = self.other[self.columns[heard.start] : self.columns[heard.stop]]
        return _cost(part, as_read) / max(1e-9, _cost(part, usual))


def _cost(one: Features, other: Features) -> float:
    return warped(one, other, np.zeros(len(one), np.int64), len(other)).cost if len(other) else float("inf")
