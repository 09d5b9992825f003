# SPDX-License-Identifier: Apache-2.0
"""What lies in a folder, seen without following any link."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from .reasons import Code

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: Windows' link between folders, which `S_ISLNK` does not tell."""


@frozen
class Survey:
    """`files`: plain files and their sizes in bytes; `barred`: links, special files (`not-plain`), and what the system
    would not show (`unreadable`; "" is the folder itself).  `folders`: those of the barred that are folders."""

    files: Mapping[str, int]
    barred: Mapping[str, Code]
    folders: frozenset[str]


def survey(root: Path) -> Survey:
    """Walk `root`; never raises `OSError` and never opens a file.  Folders without a file are not looked at."""
    files: dict[str, int] = {}
    barred: dict[str, Code] = {}
    closed: set[str] = set()
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    _enter(entry, f"{folder}/{entry.name}" if folder else entry.name, files, barred, waiting)
        except OSError:
            barred[folder] = Code.UNREADABLE
            closed.add(folder)
    return Survey(files, barred, frozenset(closed))


def _enter(
    entry: "os.DirEntry[str]", path: str, files: dict[str, int], barred: dict[str, Code], waiting: list[str]
) -> None:
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError:
        barred[path] = Code.UNREADABLE
        return
    if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", None) == _JUNCTION:
        barred[path] = Code.NOT_PLAIN
    elif stat.S_ISDIR(state.st_mode):
        waiting.append(path)
    elif stat.S_ISREG(state.st_mode):
        files[path] = state.st_size
    else:
        barred[path] = Code.NOT_PLAIN
