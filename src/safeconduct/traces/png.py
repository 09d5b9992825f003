# SPDX-License-Identifier: Apache-2.0
"""PNG (W3C, third edition): pixels, their colours and their size, and nothing beside them."""

import zlib
from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed
from .jpeg import traces_in_exif
from .profiles import strange
from .words import shown

_START: Final = b"\x89PNG\r\n\x1a\n"
_ALLOWED: Final = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs"}
_LARGEST_PROFILE: Final = 4 << 20


def traces_in_png(content: bytes, allowed: Allowed, where: str = "") -> Iterator[Trace]:
    """Yield a trace for each chunk that is not on the list, and for what comes behind the picture."""
    del allowed
    if not content.startswith(_START):
        yield Trace("format", where, "no PNG")
        return
    at, kind = len(_START), b""
    while at + 12 <= len(content) and kind != b"IEND":
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        part = content[at + 8 : at + 8 + size]
        place = f"{where} byte {at}".strip()
        if len(part) < size:
            yield Trace("format", place, "the PNG ends too early")
            return
        if kind == b"iCCP":
            packed = part.partition(b"\0")[2][1:]
            yield from strange(zlib.decompressobj().decompress(packed, _LARGEST_PROFILE), place)
        elif kind == b"eXIf":
            yield from traces_in_exif(part, place)
        elif kind not in _ALLOWED:
            yield Trace(f"chunk {kind.decode('latin-1')}", place, shown(part))
        at += 12 + size
    if kind != b"IEND":
        yield Trace("format", where, "the PNG has no end")
    elif at < len(content):
        yield Trace("bytes behind the picture", f"{where} byte {at}".strip(), shown(content[at : at + 60]))
