# SPDX-License-Identifier: Apache-2.0
"""Is an MP3 or a bare AAC recording all there?  Walks from frame to frame, decodes nothing.

Sources: ISO 11172-3 and 13818-3 (frame heads), ISO 13818-7 (ADTS), the ID3v2.3 text, and for the count of frames that
most encoders put into the first one, the description of the Xing/LAME tag by its authors.
"""

from collections.abc import Callable
from typing import Final

from .decode_child_bytes import Untrusted, damaged
from .decode_kinds import Look

_KBPS_1: Final = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2: Final = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES_HZ: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_ADTS_RATES_HZ: Final = (
    (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000),
    (22_050, 16_000, 12_000, 11_025, 8_000, 7_350),
)
_READ_AHEAD: Final = 1 << 20
_HEAD: Final = 8
_ENCODERS_DELAY: Final = 2 * 1_152 + 4_096
"""What an encoder's own count of frames may hold that a player takes off again, in samples."""


def after_id3(file: Untrusted) -> int:
    """Return where the sound begins behind the ID3v2 tags."""
    at = 0
    while (head := file.read(at, 10))[:3] == b"ID3" and len(head) == 10:
        sizes = zip(head[6:10], (21, 14, 7, 0), strict=True)
        at += 10 + sum((byte & 0x7F) << shift for byte, shift in sizes) + (10 if head[5] & 0x10 else 0)
    return at


def whole_mp3(file: Untrusted) -> Look:
    """Look at an MP3 recording; it tells its end only where its first frame counts the others."""
    start = after_id3(file)
    first = file.read(start, 4)
    length = frame_bytes(first)
    if not length:
        raise damaged()
    told = _frames_told(file.read(start, length), first)
    at, end, frames = _walk(file, start, lambda head: frame_bytes(head) if head[1:2] == first[1:2] else 0)
    tail = file.read(at, 8)
    if at > end or (
        at < end and tail[:3] not in (b"TAG", b"LYR", b"3DI") and tail != b"APETAGEX" and tail.strip(b"\0")
    ):
        raise damaged()
    version = first[1] >> 3 & 3
    rate_hz, per_frame = _RATES_HZ[version][first[2] >> 2 & 3], (1_152 if version == 3 else 576)
    if told is None:
        return Look(False, max(0, frames * per_frame - _ENCODERS_DELAY), rate_hz)
    if frames < told:  # some encoders count the frame that holds the count; the last one is padding anyway
        raise damaged()
    return Look(True, max(0, told * per_frame - _ENCODERS_DELAY), rate_hz)


def _harmless(tail: bytes) -> bool:
    """Return whether what follows the last frame is nothing, padding or a tag."""
    return tail[:3] in (b"TAG", b"LYR", b"3DI") or tail == b"APETAGEX" or not tail.strip(b"\0")


def frame_bytes(head: bytes) -> int:
    """Return the length of the MPEG layer III frame with this 4-byte head, or 0 when it is no such head."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, pace = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or rate in (0, 15) or pace == 3:
        return 0
    kbps = (_KBPS_1 if version == 3 else _KBPS_2)[rate - 1]
    return (144 if version == 3 else 72) * kbps * 1000 // _RATES_HZ[version][pace] + (head[2] >> 1 & 1)


def _walk(file: Untrusted, at: int, length_of: Callable[[bytes], int]) -> tuple[int, int, int]:
    """Go from frame to frame; return where the last one ends, where the file ends, and the number of frames."""
    frames, ahead, base = 0, b"", 0
    while at < file.size:
        if not base <= at <= base + len(ahead) - _HEAD:
            base, ahead = at, file.read(at, _READ_AHEAD)
        length = length_of(ahead[at - base : at - base + _HEAD])
        if not length:
            break
        at, frames = at + length, frames + 1
    return at, file.size, frames


def _frames_told(frame: bytes, head: bytes) -> int | None:
    """The number of frames after the first that the first one tells, None when it is a frame like the others."""
    single = head[3] >> 6 == 3
    side = (17 if single else 32) if head[1] >> 3 & 3 == 3 else (9 if single else 17)
    tag = frame[4 + side :]
    if tag[:4] in (b"Xing", b"Info"):
        return int.from_bytes(tag[8:12], "big") if tag[7:8] and tag[7] & 1 else None
    tag = frame[36:]
    return int.from_bytes(tag[14:18], "big") if tag[:4] == b"VBRI" else None


def whole_adts(file: Untrusted) -> Look:
    """Look at a bare AAC recording: frames of 1,024 samples that must end with the file."""
    start = after_id3(file)
    head = file.must(start, 7)
    pace = head[2] >> 2 & 15
    rates = [rate for row in _ADTS_RATES_HZ for rate in row]
    at, end, frames = _walk(file, start, lambda now: _adts_bytes(now) if now[1:2] == head[1:2] else 0)
    if at != end or not frames or pace >= len(rates):
        raise damaged()
    return Look(False, max(0, (frames - 3) * 1_024), rates[pace])


def _adts_bytes(head: bytes) -> int:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 else 0
