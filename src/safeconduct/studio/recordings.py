# SPDX-License-Identifier: Apache-2.0
"""Is a recording from outside of a kind we read, and is it all there?  Looks at bytes, decodes nothing.

libsndfile plays a file that was cut off in the middle without a word; half an instruction is worse than none.
"""

import struct
from collections.abc import Callable
from typing import Final

_NAMES: Final = (
    (0, b"RIFF", "WAV"),
    (0, b"RF64", "WAV"),
    (0, b"fLaC", "FLAC"),
    (0, b"OggS", "Ogg"),
    (0, b"ID3", "MP3"),
    (4, b"ftyp", "M4A"),
    (0, b"#!AMR", "AMR"),
    (0, b"FORM", "AIFF"),
    (0, b"\x1aE\xdf\xa3", "WebM"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "WMA"),
)

_KBPS_1: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES_HZ: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


def kind_of(content: bytes) -> str | None:
    """Return the kind of a recording by its first bytes ("WAV", "MP3", "M4A" ...), None when it is none we know."""
    for at, magic, name in _NAMES:
        if content[at : at + len(magic)] == magic:
            return name
    if mp3_frame_bytes(content[:4]):
        return "MP3"
    return None


def whole(kind: str, content: bytes) -> bool:
    """Return whether a recording of a readable `kind` reaches its own end.  FLAC counts its samples when decoded."""
    return _WHOLE[kind](content)


def mp3_frame_bytes(head: bytes) -> int:
    """Return the length of the MPEG layer III frame with this 4-byte head, or 0 when it is no such head."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, pace = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or pace == 3:
        return 0
    kbps = (_KBPS_1 if version == 3 else _KBPS_2)[rate - 1]
    return (144 if version == 3 else 72) * kbps * 1000 // _RATES_HZ[version][pace] + (head[2] >> 1 & 1)


def _whole_wav(content: bytes) -> bool:
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return False
    at = 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], struct.unpack("<I", content[at + 4 : at + 8])[0]
        if name == b"data":
            # 0 is what a recorder leaves behind that was switched off before it could write the length.
            return bool(0 < size <= len(content) - at - 8)
        at += 8 + size + size % 2
    return False


def _whole_ogg(content: bytes) -> bool:
    at, ended = 0, False
    while at < len(content):
        page = content[at : at + 27]
        if len(page) < 27 or page[:4] != b"OggS":
            return False
        ended = bool(page[5] & 4)
        lacing = content[at + 27 : at + 27 + page[26]]
        at += 27 + page[26] + sum(lacing)
    return ended and at == len(content)


def _whole_mp3(content: bytes) -> bool:
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        sizes = zip(content[at + 6 : at + 10], (21, 14, 7, 0), strict=True)
        at += 10 + sum((byte & 0x7F) << shift for byte, shift in sizes)
    frames = 0
    while length := mp3_frame_bytes(content[at : at + 4]):
        at, frames = at + length, frames + 1
    tail = content[at : at + 8]
    return frames > 0 and at <= len(content) and (tail[:3] == b"TAG" or tail == b"APETAGEX" or not tail.strip(b"\0"))


_WHOLE: Final[dict[str, Callable[[bytes], bool]]] = {
    "WAV": _whole_wav,
    "Ogg": _whole_ogg,
    "MP3": _whole_mp3,
    "FLAC": lambda content: len(content) > 42,
}
READABLE: Final = frozenset(_WHOLE)
