# SPDX-License-Identifier: Apache-2.0
"""Writing in the chancery: each file whole, a signed one together with its signatures, one person at a time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from safeconduct.model.refusal import BusyRefusal, FolderRefusal
from safeconduct.model.sealed import KeyId
from safeconduct.seal.files import NotRegularError, synced, why, write_beside
from safeconduct.seal.layout import signature_file

_LOCK = "lock"


def put_file(folder: Path, name: str, content: bytes) -> Path:
    """Write a file whole, in place of one of that name; raises `FolderRefusal`."""
    with _writing(name):
        path = folder / name
        write_beside(path, content).replace(path)
        synced(path.parent)
    return path


def put_signed(folder: Path, name: str, content: bytes, signatures: Mapping[KeyId, bytes]) -> Path:
    """Put a file and its signatures in the place of an older one and of all its signatures; raises `FolderRefusal`.

    Everything is on the disk before the old ones go, so that a full disk leaves signed what was signed.
    """
    path, signed = folder / name, folder / f"{name}.sigs"
    with _writing(name):
        if signed.is_symlink():
            raise NotRegularError(f"{signed.name} is a link")
        files = {path: content} | {folder / signature_file(name, one): text for one, text in signatures.items()}
        ready = {place: write_beside(place, text) for place, text in files.items()}
        for old in sorted(signed.glob("*.sig")):
            if old not in ready:
                old.unlink()
        for place, beside in ready.items():
            beside.replace(place)
            synced(place.parent)
    return path


@contextmanager
def alone(folder: Path, wait_s: float = 10.0) -> Iterator[None]:
    """Be the only one who writes and signs in `folder` meanwhile; raises `BusyRefusal` after `wait_s`."""
    with _writing(_LOCK):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(folder / _LOCK))
        try:
            lock.acquire(timeout=wait_s)
        except Timeout:
            raise BusyRefusal(f"Somebody else is at work in {folder}.", "wait a moment, then again.") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _writing(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as fault:
        raise FolderRefusal(
            f"{name} cannot be written in the chancery ({why(fault)}).",
            "make room on the disk, or name another folder with --chancery.",
        ) from None
