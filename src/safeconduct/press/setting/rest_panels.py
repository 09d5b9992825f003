# SPDX-License-Identifier: Apache-2.0
"""The panels after the steps: if possible each begins with a heading; if not, the text runs on from panel to panel."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from .colophon import Colophon
from .columns import Look, Set, draw_column, flow, height, set_blocks
from .faults import TooLongError
from .fitting import least_pt, steps_pt
from .grid import Grid
from .strip import APART, FOOT, ICON, MARGIN, Panel, Strip

_MOST_GAP = 3
# A heading at the top of each panel is worth somewhat smaller type.
_NATURAL_PT = 0.4
# With more of them there are too many ways to try, and none looks better than another.
_MOST_HEADINGS = 12


def rest_panels(strip: Strip, note: Colophon, count: int) -> list[Panel]:
    """Return `count` panels with the blocks after the steps; the last ends with the colophon."""
    grid, gap = strip.grid, strip.gap
    blocks = set_blocks(strip.table["rest"], grid, strip.inner, Look(steps_pt(strip.table), ICON))
    full = grid.holds(strip.high - FOOT - grid.top_mm)
    last = grid.holds(strip.high - FOOT - note.height_mm - APART - grid.top_mm)
    rooms = [full] * (count - 1) + [last]
    columns = _by_heading(blocks, rooms, gap)
    if columns is None:
        if grid.body_pt > least_pt(strip.table) + _NATURAL_PT and sum(block.heading for block in blocks) >= count:
            raise TooLongError("the panels after the steps", grid.tick_mm)
        columns = _evenly(blocks, grid, rooms, gap)
    while gap < _MOST_GAP and all(height(c, gap + 1) <= room for c, room in zip(columns, rooms, strict=True)):
        gap += 1
    panels: list[Panel] = [list(draw_column(column, grid, MARGIN, 0, gap)) for column in columns]
    panels[-1] += note.draw(MARGIN, strip.high - FOOT - note.height_mm)
    return panels


def _by_heading(blocks: Sequence[Set], rooms: Sequence[int], gap: int) -> list[list[Set]] | None:
    """Let every panel begin with a heading, filled as alike as can be; None when no such way fits."""
    if sum(block.heading for block in blocks) > _MOST_HEADINGS:
        return None
    starts = [0, *(i for i, block in enumerate(blocks) if block.heading and i), len(blocks)]
    parts = [list(blocks[a:b]) for a, b in pairwise(starts)]
    best: tuple[int, list[list[Set]]] | None = None
    for cuts in combinations(range(1, len(parts)), min(len(rooms), len(parts)) - 1):
        columns = [[one for part in parts[a:b] for one in part] for a, b in pairwise((0, *cuts, len(parts)))]
        columns += [[] for _ in range(len(rooms) - len(columns))]
        heights = [height(column, gap) for column in columns]
        fits = all(high <= room for high, room in zip(heights, rooms, strict=True))
        if fits and (best is None or max(heights) < best[0]):
            best = max(heights), columns
    return best[1] if best else None


def _evenly(blocks: Sequence[Set], grid: Grid, rooms: Sequence[int], gap: int) -> list[list[Set]]:
    """Fill the panels alike: the lowest level at which all the text still fits."""
    for level in range(1, max(rooms) + 1):
        columns = flow(blocks, grid, [min(level, room) for room in rooms], gap)
        if columns is not None:
            return columns
    need = height(blocks, gap) - sum(rooms)
    raise TooLongError("the panels after the steps", max(1, need) * grid.tick_mm)
