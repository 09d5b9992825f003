# SPDX-License-Identifier: Apache-2.0
"""JPEG (ITU-T T.81, JFIF 1.02, Exif 2.32): what a decoder needs, and nothing beside it."""

import struct
from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed
from .profiles import strange
from .words import shown

_NEEDED: Final = {0xC4, 0xDA, 0xDB, 0xDD, *(0xC0 + n for n in range(16) if n not in (4, 8, 12))}
_ALONE: Final = {0x01, *range(0xD0, 0xD8)}
_SCAN, _END, _REMARK = 0xDA, 0xD9, 0xFE
_PLACE, _DAY, _MADE_BY = 0x8825, 0x0132, (0x010F, 0x0110, 0x0131, 0x013B, 0x8298)


def traces_in_jpeg(content: bytes, allowed: Allowed, where: str = "") -> Iterator[Trace]:
    """Yield a trace for each segment that no decoder needs, and for what comes behind the picture."""
    del allowed
    if content[:2] != b"\xff\xd8":
        yield Trace("format", where, "no JPEG")
        return
    at, profile = 2, b""
    while at + 2 <= len(content):
        if content[at] != 0xFF:
            yield Trace("bytes between segments", _byte(where, at), shown(content[at : at + 60]))
            return
        kind = content[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        if kind in _ALONE:
            at += 2
            continue
        if kind == _END:
            break
        (length,) = struct.unpack_from(">H", content, at + 2)
        part = content[at + 4 : at + 2 + length]
        if kind == 0xE2 and part.startswith(b"ICC_PROFILE\0"):
            profile += part[14:]
        else:
            yield from _segment(kind, part, _byte(where, at))
        at += 2 + length
        if kind == _SCAN:
            at = _behind_scan(content, at)
    else:
        yield Trace("format", where, "the JPEG has no end")
    if profile:
        yield from strange(profile, where)
    if at + 2 < len(content):
        yield Trace("bytes behind the picture", _byte(where, at + 2), shown(content[at + 2 : at + 62]))


def _behind_scan(content: bytes, at: int) -> int:
    """Return where the next marker stands that ends the packed picture."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
    return len(content)


def _segment(kind: int, part: bytes, where: str) -> Iterator[Trace]:
    if kind in _NEEDED or (kind == 0xEE and part.startswith(b"Adobe") and len(part) == 12):
        return
    if kind == 0xE0 and part.startswith(b"JFIF\0") and len(part) == 14 and part[12:14] == b"\0\0":
        return
    if kind == 0xE1 and part.startswith(b"Exif\0\0"):
        yield from traces_in_exif(part[6:], where)
    elif kind == 0xE1:
        yield Trace("XMP", where, shown(part))
    elif kind == 0xED:
        yield Trace("IPTC", where, shown(part))
    elif kind == _REMARK:
        yield Trace("comment", where, shown(part))
    elif kind == 0xE0:
        yield Trace("thumbnail", where, shown(part[:5]))
    else:
        yield Trace(f"segment {kind:02X}", where, shown(part))


def traces_in_exif(exif: bytes, where: str) -> Iterator[Trace]:
    """Yield a trace for Exif, and others that say what it tells first of all: the place, the day, the maker."""
    yield Trace("EXIF", where, "")
    order = {b"II": "<", b"MM": ">"}.get(exif[:2], "<")
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for number in range(count):
            tag, kind, long, value = struct.unpack_from(f"{order}HHII", exif, at + 2 + 12 * number)
            text = exif[value : value + long] if kind == 2 and long > 4 else b""
            if tag == _PLACE:
                yield Trace("EXIF GPS", where, "a place")
            elif tag == _DAY:
                yield Trace("EXIF DateTime", where, shown(text.rstrip(b"\0")))
            elif tag in _MADE_BY:
                yield Trace("EXIF maker", where, shown(text.rstrip(b"\0")))
    except struct.error:
        return


def _byte(where: str, at: int) -> str:
    return f"{where} byte {at}".strip()
