# SPDX-License-Identifier: Apache-2.0
"""Columns: the blocks of a copy one under another, counted in ticks of the grid."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from safeconduct.model.works import Json
from safeconduct.press.geometry import POINTS_PER_MM

from .grid import Grid
from .passages import Passage, passage

Drawn = dict[str, Json]
SetBlock = Mapping[str, Any]
_ICON_LESS_MM = 1.2
_JUSTIFIED_FROM_MM = 60.0


@frozen
class Look:
    """What a format asks of its blocks: the least size of a step, the largest pictogram, if text may be stretched."""

    steps_pt: float
    icon_mm: float
    stretch: bool = False


@frozen
class Set:
    """A block in a measure: how many ticks it is high, its passage, where that begins, and the sign beside it."""

    block: SetBlock
    ticks: int
    passage: Passage
    left_mm: float
    down: int
    signs: tuple[Drawn, ...] = ()

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return bool(self.block["kind"] in ("heading", "title"))

    @property
    def divisible(self) -> bool:
        """Whether it may go on in the next column."""
        return bool(self.block["kind"] == "paragraph")

    def part(self, grid: Grid, first: int, last: int) -> "Set":
        """Return some lines of a paragraph."""
        part = self.passage.part(first, last)
        return evolve(self, passage=part, ticks=grid.needs(part.height_mm))

    def draw(self, grid: Grid, x: float, tick: int) -> Iterator[Drawn]:
        """Yield what a template draws, in reading order, the block's top at a tick."""
        y = grid.at(tick)
        for sign in self.signs:
            yield {**sign, "x": round(x + sign["x"], 4), "y": round(y + sign["y"], 4)}  # type: ignore[operator]
        level = 2 if self.heading else 0
        yield self.passage.draw(x + self.left_mm, grid.at(tick + self.down), level)


def set_blocks(blocks: Sequence[SetBlock], grid: Grid, width_mm: float, look: Look) -> list[Set]:
    """Set every block in a measure; raises `TooWideError` for a word that is too wide."""
    found: list[Set] = []
    number = 0
    for block in blocks:
        number += block["kind"] == "step"
        found.append(_set(block, grid, width_mm, look, number))
    # One paragraph ragged among stretched ones would look like a mistake.
    if not all(one.passage.stretched for one in found if one.divisible):
        found = [evolve(one, passage=evolve(one.passage, stretched=False)) for one in found]
    return found


def _set(block: SetBlock, grid: Grid, width: float, look: Look, number: int) -> Set:
    kind, where = block["kind"], f"the block “{block['id']}”"
    style = grid.heading if kind in ("heading", "title") else grid.body
    if kind == "step" and look.steps_pt > grid.body_pt:
        style = grid.style(look.steps_pt)
    em = style.size_pt / POINTS_PER_MM
    if kind not in ("point", "step"):
        even = kind in ("heading", "title")
        stretch = look.stretch and kind == "paragraph" and width >= _JUSTIFIED_FROM_MM
        text = passage(block["text"], style, width, where, even=even, stretch=stretch)
        return Set(block, grid.needs(text.height_mm), text, 0.0, 0)
    # A pictogram is as high as two lines, and a little less, so that two of them never touch.
    icon = min(look.icon_mm, 4 * grid.tick_mm - _ICON_LESS_MM)
    left = icon * 1.28 if block["picture"] else 0.0
    room = em * 1.3 if kind == "step" else 0.0 if block["picture"] else em * 1.15
    text = passage(block["text"], style, width - left - room, where)
    ticks = grid.needs(text.height_mm)
    whole = max(ticks, 4) if block["picture"] else ticks
    down = (whole - ticks) // 2
    signs: list[Drawn] = []
    top = down * grid.tick_mm
    if block["picture"]:
        at = (4 * grid.tick_mm - icon) / 2
        signs.append({"op": "pictogram", "x": 0.0, "y": at, "w": icon, "name": block["picture"], "alt": block["alt"]})
    if kind == "step":
        # The order is half of what a step says.
        signs.append({
            "op": "number", "x": left, "y": top, "text": str(number), "size": style.size_pt, "line": style.line_pt,
            "rise": style.rise_pt, "language": block["text"]["language"],
        })  # fmt: skip
    elif not block["picture"]:
        side = em * 0.4
        middle = style.rise_pt / POINTS_PER_MM - em * 0.3
        signs.append({"op": "bullet", "x": 0.0, "y": top + middle - side / 2, "w": side})
    return Set(block, whole, text, left + room, down, tuple(signs))


def gap(above: Set | None, below: Set, ticks: int) -> int:
    """Return the ticks between two blocks where `ticks` are usual: more above a heading, less below."""
    if above is None:
        return 0
    if above.heading:
        # Closer than to what it ends, but never so close that it reads as the first line.
        return max(1, ticks - 1)
    return ticks + 1 if below.heading else ticks


def height(column: Sequence[Set], ticks: int) -> int:
    """Return how many ticks a column of blocks is high."""
    above = [None, *column]
    return sum(gap(before, block, ticks) + block.ticks for before, block in zip(above, column, strict=False))


def draw_column(column: Sequence[Set], grid: Grid, x: float, tick: int, ticks: int) -> Iterator[Drawn]:
    """Yield what a template draws for a column whose top is at a tick."""
    before: Set | None = None
    for block in column:
        tick += gap(before, block, ticks)
        yield from block.draw(grid, x, tick)
        tick += block.ticks
        before = block


def flow(blocks: Sequence[Set], grid: Grid, rooms: Sequence[int], ticks: int) -> list[list[Set]] | None:
    """Let blocks run through columns of so many ticks; None when they do not fit.

    A heading never stands alone at the foot of a column, and of a paragraph that goes on in the next one at least two
    lines stand on either side.
    """
    columns: list[list[Set]] = [[] for _ in rooms]
    at = 0
    waiting = list(blocks)
    while waiting:
        unit = waiting[:1]
        while unit[-1].heading and len(unit) < len(waiting):
            unit = waiting[: len(unit) + 1]
        if at == len(rooms):
            return None
        if height([*columns[at], *unit], ticks) <= rooms[at]:
            columns[at] += unit
            del waiting[: len(unit)]
            continue
        parts = _parted(columns[at], unit, grid, rooms[at], ticks)
        if parts:
            columns[at] += parts[0]
            waiting[: len(unit)] = [parts[1]]
        at += 1
    return columns


def _parted(
    column: Sequence[Set], unit: Sequence[Set], grid: Grid, room: int, ticks: int
) -> tuple[list[Set], Set] | None:
    last, lines = unit[-1], len(unit[-1].passage.lines)
    if not last.divisible:
        return None
    for count in range(lines - 2, 1, -1):
        first = [*unit[:-1], last.part(grid, 0, count)]
        if height([*column, *first], ticks) <= room:
            return first, last.part(grid, count, lines)
    return None
