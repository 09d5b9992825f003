# SPDX-License-Identifier: Apache-2.0
"""What the lines of a draft are in a copy: title, headings, paragraphs, steps, points, rows of a table."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from attrs import evolve, field, frozen

from safeconduct.model.edition import Block, BlockKind
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal
from safeconduct.tools.draft_lines import Line, Stretch

from .marks import marked

BESIDE: Final = "{#}"
"""What stands in the first cell of a table with a source and its translation side by side."""

REMARKS: Final = (
    "title-guessed", "deep-heading", "deep-list", "table-read", "picture-moved", "two-ids", "id-twice", "untranslated"
)  # fmt: skip

_COLUMN: Final = re.compile(r"say|[a-z]{2,3}(-[A-Za-z]{2,4})?")
_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_SIGNS: Final = (
    (BlockKind.HEADING, re.compile(r"##(?=\s|$)[ \u00a0]*")),
    (BlockKind.TITLE, re.compile(r"#(?=\s|$)[ \u00a0]*")),
    (BlockKind.STEP, re.compile(r"(?:[0-9]{1,2}[.)](?=\s|$)|[①-⑳])[ \u00a0]*")),
    (BlockKind.POINT, re.compile(r"(?:[-–*](?=\s|$)|[•·▪◦‣○●])[ \u00a0]*")),
)
_HERE: Final = Span("")


@frozen
class Shaped:
    """The blocks of a draft, and how often each of `REMARKS` applied.  A block whose id is not told has the id ""."""

    blocks: tuple[Block, ...]
    remarks: Counter[str] = field(factory=Counter)


def shaped(lines: Sequence[Line], language: str) -> Shaped:
    """Return the blocks that lines make; `language` is the one that is looked for in a table of two languages.

    Raises `UsageRefusal` for a table of two languages that does not end in `language`.
    """
    remarks: Counter[str] = Counter()
    blocks = list(_once(_blocks(lines, language, remarks), remarks))
    return Shaped(tuple(_titled(blocks, remarks)), remarks)


def _blocks(lines: Iterable[Line], language: str, remarks: Counter[str]) -> Iterator[tuple[Block, str, int]]:
    """Yield each block with the shape and level that the file gave it."""
    for table, group in groupby(lines, lambda line: line.table):
        rows = [line for line in group if any(_text(cell) for cell in line.cells) or not table]
        if not table:
            for line in rows:
                yield from _line(line, remarks)
            continue
        heads = [_text(cell) for cell in rows[0].cells] if rows else []
        if len(heads) == 3 and heads[0] == BESIDE:
            yield from _beside(rows, heads, language, remarks)
        elif len(heads) > 1 and all(_COLUMN.fullmatch(head) for head in heads):
            yield from _rows(rows[1:], tuple(heads), remarks)
        else:
            remarks["table-read"] += 1
            for row in rows:
                for cell in row.cells:
                    for paragraph in _paragraphs(cell):
                        yield from _line(Line("plain", 1, paragraph), remarks)


def _line(line: Line, remarks: Counter[str]) -> Iterator[tuple[Block, str, int]]:
    stretches = line.stretches
    kind = {
        "title": BlockKind.TITLE,
        "heading": BlockKind.HEADING,
        "step": BlockKind.STEP,
        "point": BlockKind.POINT,
    }.get(line.shape, BlockKind.PARAGRAPH)
    shape = line.shape
    if shape == "plain":
        sign, stretches = _signed(stretches)
        kind, shape = (sign, str(sign)) if sign else (kind, shape)
    if line.level > 1 and kind in (BlockKind.STEP, BlockKind.POINT):
        remarks["deep-list"] += 1
    block = _block(kind, stretches, remarks)
    if block.runs or block.picture:
        yield block, shape, line.level


def _block(kind: BlockKind, stretches: Iterable[Stretch], remarks: Counter[str]) -> Block:
    told = marked(stretches)
    remarks["two-ids"] += len(told.ids) > 1
    picture: str | None = None
    alt = ""
    if told.pictures:
        alt, picture = told.pictures[0]
        remarks["picture-moved"] += len(told.pictures) > 1
    return Block(told.ids[0] if told.ids else "", kind, told.runs, _HERE, picture, alt)


def _beside(
    rows: Sequence[Line], heads: Sequence[str], language: str, remarks: Counter[str]
) -> Iterator[tuple[Block, str, int]]:
    if heads[2] != language:
        raise UsageRefusal(
            f"The draft holds a translation into {heads[2] if _TAG.fullmatch(heads[2]) else 'another language'}, "
            f"not into {language}.",
            "name the language of the translation, or the right file.",
        )
    for row in rows[1:]:
        cells = (*row.cells, (), (), ())
        sign, rest = _signed(cells[0])
        kind = sign or BlockKind.PARAGRAPH
        block_id = next(iter(marked(rest).ids), "")
        block = _block(kind, cells[2], remarks)
        if block.runs or block.picture:
            yield evolve(block, id=block_id or block.id), str(kind), 1
        elif block_id:
            remarks["untranslated"] += 1


def _rows(rows: Iterable[Line], columns: tuple[str, ...], remarks: Counter[str]) -> Iterator[tuple[Block, str, int]]:
    for row in rows:
        told = [marked(cell) for cell in row.cells][: len(columns)]
        told += [marked(())] * (len(columns) - len(told))
        ids = [found for cell in told for found in cell.ids]
        remarks["two-ids"] += len(ids) > 1
        cells = tuple(cell.runs for cell in told)
        if any(cells):
            yield Block(ids[0] if ids else "", BlockKind.ROW, (), _HERE, cells=cells, columns=columns), "row", 1


def _signed(stretches: Sequence[Stretch]) -> tuple[BlockKind | None, tuple[Stretch, ...]]:
    """What a sign typed before the words says of a line, and the line without it."""
    text = "".join(one.text for one in stretches)
    begins = len(text) - len(text.lstrip())
    for kind, sign in _SIGNS:
        if found := sign.match(text, begins):
            return kind, tuple(_cut(stretches, found.end()))
    return None, tuple(stretches)


def _cut(stretches: Iterable[Stretch], most: int) -> Iterator[Stretch]:
    for one in stretches:
        rest, most = one.text[most:], max(0, most - len(one.text))
        if rest:
            yield evolve(one, text=rest)


def _text(stretches: Iterable[Stretch]) -> str:
    return "".join(one.text for one in stretches).strip()


def _paragraphs(cell: Sequence[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    for is_break, group in groupby(cell, lambda one: one.text == "\n"):
        if not is_break:
            yield tuple(group)


def _once(blocks: Iterable[tuple[Block, str, int]], remarks: Counter[str]) -> Iterator[tuple[Block, str, int]]:
    """A paragraph cut in two may bear its id twice: the first has it."""
    seen: set[str] = set()
    for block, shape, level in blocks:
        if block.id and block.id in seen:
            remarks["id-twice"] += 1
            yield evolve(block, id=""), shape, level
            continue
        seen.add(block.id)
        yield block, shape, level


def _titled(blocks: Sequence[tuple[Block, str, int]], remarks: Counter[str]) -> Iterator[Block]:
    """One title, the first; where the file names none, its first line is taken for it."""
    first = next((at for at, (block, _, _) in enumerate(blocks) if block.kind is BlockKind.TITLE), None)
    if first is None:
        if remarks["untranslated"]:
            raise UsageRefusal("The title has no translation yet.", "translate the title; other blocks may still wait.")
        first = next((at for at, (block, _, _) in enumerate(blocks) if block.kind is not BlockKind.ROW), None)
        remarks["title-guessed"] += first is not None and blocks[first][1] != "heading"
    headings = (BlockKind.TITLE, BlockKind.HEADING)
    levels = [level for at, (block, _, level) in enumerate(blocks) if block.kind in headings and at != first]
    remarks["deep-heading"] += sum(level > min(levels) for level in levels)
    for at, (block, _, _) in enumerate(blocks):
        if at == first:
            yield evolve(block, kind=BlockKind.TITLE)
        else:
            yield evolve(block, kind=BlockKind.HEADING) if block.kind in headings else block
