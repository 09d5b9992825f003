# SPDX-License-Identifier: Apache-2.0
"""The plan of an imposition: for each side of each sheet which page lies where and which way up.  No PDF is opened."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from safeconduct.model.works import Json
from safeconduct.press.geometry import Box

from .fitting import fit
from .grids import Grid, Leaf
from .orders import Sided, dealt, folios_of, leaves_of
from .sheets import sheet_of
from .turns import Flip, Turn, flip_of, turn_of


@frozen
class Placed:
    """One page in one place: its trim on the sheet, what may be inked of it, and how it lies.

    `page` counts from 0; `cell` is the place (front and back of one leaf have the same), `back` which of the two this
    is; boxes in mm from the top left of the sheet's side; `rotation` in degrees, counter-clockwise.
    """

    page: int
    leaf: int
    cell: int
    back: bool
    box: Box
    clip: Box
    rotation: int


@frozen
class Side:
    """One side of one sheet: `face` is "front", "back", or "both" where one plate prints either."""

    sheet: int
    face: str
    placed: tuple[Placed, ...]


@frozen
class Imposition:
    """Everything that is laid, and how the sheet is turned; `flip` None: nothing is printed behind.

    `folds` are the distances of the folds from the left of a leaf's front, in mm.
    """

    grid: Grid
    turn: Turn
    order: str
    flip: Flip | None
    folds: tuple[float, ...]
    sheets: int
    sides: tuple[Side, ...]

    @property
    def block(self) -> Box:
        """The box around all trims, the same on both sides."""
        left, top = self.grid.margins_mm
        sheet = self.grid.sheet
        return (left, top, sheet.width_mm - 2 * left, sheet.height_mm - 2 * top)


def wanted(
    *,
    sheet: str,
    turn: str,
    gutter_mm: float,
    leaf_mm: tuple[float, float],
    bleed_mm: float,
    order: str = "repeat",
    folds: Sequence[float] = (),
    thickness_mm: float = 0.0,
    count: int | None = None,
) -> dict[str, Json]:
    """Return what is asked of an imposition as plain values, to travel in the parameters of a step."""
    return {
        "sheet": sheet,
        "turn": turn,
        "gutter_mm": gutter_mm,
        "leaf_mm": list(leaf_mm),
        "bleed_mm": bleed_mm,
        "order": order,
        "folds": list(folds),
        "thickness_mm": thickness_mm,
        "count": count,
    }


def imposition(asked: Mapping[str, Json], pages: int) -> Imposition:
    """Plan `pages` as `wanted` asked.

    A single page is a leaf with one side, whatever the turn.  Raises `StepRefusal` for what does not fit, half leaves,
    and unknown sheets, turns or orders.
    """
    given: Any = asked
    sheet, order, bleed = sheet_of(given["sheet"]), str(given["order"]), float(given["bleed_mm"])
    turn = turn_of("one-side" if pages == 1 else given["turn"])
    wide, high = (float(size) for size in given["leaf_mm"])
    folds = tuple(float(fold) for fold in given["folds"])
    if order == "section":
        leaves: tuple[Sided, ...] = folios_of(pages, float(given["thickness_mm"]))
        turn = turn_of("long-edge") if turn.over is None else turn
        folds, wide = (wide,), 2 * wide
    else:
        leaves = leaves_of(pages, two_sided=turn.over is not None)
    grid = fit(sheet, Leaf(wide, high, bleed, float(given["gutter_mm"])), turn, given["count"])
    flip = flip_of(turn, sheet)
    boxes = grid.cells()
    places = _front_places(boxes, flip) if turn.one_plate and flip else list(range(len(boxes)))
    deal = dealt(leaves, len(places), order)
    sides: list[Side] = []
    for number, held in enumerate(deal, start=1):
        fronts = [(leaf, place) for leaf, place in zip(held, places, strict=True) if leaf]
        front = tuple(one for leaf, place in fronts for one in _front(grid, leaf, place, boxes[place]))
        back = tuple(one for leaf, place in fronts for one in _back(grid, leaf, place, boxes[place], flip))
        if turn.one_plate:
            sides.append(Side(number, "both", front + back))
        else:
            sides.append(Side(number, "front", front))
            sides += [Side(number, "back", back)] if flip else []
    return Imposition(grid, turn, order, flip, folds, len(deal), tuple(sides))


def _front_places(boxes: Sequence[Box], flip: Flip) -> list[int]:
    # The half of the plate whose leaves come before their backs.
    return [at for at, box in enumerate(boxes) if (box[0], box[1]) < flip.box(box)[:2]]


def _front(grid: Grid, leaf: Sided, cell: int, box: Box) -> Iterator[Placed]:
    return _parts(grid, leaf, cell, box, grid.rotation, back=False)


def _back(grid: Grid, leaf: Sided, cell: int, box: Box, flip: Flip | None) -> Iterator[Placed]:
    if flip:
        yield from _parts(grid, leaf, cell, flip.box(box), flip.rotation(grid.rotation), back=True)


def _parts(grid: Grid, leaf: Sided, cell: int, box: Box, rotation: int, *, back: bool) -> Iterator[Placed]:
    whole, size = grid.leaf, (grid.leaf.width_mm, grid.leaf.height_mm)
    ink = _ink(grid, box)
    for part in leaf.back if back else leaf.front:
        wide = whole.width_mm / part.of
        left = part.at * wide
        # Towards the fold: the left page goes right, the right page left, and neither over the fold.
        inwards = part.inwards_mm * (1 if part.at == 0 else -1)
        trim = turned_in(box, size, rotation, (left + inwards, 0.0, wide, whole.height_mm))
        near = whole.bleed_mm if part.at == 0 else 0.0
        far = whole.bleed_mm if part.at == part.of - 1 else 0.0
        own = (left - near, -whole.bleed_mm, wide + near + far, whole.height_mm + 2 * whole.bleed_mm)
        clip = _overlap(ink, turned_in(box, size, rotation, own))
        yield Placed(part.page, leaf.number, cell, back, trim, clip, rotation)


def turned_in(box: Box, size: tuple[float, float], rotation: int, inner: Box) -> Box:
    """Return where `inner`, a box in an upright leaf of `size`, lies when the leaf fills `box` turned by `rotation`."""
    (x, y, wide, high), (left, top, _, _), (across, down) = inner, box, size
    spots = {
        0: (left + x, top + y, wide, high),
        90: (left + y, top + across - x - wide, high, wide),
        180: (left + across - x - wide, top + down - y - high, wide, high),
        270: (left + down - y - high, top + x, high, wide),
    }
    return spots[rotation]


def _ink(grid: Grid, box: Box) -> Box:
    """The trim of a cell with its bleed: all of it outwards, half the gutter at most towards a neighbour."""
    bleed, half = grid.leaf.bleed_mm, min(grid.leaf.bleed_mm, grid.leaf.gutter_mm / 2)
    left, top = grid.margins_mm
    x, y, wide, high = box
    right, low = grid.sheet.width_mm - left, grid.sheet.height_mm - top
    west = bleed if x < left + 0.01 else half
    north = bleed if y < top + 0.01 else half
    east = bleed if x + wide > right - 0.01 else half
    south = bleed if y + high > low - 0.01 else half
    return (x - west, y - north, wide + west + east, high + north + south)


def _overlap(one: Box, other: Box) -> Box:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right = min(one[0] + one[2], other[0] + other[2])
    low = min(one[1] + one[3], other[1] + other[3])
    return (left, top, max(0.0, right - left), max(0.0, low - top))
