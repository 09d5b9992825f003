# SPDX-License-Identifier: Apache-2.0
"""The broad leaflet: front with the picture on the left and the words on the right; back in two columns."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from safeconduct.model.works import Json

from .colophon import colophon
from .columns import Look, Set, draw_column, height, set_blocks
from .cover import LABEL_MM, draw_title, title, under_title_mm
from .faults import TooLongError
from .fitting import fitted, least_pt, steps_pt
from .grid import Grid

Page = list[dict[str, Json]]
_MARGIN, _FOOT, _GUTTER, _APART, _RULE, _ICON = 12.0, 11.0, 11.0, 6.0, 18.0, 13.5
_PICTURE_SHARE = 0.43
_LARGEST_PT, _SMALL_PT = 15.0, 8.0
_TITLES_PT = (33.0, 30.0, 27.0, 24.0, 21.0, 18.0)
_MOST_GAP = 3
# A column that mixes kinds is worth avoiding, down to this much above the smallest type.
_NATURAL_PT = 1.0


def landscape(table: Mapping[str, Any]) -> list[Page]:
    """Return the two pages of a broad leaflet; raises `NotHeldError` when even the smallest type does not fit."""
    return fitted(least_pt(table), _LARGEST_PT, (2, 1), lambda size, gap: _pages(table, size, gap))


def _pages(table: Mapping[str, Any], size: float, gap: int) -> list[Page]:
    clear = table["mark"]["top"] + LABEL_MM[1] + _APART * 0.6
    grid = Grid(table["language"], size, clear)
    return [_front(table, grid, gap), _back(table, grid, gap)]


def _front(table: Mapping[str, Any], grid: Grid, gap: int) -> Page:
    wide, high, bleed = float(table["width"]), float(table["height"]), float(table["bleed"])
    split = wide * _PICTURE_SHARE
    picture = table["picture"]
    x = split + _GUTTER
    inner = wide - _MARGIN - x
    story = set_blocks(table["front"][1:], grid, inner, Look(steps_pt(table), _ICON, stretch=True))
    field: dict[str, Json] = {"op": "picture", "name": picture} if picture else {"op": "field", "tone": "deep"}
    page: Page = [{**field, "x": -bleed, "y": -bleed, "w": split + bleed, "h": high + 2 * bleed}]
    foot = grid.holds(high - _FOOT - grid.top_mm)
    need = height(story, gap)
    if picture is None:
        # The title stands in the field, its last line level with the last line of the story.
        head = title(table["front"][0]["text"], split - _MARGIN - _GUTTER / 2, _TITLES_PT, most_lines=4, tone="paper")
        page += draw_title(head, _MARGIN, high - _FOOT - under_title_mm(head), _RULE, "on-deep")
        lead = 0
    else:
        head = title(table["front"][0]["text"], inner, _TITLES_PT)
        lead = grid.needs(under_title_mm(head) + _APART)
    if need + lead > foot:
        raise TooLongError("the front", (need + lead - foot) * grid.tick_mm)
    while story and gap < _MOST_GAP - 1 and height(story, gap + 1) + lead <= foot * 0.8:
        gap += 1
    # What is left above and below the words is shared, a little more of it below.
    top = max(0, int((foot - lead - height(story, gap)) * 0.42))
    if picture is not None:
        page += draw_title(head, x, grid.at(top), _RULE, "rule")
    return [*page, *draw_column(story, grid, x, top + lead, gap)]


def _back(table: Mapping[str, Any], grid: Grid, gap: int) -> Page:
    wide, high = float(table["width"]), float(table["height"])
    size = grid.body_pt
    column = (wide - 2 * _MARGIN - _GUTTER) / 2
    note = colophon(table["colophon"], column, _SMALL_PT)
    blocks = set_blocks(table["back"], grid, column, Look(steps_pt(table), _ICON, stretch=True))
    foot = grid.holds(high - _FOOT - grid.top_mm)
    room = grid.holds(high - _FOOT - note.height_mm - _APART - grid.top_mm)
    ways = [(max(height(a, gap) - foot, height(b, gap) - room), a, b) for a, b in _splits(blocks)]
    # As much as possible of one kind in a column: a split before a heading or after the points, if it fits.
    fitting = [way for way in ways if way[0] <= 0]
    if not fitting:
        short = min(way[0] for way in ways)
        raise TooLongError("the back", short * grid.tick_mm)
    if size > least_pt(table) + _NATURAL_PT and not any(_natural(a, b) for _, a, b in fitting):
        raise TooLongError("the back", grid.tick_mm)
    _, left, right = min(
        fitting, key=lambda way: (not _natural(way[1], way[2]), _uneven(way[1], way[2], gap, foot - room))
    )
    while gap < _MOST_GAP and height(left, gap + 1) <= foot and height(right, gap + 1) <= room:
        gap += 1
    x = _MARGIN + column + _GUTTER
    # Beside a heading stands nothing that it does not head, if there is room.
    down = left[0].ticks + max(0, gap - 1) if left and right and left[0].heading and not right[0].heading else 0
    if height(right, gap) + down > room:
        down = 0
    page: Page = [*draw_column(left, grid, _MARGIN, 0, gap), *draw_column(right, grid, x, down, gap)]
    return [*page, *note.draw(x, high - _FOOT - note.height_mm)]


def _splits(blocks: Sequence[Set]) -> Iterator[tuple[Sequence[Set], Sequence[Set]]]:
    for cut in range(1, len(blocks) + 1):
        if cut == len(blocks) or not blocks[cut - 1].heading:
            yield blocks[:cut], blocks[cut:]
    if not blocks:
        yield (), ()


def _natural(left: Sequence[Set], right: Sequence[Set]) -> bool:
    if not right:
        return False
    return any(
        a is left[-1] and (b.heading or a.block["kind"] != b.block["kind"]) for a, b in pairwise([*left, *right])
    )


def _uneven(left: Sequence[Set], right: Sequence[Set], gap: int, note: int) -> int:
    return abs(height(left, gap) - height(right, gap) - note)
