# SPDX-License-Identifier: Apache-2.0
"""Mending a log whose last line was not written to its end: nothing is thrown away, and nothing is guessed."""

import os
from pathlib import Path

from attrs import frozen

from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.seal.files import synced, write_new

from .appending import locked
from .reading import content_of, line_at
from .rights import Rights


@frozen
class Mended:
    """`line` is the place; `kept_in` the file with what stood there, None when only the line feed was missing."""

    line: int
    kept_in: Path | None


def mend(chancery: Path, rights: Rights) -> Mended:
    """End the last line where only the line feed is missing; else put the piece aside, in a file of its own.

    A piece of a line was never told to anybody: its command ended before it could say a number.  Raises `UsageRefusal`
    when there is nothing to mend, `FolderRefusal` when it cannot be written.
    """
    with locked(chancery) as path:
        *whole, torn = content_of(chancery).split(b"\n")
        if not torn:
            raise UsageRefusal("No line of the log is half-written.", "look at it with: safeconduct log verify")
        place = len(whole) + 1
        last = line_at(place, whole[-1] + b"\n", rights.signers) if whole else None
        ended = line_at(place, torn + b"\n", rights.signers)
        fits = ended.authentic and ended.entry is not None and ended.entry.prev == (last.digest if last else None)
        aside = None if fits else path.with_name(f"half-written-{place}.txt")
        try:
            if aside is not None and not (aside.exists() and aside.read_bytes() == torn):
                write_new(aside, torn, 0o600)
            with path.open("r+b") as file:
                size = file.seek(0, os.SEEK_END)
                if fits:
                    file.write(b"\n")
                else:
                    file.truncate(size - len(torn))
                file.flush()
                os.fsync(file.fileno())
            synced(path.parent)
        except OSError as fault:
            raise FolderRefusal(
                f"The log {path} cannot be mended ({fault.strerror or fault}).", "make room, then do it again."
            ) from None
    return Mended(place, aside)
