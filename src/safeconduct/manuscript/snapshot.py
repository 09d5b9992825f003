# SPDX-License-Identifier: Apache-2.0
"""Snapshot: each file is read once, within limits, and afterwards nobody reads the folder again."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.places import Span
from safeconduct.model.refusal import FolderRefusal

from .faults import Faults

MIB = 1 << 20
MOST_BYTES = {".toml": MIB // 4, ".md": MIB, ".svg": 4 * MIB, ".png": 20 * MIB, ".jpg": 20 * MIB, ".txt": 20 * MIB}
MOST_BYTES_OTHERWISE = 200 * MIB
MOST_FILES = 20_000
DEEPEST = 6


@frozen
class Seen:
    """A file as it was when it was read: its bytes, digest, and what the system said of it then."""

    content: bytes
    digest: Digest
    stamp: tuple[int, int]


@frozen
class Snapshot:
    """Every file of a folder by its path inside, with forward slashes."""

    folder: Path
    files: Mapping[str, Seen]

    def changed_since(self) -> Iterator[str]:
        """Yield the paths whose size or time is no longer what it was when they were read."""
        for path, seen in self.files.items():
            try:
                now = (self.folder / path).lstat()
            except OSError:
                yield path
                continue
            if (now.st_size, now.st_mtime_ns) != seen.stamp:
                yield path


def take_snapshot(folder: Path, faults: Faults) -> Snapshot:
    """Read the folder; links, oversized, unreadable and changing files become faults, not content.

    Raises `FolderRefusal` when there is no such folder or it cannot be listed.
    """
    if not _is_folder(folder):
        raise FolderRefusal(
            f"There is no manuscript folder at {folder}.",
            "name the folder that holds edition.toml, or begin one with: safeconduct new FOLDER",
        )
    files: dict[str, Seen] = {}
    for path in _walk(folder, faults):
        if len(files) >= MOST_FILES:
            faults.stop(
                "folder-too-large",
                Span(path),
                f"The manuscript holds more than {MOST_FILES} files.",
                "move whatever does not belong to it out of the folder.",
            )
            break
        seen = _read(folder, path, faults)
        if seen:
            files[path] = seen
    return Snapshot(folder, files)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError as fault:
        raise FolderRefusal(
            f"The folder {folder} cannot be looked at ({fault.strerror}).", "name a folder that you may read."
        ) from None


def take_named(folder: Path, names: Iterable[str], faults: Faults) -> Mapping[str, Seen]:
    """Read only the files called `names` that lie in `folder`, an archive whose other files are nobody's business.

    Raises `FolderRefusal` when there is no such folder or it cannot be listed.
    """
    try:
        entries = {entry.name: entry for entry in os.scandir(folder)}
    except OSError as fault:
        raise FolderRefusal(
            f"The archive {folder} cannot be listed ({fault.strerror}).",
            "name the folder that holds the captured pages.",
        ) from None
    files: dict[str, Seen] = {}
    for name in sorted(set(names) & set(entries)):
        if entries[name].is_symlink() or not entries[name].is_file():
            _not_followed(name, faults)
        elif seen := _read(folder, name, faults):
            files[name] = seen
    return files


def _not_followed(path: str, faults: Faults) -> None:
    faults.stop(
        "link-in-folder",
        Span(path),
        f"“{path}” is a link or a special file, and these are never followed.",
        "put the file itself in the folder, or delete the link.",
    )


def _walk(folder: Path, faults: Faults, inside: str = "") -> Iterator[str]:
    """Yield the path of every file of `folder`, a folder that lies `inside` the manuscript ("" or "pieces/note/")."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        if not inside:
            raise FolderRefusal(
                f"The folder {folder} cannot be listed ({fault.strerror}).", "allow yourself to read the folder."
            ) from None
        _unreadable(Span(inside.rstrip("/")), fault, faults)
        return
    for entry in entries:
        path = f"{inside}{entry.name}"
        if entry.name.startswith("."):
            continue
        if not _can_be_told(path):
            faults.stop(
                "file-unreadable",
                Span(path.encode("utf-8", "replace").decode()),
                "The name of this file is not written in UTF-8, so nobody can refer to it.",
                "rename the file with plain letters, or take it out of the folder.",
            )
        elif entry.is_symlink() or not (entry.is_dir() or entry.is_file()):
            _not_followed(path, faults)
        elif entry.is_dir() and inside.count("/") >= DEEPEST:
            faults.stop(
                "folder-too-large",
                Span(path),
                f"The folder “{path}” lies deeper than {DEEPEST} levels.",
                "move it up; a manuscript needs no more than three levels.",
            )
        elif entry.is_dir():
            yield from _walk(Path(entry.path), faults, f"{path}/")
        else:
            yield path


def _can_be_told(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return path.isprintable()


def _read(folder: Path, path: str, faults: Faults) -> Seen | None:
    at = Span(path)
    most = MOST_BYTES.get(path[path.rfind(".") :].lower(), MOST_BYTES_OTHERWISE)
    # O_NOFOLLOW: the folder may be changed between listing and opening; a link put there must not be followed.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(f"{folder}/{path}", flags)
        with os.fdopen(descriptor, "rb") as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode) or before.st_size > most:
                faults.stop(
                    "file-too-large",
                    at,
                    f"“{path}” has {before.st_size / MIB:.1f} MiB; a file of this kind may have {most / MIB:g} MiB.",
                    "check whether it is the right file; make it smaller or take it out of the folder.",
                )
                return None
            content = stream.read(before.st_size + 1)
            after = os.fstat(stream.fileno())
    except OSError as fault:
        _unreadable(at, fault, faults)
        return None
    stamp = (after.st_size, after.st_mtime_ns)
    if stamp != (before.st_size, before.st_mtime_ns) or len(content) != after.st_size:
        faults.stop(
            "file-changed",
            at,
            f"“{path}” changed while it was being read.",
            "wait until nobody is saving it, then build again.",
        )
        return None
    return Seen(content, digest_of(content), stamp)


def _unreadable(at: Span, fault: OSError, faults: Faults) -> None:
    faults.stop(
        "file-unreadable",
        at,
        f"“{at.file}” cannot be read ({fault.strerror}).",
        "allow yourself to read it, or take it out of the folder.",
    )
