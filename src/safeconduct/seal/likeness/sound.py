# SPDX-License-Identifier: Apache-2.0
"""Which stretch of a recording of ours another one sounds like, whatever codec, telephone or level it went through.

What is compared are signs: whether the step from one narrow band to the next grew or shrank since a moment before
(Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System", ISMIR 2002), here on fewer frames, not in pauses.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from attrs import field, frozen

RATE_HZ: Final = 48_000
HOP_S: Final = 0.032
_HOP: Final = round(RATE_HZ * HOP_S)
_WINDOW: Final = 8 * _HOP
_BANDS: Final = 32
_LOW_HZ, _HIGH_HZ = 320.0, 3_000.0
"""What a telephone lets through."""
_BACK: Final = 2
_PAUSE_DB: Final = -18.0
BLOCK: Final = 96
_STEP: Final = 32
_LEAST_COMMON: Final = 40
"""Frames in which both must speak."""
AGREES: Final = 0.70
"""Signs that must be equal in a block; one half are by chance."""
_MOST_DRIFT: Final = 3
LEAST_S: Final = 6.0
LEAST_SHARE: Final = 0.75

Signs = np.ndarray[Any, np.dtype[np.float32]]
Samples = np.ndarray[Any, np.dtype[np.float32]]


@frozen(eq=False)
class Heard:
    """The signs of a recording (frames, 32: -1, 1, and 0 in pauses), one frame every 32 ms; `name` is the caller's."""

    name: str
    signs: Signs = field(repr=False)

    @property
    def length_s(self) -> float:
        """Its length in seconds."""
        return len(self.signs) * HOP_S


@frozen
class Stretch:
    """From `start_s` to `end_s` the asked recording sounds like ours from `ours_s` on; `agreement` is 0.5 to 1."""

    start_s: float
    end_s: float
    ours_s: float
    agreement: float


@frozen
class Sounds:
    """A recording of ours that another sounds like, in which stretches, and which `share` of what is spoken there."""

    name: str
    stretches: tuple[Stretch, ...]
    share: float

    @property
    def is_alike(self) -> bool:
        """Whether it is enough of the recording to be called alike; else it is told as a part of it."""
        return self.share >= LEAST_SHARE


def heard(name: str, pieces: Iterable[Samples]) -> Heard:
    """Return the signs of a recording of one channel at 48 kHz that comes in pieces of any length."""
    energies = np.concatenate([np.zeros((0, _BANDS + 1)), *_energies(pieces)])
    levels = 10 * np.log10(energies.sum(axis=1) + 1e-12)
    slopes = np.diff(10 * np.log10(energies + 1e-12), axis=1)
    signs = np.zeros((len(energies), _BANDS), np.float32)
    signs[_BACK:] = np.where(slopes[_BACK:] > slopes[:-_BACK], 1.0, -1.0)
    signs[: min(_BACK, len(signs))] = 0.0
    if len(levels):
        signs[levels < np.quantile(levels, 0.95) + _PAUSE_DB] = 0.0
    return Heard(name, signs)


def sounds_like(asked: Heard, ours: Sequence[Heard]) -> tuple[Sounds, ...]:
    """Return our recordings of which `asked` holds a stretch of 6 s or more, the one that explains most of it first."""
    spoken = np.abs(asked.signs[:, 0]) > 0
    found = []
    for one in ours:
        stretches, covered = _stretches(asked.signs, one.signs)
        if stretches:
            share = float((spoken & covered).sum() / max(1, spoken.sum()))
            found.append(Sounds(one.name, stretches, share))
    return tuple(sorted(found, key=lambda one: (-one.share, one.name)))


def _energies(pieces: Iterable[Samples]) -> Iterator[Any]:
    frequencies = np.fft.rfftfreq(_WINDOW, 1 / RATE_HZ)
    edges = np.searchsorted(frequencies, np.geomspace(_LOW_HZ, _HIGH_HZ, _BANDS + 2))
    window = np.hanning(_WINDOW).astype(np.float32)
    rest = np.zeros(0, np.float32)
    for piece in pieces:
        rest = np.concatenate([rest, piece])
        count = (len(rest) - _WINDOW) // _HOP + 1
        for start in range(0, max(0, count), 64):
            frames = np.lib.stride_tricks.sliding_window_view(rest, _WINDOW)[start * _HOP :: _HOP][
                : min(64, count - start)
            ]
            power = np.abs(np.fft.rfft(frames * window, axis=1)[:, : edges[-1]]) ** 2
            yield np.add.reduceat(power, edges[:-1], axis=1)
        if count > 0:
            rest = rest[count * _HOP :]


def _stretches(asked: Signs, ours: Signs) -> tuple[tuple[Stretch, ...], Any]:
    covered = np.zeros(len(asked), np.bool_)
    if len(asked) < BLOCK or len(ours) < BLOCK:
        return (), covered
    blocks = _blocks(asked, ours)
    told = []
    for run in _runs(blocks):
        first, last = run[0], run[-1]
        start, end = first[0], last[0] + BLOCK
        if (end - start) * HOP_S < LEAST_S:
            continue
        covered[start:end] = True
        agreement = sum(one[2] for one in run) / len(run)
        told.append(Stretch(start * HOP_S, end * HOP_S, max(0, first[1]) * HOP_S, agreement))
    return tuple(told), covered


def _blocks(asked: Signs, ours: Signs) -> Iterator[tuple[int, int, float]]:
    """Yield (frame of the block, frame of ours, agreement) for each block that is found in ours."""
    size = 1 << (len(ours) + 2 * BLOCK).bit_length()
    there = np.fft.rfft(ours, size, axis=0)
    spoken = np.fft.rfft(np.abs(ours[:, 0]), size)
    for start in [*range(0, len(asked) - BLOCK, _STEP), len(asked) - BLOCK]:
        block = asked[start : start + BLOCK]
        if np.abs(block[:, 0]).sum() < _LEAST_COMMON:
            continue
        equal = np.fft.irfft((there * np.fft.rfft(block, size, axis=0).conj()).sum(axis=1), size)
        common = np.fft.irfft(spoken * np.fft.rfft(np.abs(block[:, 0]), size).conj(), size)
        score = np.where(common >= _LEAST_COMMON - 0.5, equal / np.maximum(common, 1.0) / _BANDS, -1.0)
        at = int(score.argmax())
        agreement = float(1 + score[at]) / 2
        if agreement >= AGREES:
            yield start, at if at < size - BLOCK else at - size, agreement


def _runs(blocks: Iterable[tuple[int, int, float]]) -> Iterator[list[tuple[int, int, float]]]:
    """Yield blocks that follow one another in both recordings; a pause of ours may be longer or shorter by 0.1 s."""
    run: list[tuple[int, int, float]] = []
    for block in blocks:
        if run:
            before = run[-1]
            step = block[0] - before[0]
            if step > 2 * BLOCK or abs(block[1] - before[1] - step) > _MOST_DRIFT:
                yield run
                run = []
        run.append(block)
    if run:
        yield run
