# SPDX-License-Identifier: Apache-2.0
"""Is an Ogg recording (Vorbis, Opus, FLAC, Speex) all there?  Walks from page to page, decodes nothing.

Source: RFC 3533.  Its checksum is that of zlib with every byte and the outcome turned round.
"""

import zlib
from typing import Final

from attrs import define

from .decode_child_bytes import Untrusted, damaged
from .decode_kinds import Look, UnreadableError

MOST_STREAMS: Final = 32
_TURNED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_CONTINUED, _BEGINS, _ENDS = 1, 2, 4


@define
class _Stream:
    pages: int = 0
    ended: bool = False


def whole_ogg(file: Untrusted) -> Look:
    """Look at an Ogg recording: every page undamaged, none missing, and every stream at its own end.

    Raises `UnreadableError` for anything else, and for several recordings one after the other in one file.
    """
    at, streams = 0, dict[bytes, _Stream]()
    while at < file.size:
        head = file.must(at, 27)
        if head[:4] != b"OggS" or head[4]:
            raise damaged()
        lacing = file.must(at + 27, head[26])
        size = 27 + len(lacing) + sum(lacing)
        page = file.must(at, size)
        if page_sum(page) != int.from_bytes(head[22:26], "little"):
            raise damaged()
        _turn(streams, head)
        at += size
    if not streams or not all(stream.ended for stream in streams.values()):
        raise damaged()
    return Look()


def _turn(streams: dict[bytes, _Stream], head: bytes) -> None:
    serial, flags = head[14:18], head[5]
    if flags & _BEGINS:
        if streams and all(stream.ended for stream in streams.values()):
            raise UnreadableError("several")
        if serial in streams:
            raise damaged()
        if len(streams) == MOST_STREAMS:
            raise UnreadableError("many")
        streams[serial] = _Stream()
    stream = streams.get(serial)
    if stream is None or stream.ended or int.from_bytes(head[18:22], "little") != stream.pages:
        raise damaged()
    stream.pages += 1
    stream.ended = bool(flags & _ENDS)


def page_sum(page: bytes) -> int:
    """Return the checksum of an Ogg page (polynomial 0x04C11DB7, its own field taken as 0)."""
    blank = page[:22] + bytes(4) + page[26:]
    turned = zlib.crc32(blank.translate(_TURNED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{turned:032b}"[::-1], 2)
