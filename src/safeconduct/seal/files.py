# SPDX-License-Identifier: Apache-2.0
"""Reading files that somebody else may have put there (no link, no device, in slices), and writing our own for good."""

import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

from safeconduct.model.canonical import Digest

SLICE = 1 << 20
"""Bytes read at a time."""

_FLAGS = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    # Windows and POSIX each lack some of these.
    _FLAGS |= getattr(os, _flag, 0)

# What O_NOFOLLOW says of a link (FreeBSD: EMLINK), and the system of a socket or a device without a driver.
_LINK_OR_DEVICE = frozenset({errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.ENODEV})

# What some network and user-space file systems answer to fsync on a folder.
_NO_FOLDERS = frozenset({errno.EINVAL, errno.EBADF, errno.ENOSYS, errno.ENOTSUP})


class NotRegularError(OSError):
    """It is a link, a pipe, a device: anything but a plain file."""


class TooLargeError(OSError):
    """It holds more than such a file ever does."""


def why(fault: OSError | ValueError) -> object:
    """Return what the system says of a fault; of a name with a zero byte, a ValueError, what Python says."""
    return fault.strerror or fault if isinstance(fault, OSError) else fault


def opened_plain(path: Path) -> io.FileIO:
    """Open the plain file `path` for reading, unbuffered; raises `OSError`, `NotRegularError` included."""
    if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
        raise NotRegularError(f"{path.name} is a link")
    try:
        opened = os.open(path, _FLAGS)
    except OSError as fault:
        if fault.errno in _LINK_OR_DEVICE:
            raise NotRegularError(f"{path.name} is a link or a device") from None
        raise
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise NotRegularError(f"{path.name} is not a plain file")
    return io.FileIO(opened)


def slices(path: Path) -> Iterator[bytes]:
    """Yield the bytes of the plain file `path`, 1 MiB at a time; raises `OSError`, `NotRegularError` included."""
    with opened_plain(path) as file:
        while piece := file.read(SLICE):
            yield piece


def read_at_most(path: Path, most: int) -> bytes:
    """Return the bytes of the plain file `path`; raises `OSError`, `TooLargeError` beyond `most` bytes."""
    pieces, length = [], 0
    for piece in slices(path):
        length += len(piece)
        if length > most:
            raise TooLargeError(f"{path.name} is larger than {most} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def write_new(path: Path, content: bytes, rights: int = 0o644) -> None:
    """Write a new file and see it to the disk; raises `FileExistsError` rather than overwrite, `OSError` otherwise.

    What was begun and could not be ended is taken away.
    """
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), rights)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_beside(path: Path, content: bytes, rights: int = 0o644) -> Path:
    """Write `content` to the disk under a hidden name beside `path`, ready to take its place; raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    write_new(beside, content, rights)
    return beside


def write_hashed(path: Path, content: Iterable[bytes]) -> tuple[Digest, int]:
    """Write a new file and its folders to the disk; return SHA-256 and length in bytes.  Raises `OSError`."""
    digest, size = hashlib.sha256(), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for piece in content:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return Digest(digest.hexdigest()), size


def settle(folder: Path, day: date) -> None:
    """Give everything in `folder` the same rights and the noon of `day`: a time tells where and when one worked.

    What a link points to is left alone: it may be somebody's private key.
    """
    noon = datetime.combine(day, time(12), UTC).timestamp()
    for path in [*folder.rglob("*"), folder]:
        if path.is_symlink():
            continue
        with suppress(PermissionError):  # FAT, as on most sticks, knows no rights
            path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (noon, noon))
        if path.is_dir():
            synced(path)


def synced(folder: Path) -> None:
    """See the names in `folder` to the disk, where the system can."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        except OSError as fault:
            if fault.errno not in _NO_FOLDERS:
                raise
        finally:
            os.close(opened)
