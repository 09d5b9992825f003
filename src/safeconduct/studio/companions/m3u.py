# SPDX-License-Identifier: Apache-2.0
"""Playlists: extended M3U, in UTF-8 (.m3u8) and for old players in ASCII alone (.m3u)."""

import re
from collections.abc import Sequence

from attrs import frozen

from safeconduct.model.captions import readable

from .parity import CompanionError

_HEAD = "#EXTM3U"
_ENTRY = re.compile(r"#EXTINF:(\d+),(.+)", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


@frozen
class Played:
    """One file of a playlist: its name, its length in whole seconds, and what the player shows."""

    file: str
    length_s: int
    title: str


def write_m3u(entries: Sequence[Played], title: str = "") -> str:
    """Return the playlist; raises `CompanionError` for a file name that an old player or card cannot hold."""
    rows = [_HEAD, *([f"#PLAYLIST:{readable(title)}"] if readable(title) else [])]
    for entry in entries:
        if not _NAME.fullmatch(entry.file):
            raise CompanionError(f"not a file name of letters, digits, dots and hyphens: {entry.file!r}")
        rows += [f"#EXTINF:{entry.length_s},{readable(entry.title) or entry.file}", entry.file]
    return "\n".join(rows) + "\n"


def read_m3u(text: str) -> tuple[str, tuple[Played, ...]]:
    """Return title and entries; raises `CompanionError` for anything that `write_m3u` would not write."""
    head, *rows = text.removesuffix("\n").split("\n")
    if head != _HEAD or not text.endswith("\n"):
        raise CompanionError("a playlist begins with #EXTM3U and ends with a line end")
    title = rows.pop(0).removeprefix("#PLAYLIST:") if rows and rows[0].startswith("#PLAYLIST:") else ""
    if len(rows) % 2:
        raise CompanionError("a playlist has two lines for each file")
    entries = []
    for told, file in zip(rows[::2], rows[1::2], strict=True):
        found = _ENTRY.fullmatch(told)
        if not found or not _NAME.fullmatch(file):
            raise CompanionError(f"not an entry: {told!r}, {file!r}")
        entries.append(Played(file, int(found[1]), found[2]))
    return title, tuple(entries)


def in_ascii(entry: Played) -> Played:
    """Return the entry for a player that knows ASCII alone: a title in other letters gives way to the file's name."""
    title = readable(entry.title)
    return entry if title.isascii() and title else Played(entry.file, entry.length_s, entry.file.rpartition(".")[0])
