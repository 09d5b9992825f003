# SPDX-License-Identifier: Apache-2.0
"""Sound that is longer than memory likes: a reel on disk, and the tape that runs off it in stretches.

A **tape** is an iterator of stretches of one channel at 48 kHz, in any lengths, one after the other.  Whatever treats
sound takes a tape and yields a tape of the same total length with nothing shifted, so that treatments can be chained
and no stage ever holds more than a few stretches.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import soundfile
from attrs import frozen

from .samples import EXACT_FLAC, RATE_HZ, Samples

STRETCH: Final = 10 * RATE_HZ
"""The samples that a reel hands out at a time."""

Tape = Iterable[Samples]


@frozen
class Reel:
    """`size` samples of one channel at 48 kHz, 32-bit floats and nothing else, in the file `path`."""

    path: Path
    size: int

    @property
    def length_s(self) -> float:
        """The length in seconds."""
        return self.size / RATE_HZ

    def read(self, first: int, end: int) -> Samples:
        """Return the samples from `first` up to `end`; what lies outside the reel is silence."""
        inside = (max(0, first), min(self.size, end))
        if inside[0] >= inside[1]:
            return np.zeros(max(0, end - first), np.float32)
        count = inside[1] - inside[0]
        found = np.fromfile(self.path, np.float32, count, offset=4 * inside[0])
        if found.size != count:
            raise ValueError(f"the reel {self.path.name} is shorter than it was")
        return found if count == end - first else np.pad(found, (inside[0] - first, end - inside[1]))

    def tape(self, step: int = STRETCH) -> Iterator[Samples]:
        """Yield the whole reel in stretches of `step` samples, the last one shorter."""
        for first in range(0, self.size, step):
            yield self.read(first, min(self.size, first + step))

    def overlapping(self, step: int, before: int, after: int) -> Iterator[Samples]:
        """Yield stretches of `before` + `step` + `after` samples, `step` apart, silence outside the reel."""
        for first in range(0, self.size, step):
            yield self.read(first - before, first + step + after)


def reel_at(path: Path) -> Reel:
    """Return the reel that lies at `path`: 32-bit floats of one channel at 48 kHz, and nothing else."""
    return Reel(path, path.stat().st_size // 4)


def wound(path: Path, tape: Tape) -> Reel:
    """Write a tape to a new reel at `path`."""
    size = 0
    with path.open("wb") as file:
        for stretch in tape:
            np.ascontiguousarray(stretch, np.float32).tofile(file)
            size += stretch.size
    return Reel(path, size)


def write_flac(path: Path, reel: Reel) -> None:
    """Write sound that travels between steps: FLAC, 24 bit, mono: fewer bytes to hash on every recall.

    Sound that would clip is turned down as a whole: every paragraph is levelled later anyway.
    """
    highest = max((float(np.abs(stretch).max(initial=0.0)) for stretch in reel.tape()), default=0.0)
    gain = np.float32(min(1.0, 0.99 / max(highest, 1e-9)))
    with soundfile.SoundFile(path, "w", RATE_HZ, 1, "PCM_24", format="FLAC", compression_level=EXACT_FLAC) as file:
        for stretch in reel.tape():
            file.write(stretch * gain)


def read_flac(path: Path) -> Iterator[Samples]:
    """Yield the tape of a file that `write_flac` wrote."""
    with soundfile.SoundFile(path) as file:
        if file.samplerate != RATE_HZ or file.channels != 1:
            raise ValueError("the studio works in one channel at 48 kHz")
        while len(stretch := file.read(STRETCH, dtype="float32")):
            yield stretch
