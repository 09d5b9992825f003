# SPDX-License-Identifier: Apache-2.0
"""What lies in a bag's folder: seen without following a link and without opening a file."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT: Windows' link between folders, which `S_ISLNK` does not tell."""

PAYLOAD = "data/"


@frozen
class Lying:
    """Paths are joined by "/" and relative to the bag.  `files`: plain files and their sizes in bytes; `folders`:
    folders below; `barred`: links, devices and what cannot be looked at, each with the sentence that says so."""

    files: Mapping[str, int]
    folders: frozenset[str]
    barred: Mapping[str, str]

    def payload(self) -> list[str]:
        """Return the plain files below `data`, sorted."""
        return sorted(path for path in self.files if path.startswith(PAYLOAD))


def look(bag: Path) -> Lying:
    """Walk the folder `bag`; raises no `OSError`."""
    files: dict[str, int] = {}
    folders: set[str] = set()
    barred: dict[str, str] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(bag / folder) as entries:
                for entry in entries:
                    path = f"{folder}{entry.name}"
                    state = entry.stat(follow_symlinks=False)
                    if stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", None) == _JUNCTION:
                        barred[path] = "This is a link; a bag holds plain files, and links are not followed."
                    elif stat.S_ISDIR(state.st_mode):
                        folders.add(path)
                        waiting.append(f"{path}/")
                    elif stat.S_ISREG(state.st_mode):
                        files[path] = state.st_size
                    else:
                        barred[path] = "This is a pipe, a socket or a device, not a file."
        except OSError as fault:
            barred[folder.rstrip("/")] = f"This folder cannot be read ({fault.strerror or fault})."
    return Lying(files, frozenset(folders), barred)
