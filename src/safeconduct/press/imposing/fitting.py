# SPDX-License-Identifier: Apache-2.0
"""Does it fit?  A grid, or a refusal that says by how much it does not and offers what does."""

from collections.abc import Iterator

from attrs import evolve

from safeconduct.model.refusal import StepRefusal

from .grids import Grid, Leaf, most, of_count
from .sheets import Sheet, sheets
from .turns import TURNS, Turn

_MOST_OFFERS = 4
_STEP_MM = 0.5


def fit(sheet: Sheet, leaf: Leaf, turn: Turn, count: int | None = None) -> Grid:
    """Return the grid of `count` leaves, or of as many as there is room for.

    Raises `StepRefusal`: it says by how many mm the nearest arrangement does not fit, and offers up to four that do.
    """
    if count is not None and count < 1:
        raise StepRefusal(f"A sheet cannot hold {count} leaves.", "ask for at least one.")
    if leaf.bleed_mm and leaf.gutter_mm < leaf.bleed_mm:
        raise StepRefusal(
            f"A gutter of {leaf.gutter_mm:g} mm leaves less than half of the {leaf.bleed_mm:g} mm bleed to each leaf.",
            f"take a gutter of {leaf.bleed_mm:g} to {2 * leaf.bleed_mm:g} mm, or leaves without bleed.",
        )
    grid = most(sheet, leaf, turn) if count is None else of_count(sheet, leaf, turn, count)
    if grid is not None and grid.fits:
        return grid
    raise _refusal(sheet, leaf, turn, count)


def _refusal(sheet: Sheet, leaf: Leaf, turn: Turn, count: int | None) -> StepRefusal:
    wanted = count or (2 if turn.one_plate else 1)
    nearest = of_count(sheet, leaf, turn, wanted)
    bleed = f" with {leaf.bleed_mm:g} mm bleed" if leaf.bleed_mm else ""
    leaves = f"{wanted} leaves" if wanted > 1 else "A leaf"
    verb = "do not fit" if wanted > 1 else "does not fit"
    what = f"{leaves} of {leaf.width_mm:g} × {leaf.height_mm:g} mm{bleed} {verb} the sheet {sheet.title}"
    if nearest is None:
        what += f": to {turn.name}, their number must be even."
    else:
        (beside, above), (x, y) = (nearest.margins_mm, nearest.short_mm)
        what += (
            f": the margins would be {beside + 0.0:.1f} mm beside and {above + 0.0:.1f} mm above, "
            f"which is {' and '.join(_lacking(x, y))} too little."
        )
    found = list(offers(sheet, leaf, turn, wanted))
    return StepRefusal(what, f"take {'; or '.join(found)}." if found else "take a smaller leaf.")


def _lacking(beside: float, above: float) -> Iterator[str]:
    if beside > 0.01:
        yield f"{beside:.1f} mm beside"
    if above > 0.01:
        yield f"{above:.1f} mm above"


def offers(sheet: Sheet, leaf: Leaf, turn: Turn, count: int) -> Iterator[str]:
    """Yield up to four arrangements near to the one asked for that do fit, as words, the nearest first."""
    told: list[str] = []
    for grid in _offers(sheet, leaf, turn, count):
        words = _words(grid, leaf)
        if words not in told and len(told) < _MOST_OFFERS:
            told.append(words)
    yield from told


def _offers(sheet: Sheet, leaf: Leaf, turn: Turn, count: int) -> Iterator[Grid]:
    larger = [one for one in sheets().values() if one.family == sheet.family and _area(one) > _area(sheet)]
    here = most(sheet, leaf, turn)
    if here:
        yield here
    else:
        yield from _one_side(sheet, leaf, turn)
    # The same number, first with a narrower gutter here, then on the next larger sheets.
    narrower = _narrower(sheet, leaf, turn, count)
    if narrower:
        yield narrower
    with_less = next((grid for one in larger if (grid := _narrower(one, leaf, turn, count))), None)
    with_all = next((grid for one in larger if (grid := of_count(one, leaf, turn, count)) and grid.fits), None)
    if with_less and (not with_all or _area(with_less.sheet) < _area(with_all.sheet)):
        yield with_less
    if with_all:
        yield with_all
    bare = of_count(sheet, evolve(leaf, bleed_mm=0.0, gutter_mm=0.0), turn, count)
    if leaf.bleed_mm and bare and bare.fits:
        yield bare
    # More than asked for, where the next sheet holds it.
    yield from (
        grid for one in sorted(larger, key=_area) if (grid := most(one, leaf, turn)) and grid.count >= 2 * count
    )


def _one_side(sheet: Sheet, leaf: Leaf, turn: Turn) -> Iterator[Grid]:
    # Two halves of one plate may be too much for a sheet that holds a leaf on each side.
    grid = most(sheet, leaf, TURNS["long-edge"]) if turn.one_plate else None
    if grid:
        yield grid


def _narrower(sheet: Sheet, leaf: Leaf, turn: Turn, count: int) -> Grid | None:
    gutter = leaf.gutter_mm - _STEP_MM
    while gutter >= leaf.bleed_mm - 1e-9:
        grid = of_count(sheet, evolve(leaf, gutter_mm=gutter), turn, count)
        if grid and grid.fits:
            return grid
        gutter -= _STEP_MM
    return None


def _area(sheet: Sheet) -> float:
    return sheet.width_mm * sheet.height_mm


def _words(grid: Grid, asked: Leaf) -> str:
    words = f"{grid.count} on {grid.sheet.title}"
    if grid.rotation:
        words += ", leaves turned"
    if asked.bleed_mm and not grid.leaf.bleed_mm:
        words += ", without bleed and gutter"
    elif grid.leaf.gutter_mm < asked.gutter_mm:
        words += f", with a gutter of {grid.leaf.gutter_mm:g} mm"
    return words
