# SPDX-License-Identifier: Apache-2.0
"""Strict readers for the files we hand over: they list what is inside, so that nothing travels along unseen."""

import struct
from pathlib import Path
from typing import Final

from .recordings import mp3_frame_bytes

TAGS_ALLOWED: Final = frozenset({"TIT2", "TPE1"})
CHUNKS_ALLOWED: Final = ("fmt ", "data")


class ForeignMatterError(ValueError):
    """A finished file holds something that the studio never writes."""


def wav_chunks(content: bytes) -> tuple[str, ...]:
    """Return the names of the chunks of a WAV, in order; raises `ForeignMatterError` when it does not add up."""
    if len(content) < 12 or content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        raise ForeignMatterError("this is not a WAV")
    if struct.unpack("<I", content[4:8])[0] != len(content) - 8:
        raise ForeignMatterError("the WAV's length is not the file's length")
    names, at = [], 12
    while at < len(content):
        if at + 8 > len(content):
            raise ForeignMatterError("the WAV ends inside a chunk")
        name, size = content[at : at + 4], struct.unpack("<I", content[at + 4 : at + 8])[0]
        names.append(name.decode("latin-1"))
        at += 8 + size + size % 2
    if at != len(content):
        raise ForeignMatterError("the WAV ends inside a chunk")
    return tuple(names)


def mp3_tags(content: bytes) -> dict[str, str]:
    """Return the text frames of an MP3's ID3v2.3 tag.

    Raises `ForeignMatterError` when there is any other kind of tag, or anything but MPEG frames after it.
    """
    if content[:5] != b"ID3\x03\x00" or content[5] != 0:
        raise ForeignMatterError("the MP3 does not begin with a plain ID3v2.3 tag")
    end = 10 + sum(byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    tags, at = {}, 10
    while at < end:
        name, (size, flags) = content[at : at + 4].decode("latin-1"), struct.unpack(">IH", content[at + 4 : at + 10])
        words = content[at + 10 : at + 10 + size]
        if not name.startswith("T") or flags or words[:3] != b"\x01\xff\xfe" or at + 10 + size > end or name in tags:
            raise ForeignMatterError(f"the MP3's tag holds a frame {name!r} that the studio does not write")
        tags[name] = words[3:].decode("utf-16-le")
        at += 10 + size
    _only_frames(content, end)
    return tags


def _only_frames(content: bytes, at: int) -> None:
    """Walk the frames of layer III to the very end of the file."""
    while at < len(content):
        length = mp3_frame_bytes(content[at : at + 4])
        if not length:
            raise ForeignMatterError("the MP3 holds something that is not sound")
        at += length
    if at != len(content):
        raise ForeignMatterError("the MP3 ends inside a frame")


def refuse_foreign_matter(path: Path) -> None:
    """Read a finished .wav or .mp3 again and raise `ForeignMatterError` unless it holds only what the studio writes."""
    content = path.read_bytes()
    if path.suffix == ".wav":
        if wav_chunks(content) != CHUNKS_ALLOWED:
            raise ForeignMatterError("the WAV holds more than format and samples")
    elif set(mp3_tags(content)) - TAGS_ALLOWED:
        raise ForeignMatterError("the MP3's tag holds more than title and artist")
