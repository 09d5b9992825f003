# SPDX-License-Identifier: Apache-2.0
"""The front of an MP4: `ftyp` and `moov`, from tracks and tags and nothing else (ISO/IEC 14496-12, -14 and -15).

No box here tells a time, a program or a person but the sender.  One time scale serves the movie and all its tracks, so
that every edit is exact to the sample.  The same tracks and tags give the same bytes: the reader counts on that.
"""

import struct
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import frozen

from safeconduct.studio.tags import Chapter, Tags

from .fields import ilst

SOUND, PICTURE, TEXT = "sound", "picture", "text"
BRANDS: Final = {"m4a": (b"M4A ", b"M4A isommp42"), "mp4": (b"isom", b"isomiso2avc1mp41")}

_HANDLERS: Final = {SOUND: b"soun", PICTURE: b"vide", TEXT: b"text"}
_UNITY: Final = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_ENABLED_IN_MOVIE, _OFF = 3, 0
# What QuickTime wants of a text track that is there for its chapters: a base media head and a text head.
_TEXT_HEAD: Final = struct.pack(">IHHHHHH", 0, 0x40, 0x8000, 0x8000, 0x8000, 0, 0)
_TEXT_MATRIX: Final = struct.pack(">HIIIIIIII", 1, 0, 0, 0, 1, 0, 0, 0, 0x4000) + b"\0\0"


@frozen
class Track:
    """One track: the sizes of its samples in bytes, their durations in runs (count, ticks), and its sample entry.

    `skip` ticks at the start are no part of it, and it plays `length` ticks.  `keys` are the numbers (from 1) of the
    samples that a player can begin with; empty: all of them.
    """

    kind: str
    sizes: Sequence[int]
    durations: tuple[tuple[int, int], ...]
    length: int
    entry: bytes
    skip: int = 0
    keys: tuple[int, ...] = ()
    width: int = 0
    height: int = 0


@frozen
class Chunk:
    """Samples of one track that lie behind one another: `count` of them from the sample `first` (from 0)."""

    track: int
    first: int
    count: int


