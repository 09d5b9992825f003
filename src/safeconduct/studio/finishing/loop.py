# SPDX-License-Identifier: Apache-2.0
"""The loop that trusts no buffer: write the file, decode it, measure what came back, and write again until it holds."""

from pathlib import Path
from typing import Final

import numpy as np
from attrs import define, frozen
from numpy.lib.stride_tricks import sliding_window_view

from safeconduct.model.channel import SoundChannel, SoundFile
from safeconduct.studio import files
from safeconduct.studio.reel import Reel, Tape
from safeconduct.studio.tags import Tags

from .dither import dithered
from .headroom import LEAST_DB, is_exact, is_moody, room_after, room_db, turned_down_db
from .listening import Listened, listened
from .rehearsal import rehearsed
from .solving import Solved, Solver
from .survey import Survey

_NEAR_LU, _NEAR_ENCODED_LU = 0.05, 0.15
"""How near to its loudness a file must come; 0.2 is tolerated, and encoding a long file once more takes its time."""

_MOST_WRITINGS, _MORE_WRITINGS = 6, 3
_HARD_DB: Final = 8.0
"""What a limiter may cost in gain before room for an encoder is too dear."""
_MORE_DB: Final = 0.05
"""What is taken off besides what is too much."""
_SLACK_DB: Final = 0.25
_FEW: Final = 20
"""Milliseconds over the ceiling that are taken down by themselves where there is no room to take all down."""
_NEAR: Final = 3
"""Milliseconds around a peak that are taken down with it: an encoder's noise spreads over a frame."""


@frozen
class Target:
    """One file to be: of what, for whom, as what, saying what of itself, where."""

    reel: Reel
    channel: SoundChannel
    spec: SoundFile
    tags: Tags
    path: Path


@define(eq=False)
class Writing:
    """One writing of a file: what was planned for it, and what was heard in it."""

    solved: Solved
    listened: Listened

    def faults(self, channel: SoundChannel) -> tuple[float, float]:
        """Return by how many dB a limit is broken, and by how many LU the loudness is missed."""
        figures = self.listened.figures
        over = max(0.0, figures.true_peak_dbtp - channel.peak_dbtp)
        if channel.short_term_lufs:
            over = max(over, figures.most_short_term_lufs - channel.short_term_lufs)
        return over, abs(figures.integrated_lufs - channel.loudness_lufs)


def written(target: Target, survey: Survey) -> Writing:
    """Write a file until it holds its channel's loudness and limits, or as well as it can be done; return that writing.

    `survey` is that of the reel; peaks that an encoder lifts over the ceiling are lifted in it too.
    """
    loop = _Loop(target, survey)
    best = loop.once()
    while not loop.is_good(best) and loop.writings < _MOST_WRITINGS:
        loop.learn(loop.last)
        best = min(best, loop.once(), key=lambda one: _rank(one, target.channel))
    while best.faults(target.channel)[0] > 0.0 and loop.writings < _MOST_WRITINGS + _MORE_WRITINGS:
        # Nothing has helped: what no ceiling can hold at this loudness is handed over softer.
        loop.turn_down(loop.last)
        best = min(best, loop.once(), key=lambda one: _rank(one, target.channel))
    if best is not loop.last:
        loop.write(best.solved)
    return best


def _rank(writing: Writing, channel: SoundChannel) -> tuple[bool, float]:
    over, off = writing.faults(channel)
    return over > 0.0, over if over > 0.0 else off


