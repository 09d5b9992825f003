# SPDX-License-Identifier: Apache-2.0
"""Reading files that somebody else may have put there: never through a link, never a device, in slices."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from safeconduct.model.canonical import Digest

SLICE = 1 << 20
"""Bytes read at a time."""

_FLAGS = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    # Windows and POSIX each lack some of these.
    _FLAGS |= getattr(os, _flag, 0)


class NotRegularError(OSError):
    """It is a link, a pipe, a device: anything but a plain file."""


class TooLargeError(OSError):
    """It holds more than such a file ever does."""


def slices(path: Path) -> Iterator[bytes]:
    """Yield the bytes of the plain file `path`, 1 MiB at a time; raises `OSError`, `NotRegularError` included."""
    if path.is_symlink():
        raise NotRegularError(f"{path.name} is a link")
    opened = os.open(path, _FLAGS)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise NotRegularError(f"{path.name} is not a plain file")
        while piece := os.read(opened, SLICE):
            yield piece
    finally:
        os.close(opened)


def digest_of_file(path: Path) -> tuple[Digest, int]:
    """Return SHA-256 and length in bytes of the plain file `path`; raises `OSError`."""
    digest, length = hashlib.sha256(), 0
    for piece in slices(path):
        digest.update(piece)
        length += len(piece)
    return Digest(digest.hexdigest()), length


def read_at_most(path: Path, most: int) -> bytes:
    """Return the bytes of the plain file `path`; raises `OSError`, `TooLargeError` beyond `most` bytes."""
    pieces, length = [], 0
    for piece in slices(path):
        length += len(piece)
        if length > most:
            raise TooLargeError(f"{path.name} is larger than {most} bytes")
        pieces.append(piece)
    return b"".join(pieces)
