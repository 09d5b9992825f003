# SPDX-License-Identifier: Apache-2.0
"""The boxes of an MP4, found one in the other and held against a list: a strange one is named."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from .foreign import Strip, must

_INSIDE: Final[Mapping[bytes, frozenset[bytes]]] = {
    b"": frozenset({b"ftyp", b"moov"}),
    b"moov": frozenset({b"mvhd", b"trak", b"udta"}),
    b"trak": frozenset({b"tkhd", b"edts", b"tref", b"mdia"}),
    b"edts": frozenset({b"elst"}),
    b"tref": frozenset({b"chap"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"smhd", b"vmhd", b"gmhd", b"dinf", b"stbl"}),
    b"gmhd": frozenset({b"gmin", b"text"}),
    b"dinf": frozenset({b"dref"}),
    b"stbl": frozenset({b"stsd", b"stts", b"stss", b"stsc", b"stsz", b"stco"}),
    b"udta": frozenset({b"meta", b"chpl"}),
    b"meta": frozenset({b"hdlr", b"ilst"}),
    b"ilst": frozenset({b"\xa9nam", b"\xa9ART", b"\xa9alb", b"\xa9cmt", b"\xa9day"}),
}
_WITH_VERSION: Final = (b"meta",)


@frozen
class Box:
    """One box: what it is called, where it stands ("moov/trak/mdia"), its content, and the boxes inside."""

    kind: bytes
    place: str
    content: bytes
    boxes: tuple["Box", ...]

    def all(self, kind: bytes) -> Iterator["Box"]:
        """Yield the boxes of one kind directly inside."""
        return (one for one in self.boxes if one.kind == kind)

    def only(self, *path: bytes) -> "Box":
        """Return the one box at the end of a path; there must be exactly one of each."""
        box = self
        for kind in path:
            found = list(box.all(kind))
            must(len(found) == 1, f"the MP4 holds {len(found)} boxes {_told(kind)} in {box.place or 'the file'}")
            box = found[0]
        return box

    def strip(self) -> Strip:
        """Return the content to be read."""
        return Strip(self.content, f"the box {self.place} of the MP4")

    def leaves(self) -> Iterator["Box"]:
        """Yield the boxes that hold no boxes."""
        if self.kind not in _INSIDE:
            yield self
        for one in self.boxes:
            yield from one.leaves()


def front_of(content: bytes) -> tuple[Box, int]:
    """Return all boxes before the samples, as one box around them, and where the samples begin."""
    strip = Strip(content, "the MP4")
    while True:
        must(strip.left >= 8, "the MP4 holds no samples")
        size, kind = strip.fields(">I4s")
        if kind == b"mdat":
            break
        must(kind in _INSIDE[b""], f"the MP4 holds a box {_told(kind)} that the studio does not write")
        must(size >= 8, "a box of the MP4 is too short")
        strip.take(size - 8)
    must(size == strip.left + 8, "the MP4 does not end where its samples end")
    return _box(b"", "", content[: strip.at - 8]), strip.at


def _box(kind: bytes, place: str, content: bytes) -> Box:
    if kind not in _INSIDE:
        return Box(kind, place, content, ())
    strip = Strip(content, f"the box {place} of the MP4" if place else "the MP4")
    if kind in _WITH_VERSION:
        must(strip.take(4) == bytes(4), f"{strip.name} has a strange version")
    boxes = []
    while strip.left:
        size, inner = strip.fields(">I4s")
        must(inner in _INSIDE[kind], f"{strip.name} holds a box {_told(inner)} that the studio does not write")
        must(size >= 8, f"a box in {strip.name} is too short")
        boxes.append(_box(inner, f"{place}/{_name(inner)}".lstrip("/"), strip.take(size - 8)))
    return Box(kind, place, content, tuple(boxes))


def _name(kind: bytes) -> str:
    return kind.decode("latin-1")


def _told(kind: bytes) -> str:
    return repr(_name(kind))
