# SPDX-License-Identifier: Apache-2.0
"""Reading a ZIP in its one spelling: every header is compared with the one that `zipping` would write.

Two programs must not see two packages in one file, so there is no second way to say anything: APPNOTE.TXT allows many,
docs/package.md one.
"""

import io
import re
from collections.abc import Iterator

from safeconduct.seal.zipping import CENTRAL, END, MOST_BYTES, MOST_ENTRIES, Entry, end_record

_MOST_DIRECTORY = 16 << 20
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06")
_END_MARK = _BEGINNINGS[1]
_FARTHEST_END = END.size + 0xFFFF
_NAME = re.compile(rb"[!-~]*[!-.0-~]")


class ZipSpellingError(Exception):
    """It is a ZIP file, and not spelled as a package is."""


def looks_like_zip(file: io.FileIO) -> bool:
    """Return whether some program might take the file for a ZIP.  Raises `OSError`."""
    if _read(file, 0, 4) in _BEGINNINGS:
        return True
    size = file.seek(0, io.SEEK_END)
    return _END_MARK in _read(file, max(0, size - _FARTHEST_END), _FARTHEST_END)


def entries_of(file: io.FileIO) -> Iterator[Entry]:
    """Yield the entries of a ZIP file, sorted by name.  Raises `ZipSpellingError`, `OSError`."""
    size = file.seek(0, io.SEEK_END)
    _hold(END.size <= size <= MOST_BYTES)
    end = _read(file, size - END.size, END.size)
    *_, count, length, offset, _ = END.unpack(end)
    _hold(end == end_record(count, length, offset) and count <= MOST_ENTRIES)
    _hold(length <= _MOST_DIRECTORY and offset + length + END.size == size)
    directory = _read(file, offset, length)
    _hold(len(directory) == length)
    at = start = 0
    before = ""
    for _ in range(count):
        entry = _entry(directory, at, start)
        header = entry.local_header()
        _hold(before < entry.name and _read(file, start, len(header)) == header)
        yield entry
        at, start, before = at + CENTRAL.size + len(entry.name), start + len(header) + entry.size, entry.name
    _hold((at, start) == (length, offset))


def _entry(directory: bytes, at: int, start: int) -> Entry:
    """Return the entry whose line stands in the central directory from `at` on, and whose bytes from `start` on."""
    _hold(at + CENTRAL.size <= len(directory))
    fields = CENTRAL.unpack_from(directory, at)
    crc, size, name_length = fields[7], fields[9], fields[10]
    name = directory[at + CENTRAL.size : at + CENTRAL.size + name_length]
    _hold(len(name) == name_length and _NAME.fullmatch(name) is not None)
    entry = Entry(name.decode("ascii"), crc, size, start)
    _hold(start <= MOST_BYTES and directory.startswith(entry.central_header(), at))
    return entry


def _read(file: io.FileIO, at: int, length: int) -> bytes:
    """Return `length` bytes from `at` on, fewer at the end of the file."""
    file.seek(at)
    found = b""
    while len(found) < length and (piece := file.read(length - len(found))):
        found += piece
    return found


def _hold(held: bool) -> None:
    if not held:
        raise ZipSpellingError
