# SPDX-License-Identifier: Apache-2.0
"""The first frame of an MP3, silent, in which players find its length: "Info" as Xing and LAME laid it out.

With it a player, and we, know how many samples at the start and the end are the encoder's own.  The fields in
which LAME tells its version and settings are empty; its name stands there because players look for the delay only
behind it.
"""

import struct
from typing import Final

from . import crc
from .mp3_frames import KBPS, SIDE, header, size_of, version

DELAY: Final = 576
"""Samples that LAME puts before the first one (`ENCDELAY`)."""
DECODER_DELAY: Final = 529
"""Samples that every decoder of layer III adds."""

_FRAMES_BYTES_TABLE: Final = 7
_CONSTANT_RATE: Final = 1
_TAG: Final = 36


def frame(rate_hz: int, kbps: int, count: int, size: int, padding: int) -> bytes:
    """Return the frame for an MP3 of `count` frames and `size` bytes besides, the last `padding` samples not sound."""
    number = version(rate_hz)
    least = 4 + SIDE[number] + 16 + 100 + _TAG
    own_kbps = next(rate for rate in KBPS[number] if rate >= kbps and size_of(rate_hz, rate, False) >= least)
    whole = size_of(rate_hz, own_kbps, False)
    seek = bytes(256 * percent // 100 for percent in range(100))  # a constant rate: anywhere is where one thinks
    body = header(rate_hz, own_kbps, False) + bytes(SIDE[number])
    body += struct.pack(">4sIII", b"Info", _FRAMES_BYTES_TABLE, count, size + whole) + seek
    delays = (DELAY << 12 | padding).to_bytes(3, "big")
    body += struct.pack(
        ">9sBB8sBB3sBBHIH", b"LAME", _CONSTANT_RATE, 0, b"", 0, min(kbps, 255), delays, 0, 0, 0, size + whole, 0
    )
    return (body + struct.pack(">H", crc.lame(body))).ljust(whole, b"\0")


def padding(content: bytes | bytearray, at: int, rate_hz: int) -> int:
    """Return what the frame at `at` says of the padding; nought for a frame that says nothing."""
    tag = content[at + 4 + SIDE[version(rate_hz)] + 116 :][:_TAG]
    return int.from_bytes(tag[21:24], "big") & 0xFFF if len(tag) == _TAG else 0
