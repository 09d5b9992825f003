# SPDX-License-Identifier: Apache-2.0
"""Reading a WAV of ours again: three chunks in their order, each field what it must be, and then the end."""

from pathlib import Path
from typing import IO

from safeconduct.model.channel import SoundFile
from safeconduct.studio.tags import Tags

from . import bext
from .bext import Loudness
from .foreign import ForeignMatterError, Strip, must

_NAME = "the WAV"


def check(path: Path, spec: SoundFile, tags: Tags, loudness: Loudness | None) -> None:
    """Raise `ForeignMatterError` unless the file is a WAV as `wav.write` writes it."""
    end = path.stat().st_size
    with path.open("rb") as file:
        must(file.read(4) == b"RIFF", "the file is no WAV")
        riff = int.from_bytes(file.read(4), "little")
        must(file.read(4) == b"WAVE", "the file is no WAV")
        must(riff == end - 8, "the WAV's length is not the file's length")
        broadcast = _chunk(file, b"bext")
        must(len(broadcast) == bext.SIZE, "the chunk 'bext' of the WAV holds a coding history")
        _compare(broadcast, bext.chunk(tags, loudness))
        form = Strip(_chunk(file, b"fmt "), "the chunk 'fmt ' of the WAV")
        width = spec.bits // 8
        kinds = (1, 1, spec.rate_hz, spec.rate_hz * width, width, spec.bits)
        must(form.fields("<HHIIHH") == kinds, f"{form.name} is not the format that was asked for")
        form.end()
        size = _head(file, b"data")
        must(size % width == 0, "the WAV ends inside a sample")
        after = file.tell() + size + size % 2
        if after + 8 <= end:
            file.seek(after)
            raise ForeignMatterError(f"the WAV holds a chunk {file.read(4).decode('latin-1')!r} behind its samples")
        must(after == end, "the WAV does not end where its samples end")
        if size % 2:
            file.seek(-1, 2)
            must(file.read(1) == b"\0", "the WAV's last byte is not nought")


def _chunk(file: IO[bytes], name: bytes) -> bytes:
    size = _head(file, name)
    must(size < 10_000, f"the chunk {name.decode()!r} of the WAV is too long")
    content = file.read(size)
    must(len(content) == size, f"{_NAME} ends too early")
    return content


def _head(file: IO[bytes], name: bytes) -> int:
    found, size = file.read(4), file.read(4)
    must(len(size) == 4, f"{_NAME} ends too early")
    must(found == name, f"{_NAME} holds a chunk {found.decode('latin-1')!r} where {name.decode()!r} should be")
    return int.from_bytes(size, "little")


def _compare(found: bytes, wanted: bytes) -> None:
    for name, begin, end in (
        ("Description", 0, 256),
        ("Originator", 256, 288),
        ("OriginatorReference", 288, 320),
        ("OriginationDate", 320, 330),
        ("OriginationTime", 330, 338),
        ("TimeReference", 338, 346),
        ("Version", 346, 348),
        ("UMID", 348, 412),
        ("loudness", 412, 422),
        ("Reserved", 422, bext.SIZE),
    ):
        must(found[begin:end] == wanted[begin:end], f"{_NAME} says something else in the field {name!r} of 'bext'")