class _Loop:
    """What is asked of the solver, and what the writings so far have taught."""

    def __init__(self, target: Target, survey: Survey) -> None:
        self._target, self._survey, self._solver = target, survey, Solver(survey)
        channel, softer_db = target.channel, turned_down_db(target.spec)
        self._loudness = channel.loudness_lufs + softer_db
        self._short_term = channel.short_term_lufs and channel.short_term_lufs - _MORE_DB + softer_db
        self._highest = min(0.0, channel.peak_dbtp + softer_db) - LEAST_DB
        self.writings = 0
        self.last: Writing
        self._next = self._roomy(room_db(target.spec))
        self._rehearse()

    def _solved(self, ceiling_dbtp: float) -> Solved:
        return self._solver.solved(self._loudness, ceiling_dbtp, self._short_term)

    def _roomy(self, room_db: float) -> Solved:
        """Return a plan that leaves the encoder its room, or as much of it as the sound can pay for.

        Where the limiter would have to work too hard for it, peaks that the encoder lifts are taken down one by one.
        """
        if is_exact(self._target.spec):
            return self._solved(self._highest)
        plain_db = self._loudness - self._survey.figures.integrated_lufs
        for share in (1.0, 0.75, 0.5, 0.25):
            solved = self._solved(self._highest - share * (room_db - LEAST_DB))
            if solved.reached and solved.plan.gain_db - plain_db <= _HARD_DB:
                return solved
        return self._solved(self._highest)

    def _rehearse(self) -> None:
        """Where it pays, hear what the encoder makes of some of the sound, and plan anew after that."""
        if not is_moody(self._target.spec) or not self._next.reached:
            return
        heard = rehearsed(self._next.plan, self._target.reel, self._played)
        if heard:
            self._loudness = self._target.channel.loudness_lufs + heard.turned_down_db
            self._next = self._roomy(room_after(heard.lifted_db, heard.times))

    def _played(self, tape: Tape, size: int) -> Tape:
        target = self._target
        files.write(target.path, tape, size, target.spec, target.tags)
        return files.decoded(target.path)

    def once(self) -> Writing:
        """Write, decode and measure what is planned."""
        solved = self._next
        self.write(solved)
        self.writings += 1
        tape = files.decoded(self._target.path)
        self.last = Writing(solved, listened(tape, self._target.channel.peak_dbtp - self._slack_db))
        return self.last

    def write(self, solved: Solved) -> None:
        """Write the file."""
        target = self._target
        tape = solved.plan.tape(target.reel)
        if target.spec.bits == 16:
            tape = dithered(tape)
        files.write(target.path, tape, target.reel.size, target.spec, target.tags)

    def is_good(self, writing: Writing) -> bool:
        """Say whether a writing is inside: then none is made to get nearer."""
        over, off = writing.faults(self._target.channel)
        near = _NEAR_LU if is_exact(self._target.spec) else _NEAR_ENCODED_LU
        return over <= 0.0 and (off <= near or not writing.solved.reached)

    def learn(self, writing: Writing) -> None:
        """Ask for what was missed: a trimmed loudness, lower peaks where they were too high, calmer three seconds."""
        figures, channel = writing.listened.figures, self._target.channel
        if writing.solved.reached:
            self._loudness += channel.loudness_lufs - figures.integrated_lufs
        if channel.short_term_lufs and figures.most_short_term_lufs > channel.short_term_lufs:
            self._short_term -= figures.most_short_term_lufs - channel.short_term_lufs + _MORE_DB
        over, ceiling = figures.true_peak_dbtp - channel.peak_dbtp, writing.solved.plan.ceiling_dbtp
        self._next = self._lower(writing, over) if over > 0.0 else self._solved(ceiling)

    def _lower(self, writing: Writing, over_db: float) -> Solved:
        """Plan with lower peaks: those too high, and for an encoder all others, where the sound can pay for it."""
        ceiling = writing.solved.plan.ceiling_dbtp
        self._lift(writing)
        if is_exact(self._target.spec):
            return self._solved(ceiling)
        # An encoder's noise comes out otherwise at the next writing: what was low enough may not be so again.
        for lower_db in (over_db + LEAST_DB, over_db / 2.0):
            solved = self._solved(ceiling - lower_db)
            if solved.reached:
                return solved
        return self._solved(ceiling if writing.listened.over.size <= _FEW else ceiling - over_db / 2.0)

    def turn_down(self, writing: Writing) -> None:
        """Ask for the same once more, softer by what its peaks were too high."""
        over = writing.listened.figures.true_peak_dbtp - self._target.channel.peak_dbtp
        self._loudness = writing.solved.loudness_lufs - over - LEAST_DB
        self._next = self._solved(writing.solved.plan.ceiling_dbtp - over - LEAST_DB)

    @property
    def _slack_db(self) -> float:
        """How far under the ceiling a peak counts as too high; an encoder puts the next one elsewhere."""
        return 0.0 if is_exact(self._target.spec) else _SLACK_DB

    def _lift(self, writing: Writing) -> None:
        """Raise the peaks of the survey where the finished file is too high, so that the limiter sees them coming."""
        plan, heard, peaks = writing.solved.plan, writing.listened, self._survey.peak_dbtp
        bound = self._target.channel.peak_dbtp - self._slack_db - _MORE_DB
        for first, count in plan.pieces():
            here = (heard.over >= first) & (heard.over < first + count)
            if here.any():
                at = heard.over[here] - first
                nodes = plan.reduction_db(first, count)
                take = np.maximum(nodes[:-1], nodes[1:])[at] + heard.over_dbtp[here] - bound
                lifted = np.full(count, -np.inf)
                lifted[at] = plan.ceiling_dbtp + take - plan.highest_gain_db(first, count)[at]
                wide = np.max(
                    sliding_window_view(np.pad(lifted, _NEAR, constant_values=-np.inf), 2 * _NEAR + 1), axis=1
                )
                peaks[first : first + count] = np.maximum(peaks[first : first + count], wide)