def box(kind: bytes, *parts: bytes) -> bytes:
    """Return a box."""
    return struct.pack(">I4s", 8 + sum(map(len, parts)), kind) + b"".join(parts)


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """Return a box with version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def chunks(tracks: Sequence[Track], scale: int) -> list[Chunk]:
    """Return the order of all samples in the file: titles first, then second by second what belongs together."""
    placed = []
    for number, track in enumerate(tracks):
        seconds = [-1 if track.kind == TEXT else time // scale for time in _times(track)]
        first = 0
        for second, together in groupby(seconds):
            count = sum(1 for _ in together)
            placed.append((second, track.kind == SOUND, Chunk(number, first, count)))
            first += count
    return [chunk for _, _, chunk in sorted(placed, key=lambda one: one[:2])]


def front(kind: str, scale: int, tracks: Sequence[Track], tags: Tags) -> bytes:
    """Return everything before the samples, the head of `mdat` included."""
    order = chunks(tracks, scale)
    sizes = [sum(tracks[one.track].sizes[one.first : one.first + one.count]) for one in order]
    major, compatible = BRANDS[kind]
    ftyp = box(b"ftyp", major, bytes(4), compatible)
    at = len(ftyp) + len(_moov(scale, tracks, tags, order, [0] * len(order))) + 8
    offsets = []
    for size in sizes:
        offsets.append(at)
        at += size
    if at >= 1 << 32:
        raise ValueError("no MP4 of ours is that large")
    return ftyp + _moov(scale, tracks, tags, order, offsets) + struct.pack(">I4s", 8 + sum(sizes), b"mdat")


def _moov(scale: int, tracks: Sequence[Track], tags: Tags, order: Sequence[Chunk], offsets: Sequence[int]) -> bytes:
    head = struct.pack(">IIIIIHHQ", 0, 0, scale, max(track.length for track in tracks), 0x10000, 0x100, 0, 0)
    head += _UNITY + bytes(24) + struct.pack(">I", len(tracks) + 1)
    own = [
        [(one, at) for one, at in zip(order, offsets, strict=True) if one.track == number]
        for number in range(len(tracks))
    ]
    titles = [number for number, track in enumerate(tracks, 1) if track.kind == TEXT]
    traks = [
        _trak(number, scale, track, tags, placed, titles)
        for number, (track, placed) in enumerate(zip(tracks, own, strict=True), 1)
    ]
    return box(b"moov", full(b"mvhd", head), *traks, _udta(tracks, tags))


def _trak(
    number: int, scale: int, track: Track, tags: Tags, placed: Sequence[tuple[Chunk, int]], titles: Sequence[int]
) -> bytes:
    volume, flags = (0x100 if track.kind == SOUND else 0), (_OFF if track.kind == TEXT else _ENABLED_IN_MOVIE)
    size = struct.pack(">II", track.width << 16, track.height << 16)
    head = struct.pack(">IIIIIQHHHH", 0, 0, number, 0, track.length, 0, 0, 0, volume, 0) + _UNITY + size
    edit = struct.pack(">IIiI", 1, track.length, track.skip, 0x10000)
    refers = (
        [box(b"tref", box(b"chap", *(struct.pack(">I", title) for title in titles)))]
        if titles and track.kind != TEXT
        else []
    )
    spoken = "und" if track.kind == PICTURE else tags.language or "und"
    language = (ord(spoken[0]) - 96) << 10 | (ord(spoken[1]) - 96) << 5 | (ord(spoken[2]) - 96)
    lasts = sum(count * ticks for count, ticks in track.durations)
    media = struct.pack(">IIIIHH", 0, 0, scale, lasts, language, 0)
    handler = struct.pack(">I4s12s", 0, _HANDLERS[track.kind], b"") + b"\0"
    reach = box(b"dinf", full(b"dref", struct.pack(">I", 1), full(b"url ", flags=1)))
    return box(
        b"trak",
        full(b"tkhd", head, flags=flags),
        box(b"edts", full(b"elst", edit)),
        *refers,
        box(
            b"mdia",
            full(b"mdhd", media),
            full(b"hdlr", handler),
            box(b"minf", _media_head(track.kind), reach, _stbl(track, placed)),
        ),
    )


def _media_head(kind: str) -> bytes:
    if kind == SOUND:
        return full(b"smhd", bytes(4))
    if kind == PICTURE:
        return full(b"vmhd", bytes(8), flags=1)
    return box(b"gmhd", box(b"gmin", _TEXT_HEAD), box(b"text", _TEXT_MATRIX))


def _stbl(track: Track, placed: Sequence[tuple[Chunk, int]]) -> bytes:
    runs = [(number, one.count) for number, (one, _) in enumerate(placed, 1)]
    changes = [run for at, run in enumerate(runs) if not at or run[1] != runs[at - 1][1]]
    keys = [full(b"stss", _table(track.keys))] if track.keys else []
    return box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), track.entry),
        full(b"stts", struct.pack(">I", len(track.durations)), *(struct.pack(">II", *run) for run in track.durations)),
        *keys,
        full(b"stsc", struct.pack(">I", len(changes)), *(struct.pack(">III", *run, 1) for run in changes)),
        full(b"stsz", bytes(4), _table(track.sizes)),
        full(b"stco", _table([at for _, at in placed])),
    )


def _table(numbers: Sequence[int]) -> bytes:
    return struct.pack(f">{len(numbers) + 1}I", len(numbers), *numbers)


def _udta(tracks: Sequence[Track], tags: Tags) -> bytes:
    entries = [
        box(name.encode("latin-1"), box(b"data", struct.pack(">II", 1, 0), text.encode())) for name, text in ilst(tags)
    ]
    handler = full(b"hdlr", struct.pack(">I4s4s9s", 0, b"mdir", b"appl", b""))
    parts = [full(b"meta", handler, box(b"ilst", *entries))]
    if any(track.kind == TEXT for track in tracks):
        marks = [_mark(chapter) for chapter in tags.chapters]
        parts.append(full(b"chpl", bytes(4), bytes((len(marks),)), *marks, version=1))
    return box(b"udta", *parts)


def _mark(chapter: Chapter) -> bytes:
    title = chapter.title.encode()
    return struct.pack(">QB", round(chapter.start_s * 10_000_000), len(title)) + title


def _times(track: Track) -> Iterator[int]:
    time = 0
    for count, ticks in track.durations:
        for _ in range(count):
            yield time
            time += ticks
