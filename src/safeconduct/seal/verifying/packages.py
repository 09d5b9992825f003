# SPDX-License-Identifier: Apache-2.0
"""A package as it lies before us, a folder or a ZIP: names, sizes and slices of bytes.  Nothing is unpacked."""

import hashlib
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from safeconduct.model.canonical import Digest
from safeconduct.seal.files import TooLargeError, opened_plain
from safeconduct.seal.reasons import Code
from safeconduct.seal.survey import survey
from safeconduct.seal.zipping import Entry

from .zip_reading import entries_of, looks_like_zip

# What fits into a processor's own cache is hashed before it has to be fetched again.
_WINDOW = 1 << 18


class NoPackageError(Exception):
    """There is neither a folder nor a ZIP file."""


class Package(Protocol):
    """`files`: names as they are, with sizes in bytes; `barred`: what was not opened, and why; `folders`: those of
    the barred in which more may lie."""

    @property
    def files(self) -> Mapping[str, int]: ...
    @property
    def barred(self) -> Mapping[str, Code]: ...
    @property
    def folders(self) -> frozenset[str]: ...

    def slices(self, name: str) -> Iterator[bytes | memoryview]:
        """Yield the bytes of a file; each slice is good until the next is asked for.  Raises `OSError`."""
        ...


def content_of(package: Package, name: str, most: int) -> bytes:
    """Return the bytes of a file; raises `OSError`, `TooLargeError` beyond `most` bytes."""
    if package.files[name] > most:
        raise TooLargeError(f"{name} is larger than {most} bytes")
    content = bytearray()
    for piece in package.slices(name):
        content += piece
        if len(content) > most:
            raise TooLargeError(f"{name} is larger than {most} bytes")
    return bytes(content)


def digest_in(package: Package, name: str) -> Digest:
    """Return the SHA-256 of a file; raises `OSError`."""
    digest = hashlib.sha256()
    for piece in package.slices(name):
        digest.update(piece)
    return Digest(digest.hexdigest())


class Folder:
    """A package that lies there as a folder."""

    def __init__(self, root: Path) -> None:
        seen = survey(root)
        self.files, self.barred, self.folders = seen.files, seen.barred, seen.folders
        self._root = root
        self._window = memoryview(bytearray(_WINDOW))

    def slices(self, name: str) -> Iterator[memoryview]:
        """Yield the bytes of a file; each slice is good until the next is asked for.  Raises `OSError`."""
        with opened_plain(self._root / name) as file:
            while length := file.readinto(self._window):
                yield self._window[:length]


class Zipped:
    """A package in a ZIP file in its one spelling; close it."""

    barred: Mapping[str, Code] = {}
    folders: frozenset[str] = frozenset()

    def __init__(self, path: Path) -> None:
        """Raises `NoPackageError` when it is no ZIP, `ZipSpellingError` when it is another one, `OSError`."""
        self._file = opened_plain(path)
        try:
            if not looks_like_zip(self._file):
                raise NoPackageError
            self._entries: Mapping[str, Entry] = {entry.name: entry for entry in entries_of(self._file)}
        except BaseException:
            self._file.close()
            raise
        self.files: Mapping[str, int] = {name: entry.size for name, entry in self._entries.items()}
        self._window = memoryview(bytearray(_WINDOW))

    def slices(self, name: str) -> Iterator[memoryview]:
        """Yield the bytes of a file; each slice is good until the next is asked for.  Raises `OSError`."""
        entry = self._entries[name]
        at, left = entry.offset + len(entry.local_header()), entry.size
        while left:
            self._file.seek(at)
            length = self._file.readinto(self._window[: min(left, _WINDOW)])
            if not length:
                raise OSError("the file has become shorter")
            yield self._window[:length]
            at, left = at + length, left - length

    def close(self) -> None:
        """Close the file."""
        self._file.close()


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Open what lies at `path`; a link is not followed.

    Raises `NoPackageError`, and `ZipSpellingError` for a ZIP that is not spelled as a package is.
    """
    try:
        mode = path.lstat().st_mode
        zipped = Zipped(path) if stat.S_ISREG(mode) else None
    except (OSError, ValueError):  # ValueError: a name with a zero byte
        raise NoPackageError from None
    if zipped:
        try:
            yield zipped
        finally:
            zipped.close()
    elif stat.S_ISDIR(mode):
        yield Folder(path)
    else:
        raise NoPackageError
