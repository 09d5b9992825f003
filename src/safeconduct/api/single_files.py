# SPDX-License-Identifier: Apache-2.0
"""Single files that lie outside any folder of ours: read within a limit, written whole or not at all."""

from pathlib import Path

from safeconduct.manuscript.loose import read_loose
from safeconduct.manuscript.scratch import put_whole
from safeconduct.model.refusal import FolderRefusal, UsageRefusal


def content_of(path: Path, most: int, name_what: str, too_large: str) -> bytes:
    """Return the bytes of a file of at most `most` bytes.

    Raises `FolderRefusal` for what cannot be read (then the remedy is `name_what`) or is larger (then `too_large`).
    """
    try:
        content = read_loose(path, most)
    except OSError as fault:
        raise FolderRefusal(f"{path} cannot be read ({fault.strerror}).", name_what) from None
    if len(content) > most:
        limit = f"{most >> 20} MiB" if most >= 1 << 20 else f"{most >> 10} KiB"
        raise FolderRefusal(f"{path} is larger than {limit}.", too_large)
    return content


def keep_apart(source: Path, out: Path) -> None:
    """Raise `UsageRefusal` when writing `out` would overwrite `source`."""
    try:
        same = out.exists() and source.samefile(out)
    except OSError:
        same = False
    if same:
        raise UsageRefusal(f"{out} is the very file that is read; it would be lost.", "name another file with -o.")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and put it there when it is whole; raises `FolderRefusal`.

    A link stays, and what it leads to is written; a pipe or a device cannot be changed for a file and is written into.
    """
    try:
        place = path.resolve()
        if place.exists() and not place.is_file():
            place.write_bytes(content)
            return
        put_whole(place, content)
    except OSError as fault:
        raise FolderRefusal(f"{path} cannot be written ({fault.strerror}).", "name another file.") from None
