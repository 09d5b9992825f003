# SPDX-License-Identifier: Apache-2.0
"""Pages of one logical Ogg stream (RFC 3533)."""

import struct
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from . import crc
from .foreign import Strip, must

SERIAL: Final = 1
"""Always the same: it tells streams of one file apart, and there is only one."""
BEGINS, ENDS = 2, 4
MOST_SEGMENTS: Final = 255
_FORM: Final = "<4sBBqIIIB"


@frozen
class Page:
    """One page with whole packets; `granule` is the position that its kind of stream counts."""

    flags: int
    granule: int
    packets: tuple[bytes, ...]


def segments(packet: bytes) -> int:
    """Return how many lacing values a packet needs."""
    return len(packet) // 255 + 1


def page(number: int, flags: int, granule: int, packets: Sequence[bytes]) -> bytes:
    """Return a page; all its packets begin and end in it, and there is room for them."""
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes((len(packet) % 255,)) for packet in packets)
    tail = lacing + b"".join(packets)
    head = struct.pack(_FORM, b"OggS", 0, flags, granule, SERIAL, number, 0, len(lacing))
    sum_ = struct.pack("<I", crc.ogg(head + tail))
    return head[:22] + sum_ + head[26:] + tail


def read_page(strip: Strip, number: int) -> Page:
    """Read the page with this number; raises `ForeignMatterError` unless it is a whole one of ours."""
    name = f"page {number} of {strip.name}"
    magic, ogg_version, flags, granule, serial, told, sum_, count = strip.fields(_FORM)
    must(magic == b"OggS" and ogg_version == 0, f"{name} is not an Ogg page")
    must(serial == SERIAL, f"{name} belongs to another stream")
    must(told == number, f"{name} is not in its place")
    must(flags in (0, BEGINS, ENDS), f"{name} has strange flags")
    lacing = strip.take(count)
    must(bool(lacing) and lacing[-1] < 255, f"{name} does not end with a packet")
    sizes, size = [], 0
    for value in lacing:
        size += value
        if value < 255:
            sizes.append(size)
            size = 0
    packets = tuple(strip.take(size) for size in sizes)
    whole = page(number, flags, granule, packets)
    must(struct.unpack_from("<I", whole, 22)[0] == sum_, f"{name} is damaged: its checksum differs")
    return Page(flags, granule, packets)
