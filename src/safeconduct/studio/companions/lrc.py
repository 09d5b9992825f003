# SPDX-License-Identifier: Apache-2.0
"""Lines for small players: LRC, in UTF-8, and in code page 949 for old Korean ones where every sign exists there.

Nobody published a standard: `[ti:]`, `[ar:]`, `[al:]`, `[la:]` and `[length:]`, then one line `[mm:ss.xx]words` each.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from safeconduct.model.captions import readable

from .clock import from_lrc, lrc_time
from .parity import CompanionError, ascending
from .timing import Shown

_TAGS = ("ti", "ar", "al", "la", "length")
_LINE = re.compile(r"\[(\d{2,}:\d{2}\.\d{2})\]([^\[\]]*)", re.ASCII)
_TAG = re.compile(r"\[([a-z]+):([^\[\]]*)\]")


@frozen
class Lyrics:
    """What an LRC file holds: its tags, and its lines with their times in milliseconds; the last line is empty."""

    tags: dict[str, str]
    lines: tuple[tuple[int, str], ...]


def write_lrc(captions: Sequence[Shown], tags: dict[str, str], length_ms: int) -> str:
    """Return the file, lines ended as old players want them; an empty line clears the screen at the end.

    A square bracket would be taken for a time: it becomes a round one.
    """
    told = {**tags, "length": lrc_time(length_ms)}
    rows = [f"[{tag}:{bracketed(told[tag])}]" for tag in _TAGS if bracketed(told.get(tag, ""))]
    rows += [f"[{lrc_time(caption.start_ms)}]{bracketed(caption.caption.text)}" for caption in captions]
    if captions:
        rows.append(f"[{lrc_time(max(captions[-1].end_ms, captions[-1].start_ms + 10))}]")
    return "\r\n".join(rows) + "\r\n"


def read_lrc(text: str) -> Lyrics:
    """Read a file; raises `CompanionError` for anything that `write_lrc` would not write."""
    if not text.endswith("\r\n"):
        raise CompanionError("a line without an end")
    tags: dict[str, str] = {}
    lines: list[tuple[int, str]] = []
    for row in text.removesuffix("\r\n").split("\r\n"):
        if found := _LINE.fullmatch(row):
            try:
                lines.append((from_lrc(found[1]), found[2]))
            except ValueError as fault:
                raise CompanionError(str(fault)) from None
        elif (found := _TAG.fullmatch(row)) and found[1] in _TAGS and found[1] not in tags and not lines:
            tags[found[1]] = found[2]
        else:
            raise CompanionError(f"not a line of LRC: {row!r}")
    if not ascending([time for time, _ in lines]):
        raise CompanionError("lines are out of order")
    if any(not words for _, words in lines[:-1]) or (lines and lines[-1][1]):
        raise CompanionError("the last line, and only that, is empty")
    return Lyrics(tags, tuple(lines))


def bracketed(text: str) -> str:
    """Return `text` as LRC can hold it."""
    return readable(text).replace("[", "(").replace("]", ")")


def old_spelling(text: str) -> bytes | None:
    """Return `text` in code page 949, as old Korean players read it, or None when a sign does not exist there."""
    try:
        return text.encode("cp949")
    except UnicodeEncodeError:
        return None
