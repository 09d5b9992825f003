# SPDX-License-Identifier: Apache-2.0
"""A copy laid out for a reviewer: paragraphs with their kinds, or a source and its translation side by side.

What is not text (ids, where citations and pictures belong) is set in small grey type, in the notation of the copy.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import frozen

from safeconduct.manuscript.drafts.writing import destination
from safeconduct.model.edition import Block, BlockKind, Copy, Run

MARK_COLUMN: Final = "{#}"
_SIGNS: Final = {BlockKind.TITLE: "# ", BlockKind.HEADING: "## ", BlockKind.POINT: "- "}
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@frozen
class Words:
    """Words set alike; `mark` is small and grey."""

    text: str
    strong: bool = False
    mark: bool = False


@frozen
class Paragraph:
    """A paragraph of a `kind`, None for one in a table; steps of one `list` (from 1) are numbered through."""

    words: tuple[Words, ...]
    language: str
    kind: BlockKind | None = None
    list: int = 0


@frozen
class Grid:
    """A table: its rows of cells, the first one the head, and the share of the width that each column has."""

    rows: tuple[tuple[Paragraph, ...], ...]
    shares: tuple[float, ...]


Part = Paragraph | Grid


@frozen
class Sheet:
    """Everything in a file: the lines of the page header, and the parts in order."""

    language: str
    header: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language in it, that of the sheet first."""
        told = [self.language]
        for part in self.parts:
            cells = [part] if isinstance(part, Paragraph) else [cell for row in part.rows for cell in row]
            told += [cell.language for cell in cells]
        return tuple(dict.fromkeys(told))


def single(copy: Copy, header: Sequence[str]) -> Sheet:
    """Lay out one copy, block under block."""
    return Sheet(copy.language, tuple(header), tuple(_single(copy)))


def beside(source: Copy, copy: Copy, header: Sequence[str]) -> Sheet:
    """Lay out a copy beside its source; a block that one of them lacks leaves its cell empty.

    Tables of phrases, which hold their languages side by side anyway, stand between.
    """
    return Sheet(copy.language, tuple(header), tuple(_beside(source, copy)))


def _single(copy: Copy) -> Iterator[Part]:
    lists = 0
    for (kind, columns), group in groupby(copy.blocks, lambda block: (block.kind, block.columns)):
        lists += kind is BlockKind.STEP
        if kind is BlockKind.ROW:
            yield _phrases(list(group), columns, copy.language)
            continue
        for block in group:
            words = (*_words(block), Words(f" {{#{block.id}}}", mark=True))
            yield Paragraph(words, copy.language, kind, lists if kind is BlockKind.STEP else 0)


def _beside(source: Copy, copy: Copy) -> Iterator[Part]:
    sources = {block.id: block for block in source.blocks}
    own = {block.id: block for block in copy.blocks}
    step = 0
    for is_row, group in groupby(_order(source, copy), lambda block: block.kind is BlockKind.ROW):
        if is_row:
            for columns, rows in groupby((own.get(block.id, block) for block in group), lambda block: block.columns):
                yield _phrases(list(rows), columns, copy.language)
            continue
        lines = [tuple(_cell((Words(tag, mark=True),), copy.language) for tag in _heads(source, copy))]
        for block in group:
            step = step + 1 if block.kind is BlockKind.STEP else 0
            sign = f"{step}. " if step else _SIGNS.get(block.kind, "")
            there, here = sources.get(block.id), own.get(block.id)
            lines.append(
                (
                    _cell((Words(f"{sign}{{#{block.id}}}", mark=True),), copy.language),
                    _cell(_words(there) if there else (), source.language),
                    _cell(_words(here) if here else (), copy.language),
                )
            )
        yield Grid(tuple(lines), (0.16, 0.42, 0.42))


def _heads(source: Copy, copy: Copy) -> tuple[str, str, str]:
    return MARK_COLUMN, source.language, copy.language


def _order(source: Copy, copy: Copy) -> list[Block]:
    """The blocks in the order of the copy; those that only the source has follow the one they follow there."""
    ids = {block.id for block in copy.blocks}
    order = list(copy.blocks)
    before: str | None = None
    for block in source.blocks:
        if block.id not in ids:
            place = next((at + 1 for at, other in enumerate(order) if other.id == before), 0)
            order.insert(place, block)
        before = block.id
    return order


def _phrases(rows: Sequence[Block], columns: Sequence[str], language: str) -> Grid:
    head = tuple(_cell((Words(column, mark=True),), language) for column in columns)
    lines = [
        tuple(
            _cell((*_run_words(cell), *_id_of(row, last=at + 1 == len(row.cells))), _tongue(column, language))
            for at, (cell, column) in enumerate(zip(row.cells, columns, strict=False))
        )
        for row in rows
    ]
    return Grid((head, *lines), tuple(1 / len(columns) for _ in columns))


def _tongue(column: str, language: str) -> str:
    return language if column == "say" else column


def _id_of(row: Block, *, last: bool) -> tuple[Words, ...]:
    return (Words(f" {{#{row.id}}}", mark=True),) if last else ()


def _cell(words: Iterable[Words], language: str) -> Paragraph:
    return Paragraph(tuple(words), language)


def _words(block: Block) -> tuple[Words, ...]:
    picture: list[Words] = []
    if block.picture is not None:
        path = destination(block.picture)
        picture = [Words("![", mark=True), Words(_written(block.alt)), Words(f"]({path}) ", mark=True)]
    return (*picture, *_run_words(block.runs))


def _run_words(runs: Iterable[Run]) -> Iterator[Words]:
    for cites, group in groupby(runs, lambda run: run.cites):
        if cites:
            yield Words("[", mark=True)
        for run in group:
            yield Words(_written(run.settled), run.strong)
        if cites:
            yield Words(f"]({cites})", mark=True)


def _written(text: str) -> str:
    """The text less control signs, which no XML can hold and no page shows."""
    return _UNWRITABLE.sub("", text)
