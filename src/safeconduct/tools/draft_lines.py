# SPDX-License-Identifier: Apache-2.0
"""The lines of a draft from a word processor: what each is shaped as, and how its words are set."""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

SHAPES: Final = ("title", "heading", "step", "point", "paragraph", "plain", "row")
"""What the file itself says a line is; "paragraph" where it says so in our own style, "plain" where it says nothing."""

LEFT: Final = ("changes", "comments", "hidden", "notes", "pictures", "headers", "boxes")
"""What is counted and not read, or (changes, boxes) read in another way than it looks."""

TITLE_STYLE: Final = "title"
STYLES: Final = {"copyparagraph": "paragraph", "copystep": "step", "copypoint": "point"}
"""The paragraph styles of our own export, their names without capitals and spaces, and their shapes."""

HEADER_STYLE: Final = "copyheader"
"""The style of what our export says in the page header: that is not counted as left out."""

MARK_STYLE: Final = "copymark"
MARK_COLOUR: Final = "7F8C8D"
"""Grey, in which our export sets what is not text: ids, and where citations and pictures belong."""


@frozen
class Stretch:
    """Words set alike; `mark` is True for what our export set in its grey style."""

    text: str
    strong: bool = False
    mark: bool = False


@frozen
class Line:
    """A paragraph, or one row of a table.

    `level` is the depth of a heading or list, from 1.  A row has `cells`, in which a stretch of "\\n" parts paragraphs,
    and the number of its `table`, from 1; any other line has `stretches`.
    """

    shape: str
    level: int
    stretches: tuple[Stretch, ...] = ()
    table: int = 0
    cells: tuple[tuple[Stretch, ...], ...] = ()


def in_one_cell(lines: Iterable[Line]) -> tuple[Stretch, ...]:
    """Return the words of a table's cell, its paragraphs parted by "\n"; a table in it is read cell by cell."""
    told: list[Stretch] = []
    for line in lines:
        for stretches in line.cells or (line.stretches,):
            told += [Stretch("\n")] if told else []
            told += stretches
    return tuple(told)
