# SPDX-License-Identifier: Apache-2.0
"""A film of stills for messengers: H.264 and AAC in MP4, the front first, so that it plays while it comes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.tags import Tags
from safeconduct.tools import media

from . import mp4_reading
from .fields import settled
from .m4a import checked, sound_track, write_movie
from .mp4_entries import h264_entry, picture_sample, sets_of
from .mp4_movie import PICTURE, Track
from .opus import floats
from .slides import KEY_EVERY, Slide, planes, size_of, timed
from .writing import fresh

KBPS: Final = 96


def write_film(path: Path, sound: Reel, slides: Sequence[tuple[Path, float, float]], tags: Tags) -> None:
    """Write a film: each slide (PNG, start and end in seconds) stands until the next one comes, with the whole sound.

    The same slides and sound give the same bytes.  Raises `ToolRefusal` where the extra `media` is missing,
    `StepRefusal` for slides that no phone would play, `ValueError` for slides out of order.
    """
    told, shown = settled(tags), timed(slides, sound.size)
    pictures, samples = _pictures(shown, sound.size)
    with (
        fresh(path) as file,
        media.encoded("aac", RATE_HZ, KBPS, floats(sound.tape(), sound.size), sound.length_s) as made,
    ):
        track = sound_track(made.sizes, made.lead, sound.size, RATE_HZ, KBPS)
        write_movie(file, "mp4", RATE_HZ, [(track, checked(made.packets)), (pictures, iter(samples))], told)


def reread_film(path: Path, tags: Tags) -> None:
    """Read a film again as `files.reread` reads sound; raise `ForeignMatterError` for anything else in it."""
    mp4_reading.check(path.read_bytes(), "mp4", RATE_HZ, KBPS, settled(tags))


def _pictures(slides: Sequence[Slide], size: int) -> tuple[Track, list[bytes]]:
    width, height = size_of(slides)
    counts = [len(slide.starts) for slide in slides]
    with media.pictures(width, height, counts, KEY_EVERY, (planes(slide.path) for slide in slides)) as made:
        samples = [picture_sample(packet) for packet in made.packets]
        entry = h264_entry(width, height, sets_of(made.head))
    starts = [start for slide in slides for start in slide.starts]
    if len(samples) != len(starts):
        raise ValueError("the encoder of pictures gave another number of them")
    durations = tuple((1, end - start) for start, end in zip(starts, [*starts[1:], size], strict=True))
    keys = tuple(_keys(counts))
    sizes = [len(sample) for sample in samples]
    return Track(PICTURE, sizes, durations, size, entry, keys=keys, width=width, height=height), samples


def _keys(counts: Sequence[int]) -> Iterator[int]:
    """Yield the numbers (from 1) of the frames that refer to no other."""
    first = 1
    for count in counts:
        yield from range(first, first + count, KEY_EVERY)
        first += count
