# SPDX-License-Identifier: Apache-2.0
"""The tables: reviewed rows, one word each, with grade, source and licence."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from safeconduct.language.northern.edits import Grade

HEAD: Final = ("south", "north", "pos", "grade", "alternatives", "source", "licence", "note")
_TAG: Final = re.compile(r"[A-Z]+(?:\|[A-Z]+)*|\*")


@frozen
class Row:
    """One word of the South and its word in the North.

    `pos` are the parts of speech it is met in (Sejong tags; () is any), `alternatives` other words that may be meant,
    `source` where it stands, `licence` what the row may be used under, `note` what a translator should know.
    """

    south: str
    north: str
    pos: tuple[str, ...]
    grade: Grade
    alternatives: tuple[str, ...]
    source: str
    licence: str
    note: str


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Return every row of a table, named without its ending.  A row that is written badly is our bug: `ValueError`."""
    return tuple(_rows(table, files(__package__).joinpath(f"{table}.tsv").read_text("utf-8").splitlines()))


def _rows(table: str, lines: Iterable[str]) -> Iterable[Row]:
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if number == 1 or cells[0] == "south":
            if tuple(cells) != HEAD:
                raise ValueError(f"{table}.tsv:{number} has other columns than {', '.join(HEAD)}")
            continue
        if len(cells) != len(HEAD) or not all(cells[n] for n in (0, 1, 2, 3, 5, 6)) or not _TAG.fullmatch(cells[2]):
            raise ValueError(f"{table}.tsv:{number} is not a row: {line!r}")
        south, north, pos, grade, alternatives, source, licence, note = cells
        parts = () if pos == "*" else tuple(pos.split("|"))
        yield Row(
            south, north, parts, Grade(grade), tuple(filter(None, alternatives.split("|"))), source, licence, note
        )
