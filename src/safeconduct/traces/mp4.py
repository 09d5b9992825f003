# SPDX-License-Identifier: Apache-2.0
"""MP4 and M4A (ISO/IEC 14496-12, -14): boxes from a list, no time of making, and five fields of words."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed, comment, unless
from .words import shown

_HOLDERS: Final = {
    b"moov", b"trak", b"edts", b"tref", b"mdia", b"minf", b"dinf", b"stbl", b"gmhd", b"udta", b"meta", b"ilst",
}  # fmt: skip
_LEAVES: Final = {
    b"ftyp", b"mdat", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"elst", b"chap", b"smhd", b"vmhd", b"nmhd", b"gmin", b"text",
    b"dref", b"stsd", b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp", b"chpl",
}  # fmt: skip
_BLANK: Final = {b"free", b"skip", b"wide"}
_TIMED: Final = {b"mvhd", b"tkhd", b"mdhd"}
_DEEPEST: Final = 12
_BRANDS: Final = {b"M4A ", b"isom", b"mp42"}
_NAMES: Final = {"", "SoundHandler", "VideoHandler", "Apple Sound Media Handler"}


def traces_in_mp4(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield a trace for each box that is not on the list, each time that is not nought, each field that says more."""
    if content[4:8] != b"ftyp":
        yield Trace("format", "", "no MP4")
        return
    yield from unless(content[8:12] in _BRANDS, "brand", "byte 8", content[8:12])
    yield from _boxes(content, 0, len(content), (), allowed)


def _boxes(content: bytes, at: int, end: int, place: tuple[str, ...], allowed: Allowed) -> Iterator[Trace]:
    held = 0
    while at + 8 <= end:
        size, kind, head = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16], "big"), 16
        size = size or end - at
        name = kind.decode("latin-1")
        where = f"{'/'.join((*place, name))}, byte {at}"
        if size < head or at + size > end:
            yield Trace("format", where, "a box that is not whole")
            return
        held += kind == b"mdat"
        yield from unless(held < 2, "second box of samples", where, content[at + head : at + 80])
        yield from _box(content, (kind, at + head, at + size), (*place, name), where, allowed)
        at += size
    yield from unless(not any(content[at:end]), "bytes between boxes", f"byte {at}", content[at : min(end, at + 60)])


def _box(
    content: bytes, box: tuple[bytes, int, int], place: tuple[str, ...], where: str, allowed: Allowed
) -> Iterator[Trace]:
    kind, begin, end = box
    if "ilst" in place[:-1]:
        yield from _word(kind, content[begin:end], where, allowed)
    elif kind in _HOLDERS and len(place) < _DEEPEST:
        yield from _boxes(content, begin + (4 if kind == b"meta" else 0), end, place, allowed)
    elif kind in _TIMED:
        wide = 16 if content[begin] == 1 else 8
        times = content[begin + 4 : begin + 4 + wide]
        yield from unless(not any(times), f"time of making, {kind.decode()}", where, times.hex())
    elif kind == b"hdlr":
        name = content[begin + 24 : end].strip(b"\0").decode("utf-8", "replace")
        yield from unless(name in _NAMES, "name of a handler", where, name)
    elif kind == b"chpl":
        yield from allowed.fields(content[begin + 9 : end].decode("utf-8", "replace"), "chapters", where)
    elif kind in _BLANK:
        yield from unless(not any(content[begin:end]), f"box {place[-1]}", where, content[begin : begin + 60])
    elif kind not in _LEAVES:
        yield Trace(f"box {shown(place[-1])}", where, shown(content[begin : min(end, begin + 80)]))


def _word(kind: bytes, part: bytes, where: str, allowed: Allowed) -> Iterator[Trace]:
    good: Mapping[bytes, Callable[[str], bool]] = {
        b"\xa9nam": allowed.title,
        b"\xa9ART": allowed.sender,
        b"\xa9alb": allowed.edition,
        b"\xa9cmt": comment,
        b"\xa9day": allowed.day,
    }
    value = part[16:].decode("utf-8", "replace")
    fits = good.get(kind)
    whole = int.from_bytes(part[:4], "big") == len(part) and part[4:8] == b"data"
    yield from unless(whole and fits is not None and fits(value), f"field {kind.decode('latin-1')}", where, value)
