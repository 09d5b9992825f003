# SPDX-License-Identifier: Apache-2.0
"""One meter that reads everything at once while a tape runs past: loudness, its range, and peaks."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import RATE_HZ, Samples, decibels

from .gating import MOMENTARY, SHORT_TERM, integrated_lufs, loudest_lufs, range_lu
from .grid import HOP, POINT, POINTS_IN_HOP, Grid
from .oversampling import Oversampling
from .weighting import Weighting

_SHORTEST: Final = MOMENTARY * HOP


@frozen
class Figures:
    """What a meter shows at the end: length in s, loudness in LUFS of one channel, range in LU, peaks in dBTP and dBFS.

    Sound shorter than the 400 ms of a gating block has no loudness by the standard; here it is that of a block which
    silence fills up, as it is heard when something else follows.  A stopped meter shows nothing for it.
    """

    length_s: float
    integrated_lufs: float
    range_lu: float
    most_momentary_lufs: float
    most_short_term_lufs: float
    true_peak_dbtp: float
    sample_peak_dbfs: float


class Hops:
    """Adds the powers of milliseconds up to those of hops, as they come."""

    def __init__(self) -> None:
        self._means: list[Samples] = []
        self._over = np.zeros(0, np.float32)

    def feed(self, powers: Samples) -> None:
        """Take the powers of the next milliseconds."""
        points = np.concatenate([self._over, powers])
        whole = points.size - points.size % POINTS_IN_HOP
        self._means.append(points[:whole].reshape(-1, POINTS_IN_HOP).mean(axis=1, dtype=np.float64))
        self._over = points[whole:]

    def all(self) -> Samples:
        """Return one mean square per hop; a last part of a hop does not count, as BS.1770-4 has it."""
        return np.concatenate([np.zeros(0), *self._means])


class Meter:
    """Reads a tape of one channel at 48 kHz that is fed to it in any stretches.

    Loudness by ITU-R BS.1770-4 and EBU Tech 3341, range by EBU Tech 3342, true peak by BS.1770-4 annex 2.  Whoever
    needs more than the figures gives `powers` and `peaks`: they get the weighted mean square and the highest amplitude
    of every millisecond as these come, each in their own pace.  An amplitude is exact where it is above `over` or less
    than `depth_db` under the highest so far; elsewhere it is one that is not exceeded (see `Oversampling`).
    """

    def __init__(
        self,
        powers: Callable[[Samples], None] | None = None,
        peaks: Callable[[Samples], None] | None = None,
        over: float = np.inf,
        depth_db: float = 0.0,
    ) -> None:
        self._watch_powers, self._watch_peaks = powers, peaks
        self._grid = Grid()
        self._weighting, self._hops = Weighting(), Hops()
        self._oversampling = Oversampling(over, depth_db)
        self._size = 0
        self._shown: Figures | None = None

    def feed(self, samples: Samples) -> None:
        """Take the next samples; a meter that has shown its figures takes no more."""
        if self._shown is not None:
            raise ValueError("this meter has shown its figures already")
        self._size += samples.size
        for block in self._grid.feed(samples):
            self._read(block)

    def figures(self) -> Figures:
        """Return the figures of everything that was fed."""
        if self._shown is None:
            self._shown = self._ended()
        return self._shown

    def _ended(self) -> Figures:
        self._read(self._grid.rest(), max(0, _SHORTEST - self._size))
        self._watched(self._oversampling.end())
        hops = self._hops.all()
        return Figures(
            self._size / RATE_HZ,
            integrated_lufs(hops),
            range_lu(hops),
            loudest_lufs(hops, MOMENTARY),
            loudest_lufs(hops, SHORT_TERM),
            decibels(self._oversampling.highest),
            decibels(self._oversampling.highest_sample),
        )

    def _read(self, block: Samples, silence_after: int = 0) -> None:
        # What fills a short sound up to a block counts for loudness alone: the filter rings on into it.
        powers = self._weighting.powers(np.pad(block, (0, silence_after)) if silence_after else block)
        self._hops.feed(powers)
        if self._watch_powers:
            self._watch_powers(powers[: -(-block.size // POINT)])
        self._watched(self._oversampling.peaks(block))

    def _watched(self, peaks: Samples) -> None:
        if self._watch_peaks:
            self._watch_peaks(peaks)


def measured(tape: Tape) -> Figures:
    """Return the figures of a whole tape."""
    meter = Meter()
    for stretch in tape:
        meter.feed(stretch)
    return meter.figures()


def hops_of(tape: Tape) -> Samples:
    """Return the weighted mean square of every whole tenth of a second of a tape."""
    grid, weighting, hops = Grid(), Weighting(), Hops()
    for stretch in tape:
        for block in grid.feed(stretch):
            hops.feed(weighting.powers(block))
    hops.feed(weighting.powers(grid.rest()))
    return hops.all()


def integrated_of_channels(channels: Sequence[Tape], weights: Sequence[float]) -> float:
    """Return the programme loudness of several channels in LUFS; `weights` are 1 for L, R and C, 1.41 for surrounds."""
    return integrated_lufs(
        sum((weight * hops_of(tape) for tape, weight in zip(channels, weights, strict=True)), np.zeros(1))
    )
