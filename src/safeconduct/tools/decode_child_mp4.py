# SPDX-License-Identifier: Apache-2.0
"""Is an MP4 recording (M4A, 3GP, MOV) all there, and open to all?  Walks through its boxes, decodes nothing.

Source: ISO 14496-12.  A phone writes the sound first and the table of it last: without the table there is no sound.
"""

from collections.abc import Iterator
from typing import Final

from .decode_child_bytes import Untrusted, damaged
from .decode_kinds import Look, UnreadableError

_INTO: Final = frozenset([b"moov", b"trak", b"mdia", b"minf", b"stbl"])
_LOCKED: Final = frozenset([b"enca", b"encv", b"drms", b"drmi", b"aavd"])
"""Sample entries of protected sound and film: Common Encryption, and two shops' own."""

_MOST_TRACKS: Final = 32
_DEEPEST: Final = 8
_MOST_BOXES: Final = 20_000


def whole_mp4(file: Untrusted) -> Look:
    """Look at an MP4 recording; raises `UnreadableError` unless its table and all its sound are there, unprotected.

    One that was written in fragments tells its end only by an index of them.
    """
    found: set[bytes] = set()
    for count, (name, _, _) in enumerate(_boxes(file, 0, file.size)):
        found.add(name)
        if count > _MOST_BOXES:
            raise UnreadableError("many")
    if b"moov" not in found or not found & {b"mdat", b"moof"}:
        raise damaged()
    tracks = 0
    for entry in _entries(file, 0, file.size, 0):
        tracks += entry == b"trak"
        if tracks > _MOST_TRACKS:
            raise UnreadableError("many")
        if entry in _LOCKED:
            raise UnreadableError("locked")
    return Look(b"moof" not in found or b"mfra" in found)


def _boxes(file: Untrusted, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name, beginning and end of each box; each must lie inside `end`."""
    while at < end:
        if end - at < 8:
            if at and not file.must(at, end - at).strip(b"\0"):
                return  # padding, as old writers leave it
            raise damaged()
        head = file.must(at, 8)
        size, name, inside = int.from_bytes(head[:4], "big"), head[4:], 8
        if size == 1:
            size, inside = int.from_bytes(file.must(at + 8, 8), "big"), 16
        elif size == 0:
            size = end - at
        if not inside <= size <= end - at:
            raise damaged()
        yield name, at + inside, at + size
        at += size


def _entries(file: Untrusted, at: int, end: int, depth: int) -> Iterator[bytes]:
    """Yield "trak" for every track, and the names of its sample entries: what its sound or film is said to be."""
    for count, (name, first, last) in enumerate(_boxes(file, at, end)):
        if count > _MOST_BOXES or depth > _DEEPEST:
            raise UnreadableError("many")
        if name == b"stsd":
            yield from (entry for entry, _, _ in _boxes(file, first + 8, last))
        elif name in _INTO:
            if name == b"trak":
                yield name
            yield from _entries(file, first, last, depth + 1)
