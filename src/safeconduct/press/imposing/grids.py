# SPDX-License-Identifier: Apache-2.0
"""Where leaves lie on a sheet: rows and columns, upright or turned, centred so that backs come behind fronts."""

from collections.abc import Iterator

from attrs import frozen

from safeconduct.press.geometry import Box

from .sheets import Sheet
from .turns import Turn, flip_of

_NEARLY = 1e-6


@frozen
class Leaf:
    """What is cut from the sheet, in mm: its trimmed size, its bleed, and the gutter it keeps from the next."""

    width_mm: float
    height_mm: float
    bleed_mm: float
    gutter_mm: float


@frozen
class Grid:
    """Columns and rows of leaves on a sheet; `rotation` is 0 or 90 degrees (counter-clockwise).

    `margins_mm`: from the paper's edge to the nearest trim, beside and above; below nought when it does not fit.
    """

    sheet: Sheet
    leaf: Leaf
    columns: int
    rows: int
    rotation: int

    @property
    def count(self) -> int:
        """How many leaves there is room for."""
        return self.columns * self.rows

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of a leaf as it lies on the sheet."""
        leaf = self.leaf
        return (leaf.height_mm, leaf.width_mm) if self.rotation else (leaf.width_mm, leaf.height_mm)

    @property
    def margins_mm(self) -> tuple[float, float]:
        """From the paper's edge to the nearest trim: beside, and above."""
        (wide, high), gutter = self.size_mm, self.leaf.gutter_mm
        across = self.columns * wide + (self.columns - 1) * gutter
        down = self.rows * high + (self.rows - 1) * gutter
        return (self.sheet.width_mm - across) / 2, (self.sheet.height_mm - down) / 2

    @property
    def short_mm(self) -> tuple[float, float]:
        """By how much the margins are too narrow, beside and above; nought or less where it fits."""
        beside, above = self.margins_mm
        bleed = self.leaf.bleed_mm
        return bleed + self.sheet.beside_mm - beside, bleed + self.sheet.above_mm - above

    @property
    def fits(self) -> bool:
        """True when there is at least one leaf, and every bleed keeps off gripper and margin."""
        return self.count > 0 and max(self.short_mm) <= _NEARLY

    def cells(self) -> tuple[Box, ...]:
        """Return the trims of the leaves, row by row from the top left."""
        (wide, high), gutter, (left, top) = self.size_mm, self.leaf.gutter_mm, self.margins_mm
        return tuple(
            (left + column * (wide + gutter), top + row * (high + gutter), wide, high)
            for row in range(self.rows)
            for column in range(self.columns)
        )


def most(sheet: Sheet, leaf: Leaf, turn: Turn) -> Grid | None:
    """Return the grid with the most leaves, upright if that is as many; None when not even one fits."""
    found = [grid for grid in grids(sheet, leaf, turn) if grid.fits]
    return max(found, key=lambda grid: (grid.count, -grid.rotation), default=None)


def of_count(sheet: Sheet, leaf: Leaf, turn: Turn, count: int) -> Grid | None:
    """Return the grid of exactly `count` leaves that leaves the most room, whether it fits or not."""
    shapes = (
        Grid(sheet, leaf, columns, count // columns, rotation)
        for rotation in (0, 90)
        for columns in range(1, count + 1)
        if count % columns == 0
    )
    return min((grid for grid in shapes if _suits(grid, turn)), key=lambda grid: max(grid.short_mm), default=None)


def grids(sheet: Sheet, leaf: Leaf, turn: Turn) -> Iterator[Grid]:
    """Yield the fullest grid of each way that the leaves may lie."""
    for rotation in (0, 90):
        wide, high = Grid(sheet, leaf, 1, 1, rotation).size_mm
        columns = _room(sheet.width_mm - 2 * (leaf.bleed_mm + sheet.beside_mm), wide, leaf.gutter_mm)
        rows = _room(sheet.height_mm - 2 * (leaf.bleed_mm + sheet.above_mm), high, leaf.gutter_mm)
        flip = flip_of(turn, sheet)
        if turn.one_plate and flip:
            # Every leaf needs a place for its back on the other half.
            columns, rows = (columns // 2 * 2, rows) if flip.upright else (columns, rows // 2 * 2)
        yield Grid(sheet, leaf, columns, rows, rotation)


def _room(room: float, size: float, gutter: float) -> int:
    return max(0, int((room + gutter + _NEARLY) // (size + gutter)))


def _suits(grid: Grid, turn: Turn) -> bool:
    flip = flip_of(turn, grid.sheet)
    if not (turn.one_plate and flip):
        return True
    return (grid.columns if flip.upright else grid.rows) % 2 == 0
