# SPDX-License-Identifier: Apache-2.0
"""What lies in a folder, seen without following any link."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from .verdict import Kind, Problem, problem

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: Windows' link between folders, which `S_ISLNK` does not tell."""


@frozen
class Survey:
    """`files`: plain files and their sizes in bytes; `folders`: every folder below; `barred`: links, special files,
    and what the system would not show, each with its problem."""

    files: Mapping[str, int]
    folders: frozenset[str]
    barred: Mapping[str, Problem]


def survey(root: Path) -> Survey:
    """Walk `root`; never raises `OSError` and never opens a file."""
    files: dict[str, int] = {}
    folders: set[str] = set()
    barred: dict[str, Problem] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    _enter(entry, f"{folder}/{entry.name}".lstrip("/"), files, folders, barred, waiting)
        except OSError as fault:
            barred[folder] = problem(Kind.UNREADABLE, folder, detail=f"({fault.strerror}.)")
    return Survey(files, frozenset(folders), barred)


def _enter(
    entry: "os.DirEntry[str]",
    path: str,
    files: dict[str, int],
    folders: set[str],
    barred: dict[str, Problem],
    waiting: list[str],
) -> None:
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError as fault:
        barred[path] = problem(Kind.UNREADABLE, path, detail=f"({fault.strerror}.)")
        return
    if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", None) == _JUNCTION:
        barred[path] = problem(Kind.LINK, path)
    elif stat.S_ISDIR(state.st_mode):
        folders.add(path)
        waiting.append(path)
    elif stat.S_ISREG(state.st_mode):
        files[path] = state.st_size
    else:
        barred[path] = problem(Kind.SPECIAL, path)
