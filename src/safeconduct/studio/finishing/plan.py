# SPDX-License-Identifier: Apache-2.0
"""One gain, a fader and a limiter, all known before a sample is touched: a reel's way to its file."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define

from safeconduct.studio.meters.gating import MOMENTARY
from safeconduct.studio.meters.grid import POINT, POINTS_IN_HOP
from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import Samples

from .limiter import reach, reduction_db
from .survey import Survey

_PIECE: Final = 10_000
"""Milliseconds that are worked out at a time."""

_SECOND: Final = 1_000

_RAMP: Final = np.arange(POINT, dtype=np.float32) / np.float32(POINT)


def hops_of(points: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return the mean power of each whole tenth of a second; silence fills up what is shorter than a gating block."""
    short = max(0, MOMENTARY * POINTS_IN_HOP - points.size)
    filled = np.pad(points, (0, short))
    whole = filled.size - filled.size % POINTS_IN_HOP
    return np.asarray(filled[:whole].reshape(-1, POINTS_IN_HOP).mean(axis=1, dtype=np.float64))


@define(eq=False)
class Plan:
    """What is done to the sound of `survey`: `gain_db`, then `ridden` off it, then as little as keeps the ceiling.

    `ridden` is a reduction in dB with a node per tenth of a second, empty where a channel has no limit for it.
    """

    survey: Survey
    gain_db: float
    ceiling_dbtp: float
    ridden: npt.NDArray[np.float64]

    @property
    def points(self) -> int:
        """The milliseconds of the sound."""
        return self.survey.peak_dbtp.size

    @property
    def hops(self) -> npt.NDArray[np.float64]:
        """The weighted power of each tenth of a second before anything is done."""
        return hops_of(self.survey.power)

    def pieces(self, first: int = 0, count: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield first millisecond and count of every piece in which these milliseconds are best worked on."""
        end = self.points if count is None else first + count
        for at in range(first, end, _PIECE):
            yield at, min(_PIECE, end - at)

    def reduction_db(self, first: int, count: int) -> npt.NDArray[np.float64]:
        """Return what the limiter takes in these milliseconds: `count` + 1 nodes."""
        margin = reach(float(np.max(self.survey.peak_dbtp)) + self.gain_db - self.ceiling_dbtp)
        start, end = max(0, first - margin), min(self.points, first + count + margin)
        return reduction_db(self._over_db(start, end))[first - start : first - start + count + 1]

    def is_touched(self, first: int, count: int) -> bool:
        """Say whether anything but the gain acts on these milliseconds."""
        margin = reach(float(np.max(self.survey.peak_dbtp)) + self.gain_db - self.ceiling_dbtp)
        start, end = max(0, first - margin), min(self.points, first + count + margin)
        return bool(self.ridden.size) or float(np.max(self._over_db(start, end), initial=0.0)) > 0.0

    def gains(self, first: int, count: int) -> npt.NDArray[np.float64]:
        """Return the factors at the `count` + 1 nodes of these milliseconds, the limiter's reduction included."""
        db = self._before_limiting(first, count + 1) - self.reduction_db(first, count)
        return np.asarray(10.0 ** (db / 20.0))

    def powers(self, first: int, count: int) -> npt.NDArray[np.float64]:
        """Return the weighted mean square that these milliseconds will have."""
        nodes = self.gains(first, count)
        left, right = nodes[:-1], nodes[1:]
        mean_square = (left * left + left * right + right * right) / 3.0
        return np.asarray(mean_square * self.survey.power[first : first + count])

    def tape(self, reel: Reel, begin: int = 0, points: int | None = None) -> Iterator[Samples]:
        """Yield the reel, or these milliseconds of it, with everything done to it, of the same length."""
        for first, count in self.pieces(begin, points):
            nodes = self.gains(first, count).astype(np.float32)
            steps = np.diff(nodes)
            for at in range(0, count, _SECOND):
                end = min(count, at + _SECOND)
                sound = reel.read((first + at) * POINT, (first + end) * POINT)
                gains = np.multiply(steps[at:end, None], _RAMP)
                gains += nodes[at:end, None]
                sound *= gains.reshape(-1)
                yield sound[: reel.size - (first + at) * POINT]

    def _before_limiting(self, first: int, nodes: int) -> npt.NDArray[np.float64]:
        if not self.ridden.size:
            return np.full(nodes, self.gain_db)
        at = np.arange(first, first + nodes) / POINTS_IN_HOP
        return np.asarray(self.gain_db - np.interp(at, np.arange(self.ridden.size), self.ridden))

    def highest_gain_db(self, first: int, count: int) -> npt.NDArray[np.float64]:
        """Return the highest gain within each of these milliseconds, before the limiter."""
        nodes = self._before_limiting(first, count + 1)
        return np.maximum(nodes[:-1], nodes[1:])

    def _over_db(self, first: int, end: int) -> npt.NDArray[np.float64]:
        gain = self.highest_gain_db(first, end - first)
        return np.asarray(self.survey.peak_dbtp[first:end] + gain - self.ceiling_dbtp)
