# SPDX-License-Identifier: Apache-2.0
"""ID3v2.3 with text in UTF-16, a comment and chapters (id3.org, version 2.3.0 and its chapter addendum 1.0)."""

import struct
from typing import Final

from safeconduct.studio.tags import Tags

from .fields import id3, milliseconds
from .foreign import Strip, must

_NO_OFFSET: Final = 0xFFFFFFFF
_TOP_AND_ORDERED: Final = 3


def tag(tags: Tags, length_ms: int) -> bytes:
    """Return the tag; the last chapter ends at `length_ms`."""
    body = b"".join(_frame(name, content) for name, content in _frames(tags, length_ms))
    return b"ID3\x03\x00\x00" + bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0)) + body


def check(strip: Strip, tags: Tags, length_ms: int) -> None:
    """Raise `ForeignMatterError` unless the strip goes on with the tag that `tags` ask for, frame by frame."""
    strip.expect(b"ID3\x03\x00\x00", "the head")
    sizes = strip.take(4)
    must(max(sizes) < 128, f"the size of {strip.name} is not what the studio writes")
    inside = strip.part(sum(byte << shift for byte, shift in zip(sizes, (21, 14, 7, 0), strict=True)), strip.name)
    wanted = _frames(tags, length_ms)
    known = [name for name, _ in wanted]
    number = 0
    while inside.left:
        name, size, flags = inside.fields(">4sIH")
        content = inside.take(size)
        must(name in known, f"{strip.name} holds a frame {name.decode('latin-1')!r} that the studio does not write")
        must(
            flags == 0 and number < len(wanted),
            f"{strip.name} holds a frame {name.decode('latin-1')!r} too many, or with flags",
        )
        must(
            (name, content) == wanted[number],
            f"{strip.name} says something else in the frame {name.decode('latin-1')!r}",
        )
        number += 1
    must(number == len(wanted), f"{strip.name} lacks a frame")


def _frames(tags: Tags, length_ms: int) -> list[tuple[bytes, bytes]]:
    frames = [(name.encode("ascii"), b"\x01" + _utf16(text)) for name, text in id3(tags)]
    if tags.comment:
        language = (tags.language or "und").encode("ascii")
        frames.append((b"COMM", b"\x01" + language + _utf16("") + b"\0\0" + _utf16(tags.comment)))
    if tags.chapters:
        names = [b"ch%d\0" % number for number in range(len(tags.chapters))]
        frames.append((b"CTOC", b"toc\0" + bytes((_TOP_AND_ORDERED, len(names))) + b"".join(names)))
        starts = [milliseconds(chapter.start_s) for chapter in tags.chapters]
        for name, chapter, start, end in zip(names, tags.chapters, starts, [*starts[1:], length_ms], strict=True):
            times = struct.pack(">IIII", start, max(start, end), _NO_OFFSET, _NO_OFFSET)
            frames.append((b"CHAP", name + times + _frame(b"TIT2", b"\x01" + _utf16(chapter.title))))
    return frames


def _frame(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">IH", len(content), 0) + content


def _utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")
