# SPDX-License-Identifier: Apache-2.0
"""MP3 (ISO/IEC 11172-3, 13818-3; ID3v2.3 of id3.org): a tag of ours, then frame behind frame to the end."""

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed, comment, encoder, language, unless
from .tails import behind_sound
from .words import shown

_RATES_HZ: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_KBPS_1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def traces_in_mp3(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield what the tag tells, what the encoder calls itself, and whatever stands between, before or behind frames."""
    at = 0
    if content[:3] == b"ID3":
        at = 10 + _synchsafe(content[6:10])
        yield from _tag(content[:at], allowed)
    first = at
    while at + 4 <= len(content):
        size = _frame_size(content[at : at + 4])
        if not size:
            yield Trace("bytes that are no sound", f"byte {at}", shown(content[at : at + 60]))
            break
        at += size
    yield from unless(at > first, "format", "", "no MP3")
    yield from _encoder(content[first : first + 1_500])
    yield from behind_sound(content)


def _synchsafe(four: bytes) -> int:
    return sum((byte & 0x7F) << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=True))


def _frame_size(head: bytes) -> int:
    """Return the bytes of a frame of layer III, 0: this is none."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or version == 1 or layer != 1:
        return 0
    kbps, rate = head[2] >> 4, head[2] >> 2 & 3
    if kbps in (0, 15) or rate == 3:
        return 0
    table, factor = (_KBPS_1, 144_000) if version == 3 else (_KBPS_2, 72_000)
    return factor * table[kbps] // _RATES_HZ[version][rate] + (head[2] >> 1 & 1)


def _encoder(frame: bytes) -> Iterator[Trace]:
    """What stands in the first frame where LAME writes its name."""
    for mark in (b"Info", b"Xing"):
        at = frame.find(mark, 4, 48)
        if at >= 0:
            flags = int.from_bytes(frame[at + 4 : at + 8], "big")
            at += 8 + sum(size for bit, size in ((1, 4), (2, 4), (4, 100), (8, 4)) if flags & bit)
            name = frame[at : at + 9].rstrip(b"\0 ").decode("latin-1")
            yield from unless(encoder(name), "encoder", f"byte {at}", name)


def _tag(tag: bytes, allowed: Allowed) -> Iterator[Trace]:
    if tag[3:6] != b"\x03\x00\x00":
        yield Trace("ID3 tag", "", "not of version 2.3, or with flags")
        return
    good: Mapping[str, Callable[[str], bool]] = {
        "TIT2": allowed.title,
        "TPE1": allowed.sender,
        "TALB": allowed.edition,
        "TLAN": language,
        "TYER": allowed.year,
    }
    for name, body, at in _frames(tag, 10):
        where = f"byte {at}"
        if name == "COMM":
            words = _text(body[:1] + body[4:]).replace("\0", "")
            yield from unless(comment(words), "ID3 COMM", where, words)
        elif name == "CHAP":
            inside = body[body.index(b"\0") + 17 :]
            for part, text, _ in _frames(inside, 0):
                yield from unless(part == "TIT2", f"ID3 CHAP {part}", where, text)
                yield from allowed.fields(_text(text), "ID3 CHAP", where)
        elif name == "CTOC":
            yield from unless(len(body) < 4096 and body.startswith(b"toc\0"), "ID3 CTOC", where, body)
        else:
            fits = good.get(name)
            yield from unless(fits is not None and fits(_text(body)), f"ID3 {name}", where, body)
    padding = tag[_end_of_frames(tag) :]
    yield from unless(not any(padding), "padding of the ID3 tag", "", padding)


def _frames(tag: bytes, at: int) -> Iterator[tuple[str, bytes, int]]:
    while at + 10 <= len(tag) and tag[at]:
        name, size = struct.unpack_from(">4sI", tag, at)
        yield shown(name.decode("latin-1")), tag[at + 10 : at + 10 + size], at
        at += 10 + size


def _end_of_frames(tag: bytes) -> int:
    return max((at + 10 + len(body) for _, body, at in _frames(tag, 10)), default=10)


def _text(body: bytes) -> str:
    if body[:1] == b"\x01":
        return "".join(part.decode("utf-16", "replace") for part in _words(body[1:]))
    return body[1:].decode("utf-8" if body[:1] == b"\x03" else "latin-1", "replace").rstrip("\0")


def _words(body: bytes) -> Iterator[bytes]:
    """The strings of a text in UTF-16, each with its mark of order."""
    start = 0
    for at in range(0, len(body) - 1, 2):
        if body[at : at + 2] == b"\0\0":
            yield body[start:at]
            start = at + 2
    yield body[start:]
