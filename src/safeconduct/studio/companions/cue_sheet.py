# SPDX-License-Identifier: Apache-2.0
"""The cue sheet: where each paragraph begins in a finished file, as players and editors of sound read it (.cue)."""

import re
from collections.abc import Sequence
from math import ceil
from typing import Final

from attrs import frozen

from safeconduct.model.captions import readable
from safeconduct.model.product import Paragraph

from .clock import cue_time, from_cue, in_ms
from .parity import CompanionError, ascending

MOST_TRACKS = 99
"""A cue sheet counts its tracks with two digits."""

LONGEST: Final = 80
"""The most signs of a string: players and CD-TEXT know no more."""

_MORE = "…"
_KINDS = {"mp3": "MP3"}
_SIGNS = re.compile(r'REM COMMENT "([^"]*)"|PERFORMER "([^"]*)"|TITLE "([^"]*)"|FILE "([^"]*)" (WAVE|MP3)')
_TRACK = re.compile(r"  TRACK (\d{2}) AUDIO", re.ASCII)
_INDEX = re.compile(r"    INDEX 01 (\S+)")


@frozen
class Track:
    """A track: what is said in it, and where it begins, in frames of 1/75 s."""

    title: str
    start: int


@frozen
class CueSheet:
    """What a cue sheet holds."""

    comment: str
    performer: str
    title: str
    file: str
    tracks: tuple[Track, ...]


def write_cue(file: str, title: str, sender: str, comment: str, tracks: Sequence[tuple[int, str]]) -> str:
    """Return the sheet for `file`; `tracks` are (start in ms, what is said).  The first holds the lead-in too.

    The format cannot hold a quotation mark of the typewriter: it becomes one of the printer.
    """
    rows = [f'REM COMMENT "{quotable(comment)}"'] if readable(comment) else []
    rows += [f'PERFORMER "{quotable(sender)}"', f'TITLE "{quotable(title)}"']
    rows.append(f'FILE "{quotable(file)}" {_KINDS.get(file.rpartition(".")[2].lower(), "WAVE")}')
    for number, (start_ms, words) in enumerate(tracks, 1):
        start = cue_time(start_ms if number > 1 else 0)
        rows += [f"  TRACK {number:02} AUDIO", f'    TITLE "{quotable(words)}"', f"    INDEX 01 {start}"]
    return "\r\n".join(rows) + "\r\n"


def read_cue(text: str) -> CueSheet:
    """Read a sheet; raises `CompanionError` for anything that `write_cue` would not write."""
    rows = text.removesuffix("\r\n").split("\r\n")
    if not text.endswith("\r\n"):
        raise CompanionError("a line without an end")
    head: dict[int, str] = {}
    while rows and (found := _SIGNS.fullmatch(rows[0])):
        which = next(n for n in (1, 2, 3, 4) if found[n] is not None)
        if which in head or which < max(head, default=0):
            raise CompanionError(f"twice, or out of order: {rows[0]!r}")
        head[which] = found[which]
        rows.pop(0)
    if not {2, 3, 4} <= set(head) or len(rows) % 3 or len(rows) > 3 * MOST_TRACKS:
        raise CompanionError("a cue sheet names performer, title and file, then at most 99 tracks of three lines")
    tracks = tuple(_track(rows[at : at + 3], at // 3 + 1) for at in range(0, len(rows), 3))
    if not ascending([track.start for track in tracks]) or (tracks and tracks[0].start):
        raise CompanionError("tracks begin at nought and rise")
    return CueSheet(head.get(1, ""), head[2], head[3], head[4], tracks)


def _track(rows: Sequence[str], number: int) -> Track:
    track, title, index = (
        _TRACK.fullmatch(rows[0]),
        re.fullmatch(r'    TITLE "([^"]*)"', rows[1]),
        _INDEX.fullmatch(rows[2]),
    )
    if not track or not title or not index or int(track[1]) != number:
        raise CompanionError(f"not track {number}: {rows!r}")
    try:
        return Track(title[1], from_cue(index[1]))
    except ValueError as fault:
        raise CompanionError(str(fault)) from None


def tracks_of(paragraphs: Sequence[Paragraph], texts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Return (start in ms, words) for each track: one a paragraph, or as few together as 99 tracks allow."""
    together = max(1, ceil(len(paragraphs) / MOST_TRACKS))
    return tuple(
        (in_ms(paragraphs[at].start_s), " ".join(texts[at : at + together]))
        for at in range(0, len(paragraphs), together)
    )


def quotable(text: str) -> str:
    """Return `text` as a cue sheet can hold it: without the typewriter's quotation mark, its first 80 signs at most."""
    plain = readable(text).replace('"', "”")
    if len(plain) <= LONGEST:
        return plain
    kept = plain[: LONGEST - 2]
    return f"{kept.rpartition(' ')[0] or kept} {_MORE}"


def begins(title: str, text: str) -> bool:
    """Whether `title` is `text` as a cue sheet holds it, or its first words."""
    return title == quotable(text) and readable(text).replace('"', "”").startswith(title.removesuffix(f" {_MORE}"))
