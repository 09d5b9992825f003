# SPDX-License-Identifier: Apache-2.0
"""Reading an MP4 of ours again: the boxes are on the list, and the front is, byte for byte, the one we would write.

The few figures that only the file knows (how large its samples are, how long it plays) are taken from it; from them
and the tags the front is written anew and compared.  So there is no field in which anything could stand.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from safeconduct.studio.tags import Tags

from .foreign import ForeignMatterError, must
from .m4a import sound_track
from .mp4_boxes import Box, front_of
from .mp4_entries import (
    AAC_FRAME,
    chapter_samples,
    chapter_track,
    check_aac,
    check_picture,
    check_sets,
    h264_entry,
)
from .mp4_movie import PICTURE, SOUND, TEXT, Track, chunks, front

_KINDS: Final = {b"soun": SOUND, b"vide": PICTURE, b"text": TEXT}


@frozen
class Movie:
    """What a file says that it holds: its time scale, its tracks, and where the samples begin."""

    scale: int
    tracks: tuple[Track, ...]
    start: int
    boxes: Box

    def sound(self) -> Track:
        """Return its one track of sound."""
        found = [track for track in self.tracks if track.kind == SOUND]
        must(len(found) == 1, "the MP4 holds no sound, or more than one")
        return found[0]

    def samples(self, content: bytes) -> Iterator[tuple[Track, bytes]]:
        """Yield every sample in the order of the file."""
        at, end = self.start, len(content)
        for chunk in chunks(self.tracks, self.scale):
            track = self.tracks[chunk.track]
            for size in track.sizes[chunk.first : chunk.first + chunk.count]:
                must(at + size <= end, "the MP4 ends inside a sample")
                yield track, content[at : at + size]
                at += size
        must(at == end, "the MP4 holds bytes that are no sample")


def movie(content: bytes) -> Movie:
    """Return what a file says that it holds; nothing is compared yet but the list of boxes."""
    boxes, start = front_of(content)
    moov = boxes.only(b"moov")
    head = moov.only(b"mvhd").strip()
    head.take(12)
    scale = head.number(">I")
    must(8_000 <= scale <= 96_000, "the MP4 counts time in a strange way")
    tracks = tuple(_track(trak) for trak in moov.all(b"trak"))
    must(0 < len(tracks) <= 3, "the MP4 has a strange number of tracks")
    must(sum(sum(track.sizes) for track in tracks) == len(content) - start, "the MP4 holds bytes that are no sample")
    return Movie(scale, tracks, start, boxes)


def check(content: bytes, kind: str, rate_hz: int, kbps: int, tags: Tags) -> None:
    """Raise `ForeignMatterError` unless the file is an MP4 of this kind ("m4a" or "mp4") as the studio writes it."""
    found = movie(content)
    must(found.scale == rate_hz, "the MP4 is not at the rate that was asked for")
    sound = found.sound()
    needed = max(1, -(-(AAC_FRAME + sound.length) // AAC_FRAME))
    must(len(sound.sizes) == needed, "the MP4 tells a wrong length")
    wanted = [sound_track(sound.sizes, AAC_FRAME, sound.length, rate_hz, kbps)]
    if kind == "mp4":
        wanted.append(_picture(found, sound.length))
    if tags.chapters:
        wanted.append(chapter_track(tags.chapters, rate_hz, sound.length))
    must([one.kind for one in found.tracks] == [one.kind for one in wanted], "the MP4 has other tracks than it should")
    _same(content[: found.start], front(kind, rate_hz, wanted, tags), found)
    titles, shown = iter(chapter_samples(tags.chapters)), 0
    for track, sample in Movie(rate_hz, tuple(wanted), found.start, found.boxes).samples(content):
        if track.kind == SOUND:
            check_aac(sample)
        elif track.kind == PICTURE:
            shown += 1
            must(check_picture(sample) == (shown in track.keys), "the MP4 says wrongly where a player can begin")
        else:
            must(sample == next(titles), "a title of a chapter in the MP4 is another one")


def _picture(found: Movie, length: int) -> Track:
    pictures = [track for track in found.tracks if track.kind == PICTURE]
    must(len(pictures) == 1, "the MP4 holds no pictures, or two tracks of them")
    track = pictures[0]
    must(
        sum(count * ticks for count, ticks in track.durations) == length,
        "the pictures do not last as long as the sound",
    )
    must(track.width <= 1920 and track.height <= 1920, "the pictures of the MP4 are too large")
    must(list(track.keys) == sorted(set(track.keys)) and track.keys[:1] == (1,), "the MP4 begins with no whole picture")
    entry = track.entry
    # The sample entry up to its configuration has a fixed length; there the parameter sets stand.
    at = 8 + 78 + 8 + 5
    first = int.from_bytes(entry[at + 1 : at + 3], "big")
    second_at = at + 3 + first + 1
    second = int.from_bytes(entry[second_at : second_at + 2], "big")
    sets = (entry[at + 3 : at + 3 + first], entry[second_at + 2 : second_at + 2 + second])
    check_sets(sets)
    return Track(
        PICTURE,
        track.sizes,
        track.durations,
        length,
        h264_entry(track.width, track.height, sets),
        keys=track.keys,
        width=track.width,
        height=track.height,
    )


def _track(trak: Box) -> Track:
    handler = trak.only(b"mdia", b"hdlr").content[8:12]
    must(handler in _KINDS, "the MP4 holds a track that is neither sound nor picture nor titles")
    table = trak.only(b"mdia", b"minf", b"stbl")
    head = trak.only(b"tkhd").content
    edit = trak.only(b"edts", b"elst").strip()
    must(edit.number(">4xI") == 1, "the MP4 holds more than one edit of a track")
    length, skip = edit.fields(">Ii")
    sizes = table.only(b"stsz").strip()
    must(sizes.take(8) == bytes(8), "the MP4 counts its samples in a strange way")
    durations = table.only(b"stts").strip()
    durations.take(4)
    runs = [durations.fields(">II") for _ in range(min(durations.number(">I"), durations.left // 8))]
    count = sizes.number(">I")
    must(sizes.left == 4 * count and sum(run[0] for run in runs) == count, "the MP4 counts its samples in two ways")
    must(count > 0, "the MP4 holds an empty track")
    keys: Sequence[int] = ()
    if list(table.all(b"stss")):
        told = table.only(b"stss").strip()
        told.take(8)
        keys = told.fields(f">{told.left // 4}I")
    entry = table.only(b"stsd").content[8:]
    width, height = (int.from_bytes(head[at : at + 4], "big") >> 16 for at in (76, 80))
    return Track(
        _KINDS[handler], sizes.fields(f">{count}I"), tuple(runs), length, entry, skip, tuple(keys), width, height
    )


def _same(found: bytes, wanted: bytes, told: Movie) -> None:
    """Compare two fronts; the sentence names the first box that differs."""
    if found == wanted:
        return
    other, _ = front_of(wanted[:-8] + (8).to_bytes(4, "big") + b"mdat")
    for box, should in zip(told.boxes.leaves(), other.leaves(), strict=False):
        if (box.place, box.content) != (should.place, should.content):
            raise ForeignMatterError(f"the box {box.place} of the MP4 is not what the studio would write")
    raise ForeignMatterError("the MP4 holds other boxes than the studio would write")
