# SPDX-License-Identifier: Apache-2.0
"""From a finished file back to the tape that was written, sample by sample: see `files.decoded`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.tools import media

from . import mp3_info, ogg_reading
from .foreign import ForeignMatterError, must
from .mp3_frames import SAMPLES, version
from .mp3_reading import after_tag
from .mp4_entries import aac_head
from .mp4_movie import SOUND
from .mp4_reading import movie
from .pcm import converted, converted_count

_STRETCH: Final = 480_000


def decoded(path: Path) -> Iterator[Samples]:
    """Yield the tape; the kind of file is told by its first bytes."""
    with path.open("rb") as file:
        magic = file.read(8)
    if magic[4:8] == b"ftyp":
        yield from _mp4(path)
        return
    try:
        with soundfile.SoundFile(path) as file:
            must(file.channels == 1, "the file has more than one channel")
            skip, count = _edges(path, magic, file)
            yield from _to_house_rate(_cut(_played(file), skip, count), count, file.samplerate)
    except soundfile.LibsndfileError as fault:
        raise ForeignMatterError("the file cannot be played") from fault


def _edges(path: Path, magic: bytes, file: soundfile.SoundFile) -> tuple[int, int]:
    """Return how many samples to leave out, and how many to take then, at the file's own rate."""
    if magic[:4] == b"OggS":
        return 0, ogg_reading.length_of(path)
    if magic[:3] == b"ID3":
        return _mp3_edges(path, file.samplerate)
    return 0, file.frames


def _mp3_edges(path: Path, rate_hz: int) -> tuple[int, int]:
    content = path.read_bytes()
    at = after_tag(content)
    told = content[at : at + 200]
    mark = told.find(b"Info")
    must(mark > 0, "the MP3 does not tell its length")
    frames = int.from_bytes(told[mark + 8 : mark + 12], "big")
    count = frames * SAMPLES[version(rate_hz)] - mp3_info.DELAY - mp3_info.padding(content, at, rate_hz)
    must(count >= 0, "the MP3 tells a wrong length")
    return 0, count


def _played(file: soundfile.SoundFile) -> Iterator[Samples]:
    while len(stretch := file.read(_STRETCH, dtype="float32")):
        yield stretch


def _mp4(path: Path) -> Iterator[Samples]:
    content = path.read_bytes()
    found = movie(content)
    track = found.sound()
    packets = (sample for one, sample in found.samples(content) if one.kind == SOUND)
    length_s = track.length / found.scale
    raw = media.decoded(found.scale, aac_head(found.scale), track.sizes, packets, length_s)
    sound = (np.frombuffer(piece, "<f4") for piece in raw)
    yield from _to_house_rate(_cut(sound, track.skip, track.length), track.length, found.scale)


def _cut(tape: Iterable[Samples], skip: int, count: int) -> Iterator[Samples]:
    """Yield `count` samples behind the first `skip`; raises `ForeignMatterError` where there are fewer."""
    left = count
    for stretch in tape:
        piece = stretch[skip:][:left]
        skip = max(0, skip - stretch.size)
        left -= piece.size
        if piece.size:
            yield piece
    must(not left, "the file holds less sound than it says")


def _to_house_rate(tape: Iterator[Samples], count: int, rate_hz: int) -> Iterator[Samples]:
    tape_48 = converted(tape, count, rate_hz, RATE_HZ)
    left = converted_count(count, rate_hz, RATE_HZ)
    for stretch in tape_48:
        left -= stretch.size
        yield stretch
    must(not left, "the file holds less sound than it says")
