# SPDX-License-Identifier: Apache-2.0
"""What a photo tells besides its picture: camera, place, programs, comments."""

import struct
from collections.abc import Iterator

from PIL import Image

_STANDALONE = {0x01, *range(0xD0, 0xDA)}
_GPS = 0x8825


def told_in(jpeg: bytes) -> Iterator[str]:
    """Yield in words what the segments of a JPEG tell; a profile and what Adobe needs for its colours tell nothing."""
    kinds: dict[str, None] = {}
    for marker, part in _segments(jpeg):
        if marker == 0xE1 and part.startswith(b"Exif\0"):
            kinds["when and with what it was taken (EXIF)"] = None
            if _has_place(part[6:]):
                kinds["where it was taken (GPS)"] = None
        elif marker == 0xE1:
            kinds["how it was worked on (XMP)"] = None
        elif marker == 0xED:
            kinds["captions and names (IPTC or Photoshop)"] = None
        elif marker == 0xFE and part.strip(b"\0 "):
            kinds["a comment"] = None
        elif 0xE0 <= marker <= 0xEF and not part.startswith((b"JFIF\0", b"JFXX\0", b"Adobe", b"ICC_PROFILE\0")):
            kinds["something of its maker's own"] = None
        elif marker == 0xE0 and part.startswith(b"JFXX\0"):
            kinds["a small picture of itself"] = None
    yield from kinds


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker in _STANDALONE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        if marker == 0xDA:
            return
        length = struct.unpack_from(">H", jpeg, at + 2)[0]
        yield marker, jpeg[at + 4 : at + 2 + length]
        at += 2 + max(2, length)


def _has_place(exif: bytes) -> bool:
    try:
        found = Image.Exif()
        found.load(exif)
        return bool(found.get_ifd(_GPS))
    # Pillow raises whatever its many readers stumble over; the letters of the tag are then all that is left to ask.
    except Exception:
        return b"GPS" in exif
