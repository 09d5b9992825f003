# SPDX-License-Identifier: Apache-2.0
"""Opus in Ogg, as voice notes are sent (RFC 7845): one channel, packets of 20 ms, cut to the sample at both ends."""

import struct
from collections.abc import Iterable
from typing import IO, Final

from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.tags import Tags
from safeconduct.tools import media

from . import ogg, vorbis_comments
from .foreign import ForeignMatterError

FRAME: Final = 960
PACKETS_A_PAGE: Final = 50
TAGS_MAGIC: Final = b"OpusTags"
_CODE_OF_PACKET, _ONE_FRAME, _STEREO = 0x03, 0, 0x04


def head(lead: int) -> bytes:
    """Return the identification: version 1, one channel, `lead` samples to skip, 48 kHz, no gain, family 0."""
    return struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, lead, RATE_HZ, 0, 0)


def write(file: IO[bytes], sound: Iterable[Samples], count: int, kbps: int, tags: Tags) -> None:
    """Write `count` samples at 48 kHz; raises `ToolRefusal` where the extra `media` is missing."""
    with media.encoded("opus", RATE_HZ, kbps, floats(sound, count), count / RATE_HZ) as made:
        file.write(ogg.page(0, ogg.BEGINS, 0, (head(made.lead),)))
        file.write(ogg.page(1, 0, 0, (TAGS_MAGIC + vorbis_comments.block(tags),)))
        needed = packets_for(count, made.lead)
        if len(made.sizes) < needed:
            raise ValueError("the encoder of Opus kept the end for itself")
        number, done, held = 2, 0, list[bytes]()
        room = 0
        for packet in made.packets:
            if done + len(held) == needed:
                continue  # the encoder may be emptied further than the sound goes
            check_packet(packet)
            if held and (len(held) == PACKETS_A_PAGE or room + ogg.segments(packet) > ogg.MOST_SEGMENTS):
                done += len(held)
                file.write(ogg.page(number, 0, done * FRAME, held))
                number, held, room = number + 1, [], 0
            held.append(packet)
            room += ogg.segments(packet)
        file.write(ogg.page(number, ogg.ENDS, made.lead + count, held))


def floats(sound: Iterable[Samples], count: int) -> Iterable[bytes]:
    """Yield a tape as little-endian 32-bit floats; at least one, because no encoder encodes nothing."""
    if not count:
        yield bytes(4)
    for stretch in sound:
        yield stretch.astype("<f4", copy=False).tobytes()


def packets_for(count: int, lead: int) -> int:
    """Return how many packets `count` samples and the lead need."""
    return max(1, -(-(count + lead) // FRAME))


def check_packet(packet: bytes) -> None:
    """Raise `ForeignMatterError` unless a packet is one frame of 20 ms in one channel (RFC 6716, 3).

    A packet of one frame has no room for padding, in which anything could stand.
    """
    toc = packet[0] if packet else 0xFF
    configuration = toc >> 3
    # 20 ms: configurations 1, 5 and 9 of SILK, 13 and 15 hybrid, 19, 23, 27 and 31 of CELT.
    lasts_20_ms = configuration in (1, 5, 9, 13, 15, 19, 23, 27, 31)
    if toc & _CODE_OF_PACKET != _ONE_FRAME or toc & _STEREO or not lasts_20_ms or len(packet) > 1276:
        raise ForeignMatterError("a packet of the Ogg file is not one frame of speech")
