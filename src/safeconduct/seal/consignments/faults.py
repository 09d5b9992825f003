# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with the log, in sentences that name the line."""

from enum import StrEnum

from attrs import frozen

from safeconduct.model.canonical import Digest

from .reading import Line, Lines


class Wrong(StrEnum):
    """What is wrong with a line, or with what is between two."""

    EDITED = "edited"
    MISSING = "missing"
    MOVED = "moved"
    REPEATED = "repeated"
    FORKED = "forked"
    REPLACED = "replaced"
    TORN = "torn"
    CUT = "cut-off"
    UNKNOWN_KEY = "unknown-key"
    RETIRED_KEY = "retired-key"
    REVOKED_KEY = "revoked-key"
    DAY = "day"
    DEED = "deed"


OF_TRUST = frozenset({Wrong.UNKNOWN_KEY, Wrong.RETIRED_KEY, Wrong.REVOKED_KEY, Wrong.DAY, Wrong.DEED})
"""Every line is there, but one must not be believed: exit 7.  All others mean exit 6."""


@frozen
class Fault:
    """`number` is the number that the line gave itself when it was written, or that is missing (the first of a
    stretch); `place` where it stands in the file now.  Each is None where it cannot be known."""

    wrong: Wrong
    number: int | None
    place: int | None
    sentence: str


def exit_code_of(faults: tuple[Fault, ...]) -> int:
    """Return 6 when the log was touched, else 7 when a line of it must not be believed, else 0."""
    return 6 if {one.wrong for one in faults} - OF_TRUST else 7 if faults else 0


def at_line(wrong: Wrong, line: Line, sentence: str) -> Fault:
    """Return a fault of one line, called by its number and, where that differs, by its place; `{}` is the name."""
    number = line.entry.n if line.entry else None
    if number in (None, line.place):
        name = f"Line {line.place}"
    elif wrong is Wrong.EDITED:
        name = f"The line at place {line.place}, which calls itself number {number},"
    else:
        name = f"Line {number}, at place {line.place} of the file,"
    return Fault(wrong, number, line.place, sentence.format(name))


def missing(first: int, last: int) -> Fault:
    """Return the fault that the lines `first` to `last` are not there."""
    sentence = f"Line {first} was deleted." if first == last else f"Lines {first} to {last} were deleted."
    return Fault(Wrong.MISSING, first, None, sentence)


def torn(lines: Lines) -> Fault:
    """Return the fault that the last line has no end."""
    place = len(lines.whole) + 1
    return Fault(
        Wrong.TORN,
        None,
        place,
        f"Line {place} was not written to its end. Mend it with: safeconduct log mend",
    )


def cut(head: Digest, whose: str, count: int) -> Fault:
    """Return the fault that a line which somebody noted as the last is not in the log."""
    return Fault(
        Wrong.CUT,
        None,
        None,
        f"The line with the digest {head[:16]}… is not in the log, although {whose} names it: "
        f"lines were cut off behind line {count}, or this is another log.",
    )
