# SPDX-License-Identifier: Apache-2.0
"""Writing a finished file: one tape, one container, and no half a file where it went wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from safeconduct.model.channel import SoundFile
from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.tags import Tags

from . import flac, m4a, mp3, opus, suffix, wav
from .bext import Loudness
from .fields import settled
from .pcm import at_rate, count_at


def write(path: Path, tape: Tape, size: int, spec: SoundFile, tags: Tags, loudness: Loudness | None) -> None:
    """See `files.write`."""
    kind = suffix(spec)
    rate_hz = RATE_HZ if kind == "ogg" else spec.rate_hz
    told = settled(tags)
    count, sound = count_at(size, rate_hz), at_rate(tape, size, rate_hz)
    with fresh(path) as file:
        if kind == "wav":
            wav.write(file, sound, count, rate_hz, spec.bits, told, loudness)
        elif kind == "flac":
            flac.write(file, sound, count, rate_hz, spec.bits, told, path.with_name(f"{path.name}.part"))
        elif kind == "mp3":
            mp3.write(file, sound, count, rate_hz, spec.kbps, told)
        elif kind == "ogg":
            opus.write(file, sound, count, spec.kbps, told)
        else:
            m4a.write(file, sound, count, rate_hz, spec.kbps, told)


@contextmanager
def fresh(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file; when anything goes wrong, there is none."""
    try:
        with path.open("wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise
