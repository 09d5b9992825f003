# SPDX-License-Identifier: Apache-2.0
"""M4A: AAC-LC in one channel, cut to the sample by an edit, with chapters; the front comes first (ISO/IEC 14496-14)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from safeconduct.studio.samples import Samples
from safeconduct.studio.tags import Tags
from safeconduct.tools import media

from .mp4_entries import AAC_FRAME, aac_entry, aac_head, chapter_samples, chapter_track, check_aac
from .mp4_movie import SOUND, TEXT, Track, chunks, front
from .opus import floats


def write(file: IO[bytes], sound: Iterable[Samples], count: int, rate_hz: int, kbps: int, tags: Tags) -> None:
    """Write `count` samples at `rate_hz`; raises `ToolRefusal` where the extra `media` is missing."""
    aac_head(rate_hz)  # refuses a rate before anything runs
    with media.encoded("aac", rate_hz, kbps, floats(sound, count), count / rate_hz) as made:
        track = sound_track(made.sizes, made.lead, count, rate_hz, kbps)
        write_movie(file, "m4a", rate_hz, [(track, checked(made.packets))], tags)


def sound_track(sizes: Sequence[int], lead: int, count: int, rate_hz: int, kbps: int) -> Track:
    """Return the track of `count` samples of AAC; what the encoder gave beyond them is left out."""
    needed = max(1, -(-(lead + count) // AAC_FRAME))
    if len(sizes) < needed:
        raise ValueError("the encoder of AAC kept the end for itself")
    last = lead + count - (needed - 1) * AAC_FRAME
    durations = ((needed - 1, AAC_FRAME), (1, last)) if needed > 1 else ((1, last),)
    return Track(SOUND, sizes[:needed], durations, count, aac_entry(rate_hz, kbps), skip=lead)


def checked(packets: Iterable[bytes]) -> Iterator[bytes]:
    """Yield packets of AAC; raises `ForeignMatterError` for one that says anything of its encoder."""
    for packet in packets:
        check_aac(packet)
        yield packet


def write_movie(
    file: IO[bytes], kind: str, scale: int, made: Sequence[tuple[Track, Iterator[bytes]]], tags: Tags
) -> None:
    """Write tracks with their samples, and one of chapters where `tags` have some."""
    tracks, samples = [track for track, _ in made], [packets for _, packets in made]
    if tags.chapters:
        tracks.append(chapter_track(tags.chapters, scale, max(track.length for track in tracks)))
        samples.append(iter(chapter_samples(tags.chapters)))
    file.write(front(kind, scale, tracks, tags))
    for chunk in chunks(tracks, scale):
        for _ in range(chunk.count):
            file.write(next(samples[chunk.track]))
    for track, packets in zip(tracks, samples, strict=True):
        if track.kind != TEXT:
            for _ in packets:  # the encoder may be emptied further than the sound goes
                pass
