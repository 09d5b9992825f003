# SPDX-License-Identifier: Apache-2.0
"""The upright leaflet: front with picture or field, title and story; back with points and colophon, on one grid."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from safeconduct.model.works import Json
from safeconduct.press.geometry import POINTS_PER_MM

from .colophon import Colophon, colophon
from .columns import Look, Set, draw_column, height, set_blocks
from .cover import LABEL_MM, draw_title, title, under_title_mm
from .faults import TooLongError
from .fitting import fitted, least_pt, steps_pt
from .grid import Grid
from .passages import Passage

Page = list[dict[str, Json]]
_SMALL_MM = 90
# The tallest sign above its baseline, and what a printed sheet may be cut askew beyond the safe margin.
_TALLEST_EM, _SAFER_MM = 0.88, 0.15
_MOST_EXTRA = 3
_TOLERANCE_MM, _NEARER = 0.02, 0.4
# The picture's share of the height: with a story it would rather have the first, but can do with the second.
_PICTURE_SHARES, _SHARE_ALONE = (0.26, 0.22), 0.4
# Where room is short the title gives way before the picture does, down to this share of its largest size.
_LEAST_TITLE = 0.72


@frozen
class Measures:
    """The measures of a leaflet in mm and points: margin, foot, space between parts, rule, pictogram; type sizes."""

    margin: float
    foot: float
    apart: float
    rule: float
    icon: float
    largest_pt: float
    small_pt: float
    titles_pt: tuple[float, ...]


POCKET = Measures(5.5, 4.8, 2.6, 11.0, 9.0, 12.0, 7.2, (22.0, 20.0, 18.0, 16.5, 15.0, 13.5))
POSTCARD = Measures(9.0, 7.5, 5.0, 16.0, 12.5, 13.0, 7.8, (31.0, 28.0, 25.0, 22.5, 20.0))


@frozen
class _Sheet:
    wide: float
    high: float
    bleed: float
    inner: float
    safe: float
    label_right: float
    label_bottom: float
    measures: Measures


def upright(table: Mapping[str, Any]) -> list[Page]:
    """Return the two pages of an upright leaflet; raises `NotHeldError` when even the smallest type does not fit."""
    measures = POCKET if table["width"] < _SMALL_MM else POSTCARD
    wide, high, mark = float(table["width"]), float(table["height"]), table["mark"]
    sheet = _Sheet(
        wide,
        high,
        float(table["bleed"]),
        wide - 2 * measures.margin,
        float(table["safe"]) + _SAFER_MM,
        mark["right"] + LABEL_MM[0],
        mark["top"] + LABEL_MM[1],
        measures,
    )
    heads = _heads(table, sheet)
    note = colophon(table["colophon"], sheet.inner, measures.small_pt, brief=table["width"] < _SMALL_MM)

    def attempt(size: float, gap: int) -> list[Page]:
        back = _back(table, sheet, size, gap, note)
        return [_front(table, sheet, back[0], gap, heads), back[1]]

    return fitted(least_pt(table), measures.largest_pt, (2, 1), attempt)


def _back(table: Mapping[str, Any], sheet: _Sheet, size: float, gap: int, note: Colophon) -> tuple[Grid, Page]:
    m = sheet.measures
    grid = Grid(table["language"], size)
    look = Look(steps_pt(table), m.icon, stretch=True)
    blocks = set_blocks(table["back"], grid, sheet.inner, look)
    end = sheet.high - m.foot - note.height_mm - m.apart
    # On a larger sheet it looks pressed, and is the last resort.
    pressed = table["width"] < _SMALL_MM or (size <= least_pt(table) and gap == 1)
    # Below the label of the mark.
    clear = sheet.label_bottom + m.apart * 0.6
    grid = Grid(table["language"], size, clear)
    room = grid.holds(end - clear)
    if height(blocks, gap) > room:
        beside = _beside(grid, blocks, sheet, end, gap) if pressed and blocks else None
        if beside is None:
            raise TooLongError("the back", (height(blocks, gap) - room) * grid.tick_mm)
        grid, page = beside
    else:
        while gap < _MOST_EXTRA and height(blocks, gap + 1) <= room:
            gap += 1
        page = list(draw_column(blocks, grid, m.margin, 0, gap))
    return grid, [*page, *note.draw(m.margin, sheet.high - m.foot - note.height_mm)]


def _beside(grid: Grid, blocks: Sequence[Set], sheet: _Sheet, end: float, gap: int) -> tuple[Grid, Page] | None:
    """Where room is short, set a short heading beside the label, off the grid: the text below ends where it must.

    None when the heading is too long for that; raises `TooLongError` when even this is not enough.
    """
    m = sheet.measures
    # The rule of the colophon may come nearer, so that the heading stands off its text.
    end += m.apart * _NEARER
    head, rest = blocks[0], blocks[1:]
    if (
        not head.heading
        or len(head.passage.lines) > 1
        or m.margin + sheet.label_right >= sheet.wide - head.passage.width_mm
    ):
        return None
    # Level with the label, and the tops of the letters inside the safe margin.
    style = grid.heading
    tops = sheet.safe - (style.rise_pt - _TALLEST_EM * style.size_pt) / POINTS_PER_MM
    top = max(sheet.label_bottom - LABEL_MM[1] / 2 - grid.tick_mm, tops)
    first = top + head.passage.height_mm
    while gap < _MOST_EXTRA and first + (height(rest, gap + 1) + gap) * grid.tick_mm <= end:
        gap += 1
    spare = end - first - height(rest, gap) * grid.tick_mm
    if spare < -_TOLERANCE_MM:
        raise TooLongError("the back", -spare)
    text = Grid(grid.language, grid.body_pt, first + min(spare, max(1, gap - 1) * grid.tick_mm))
    own = Grid(grid.language, grid.body_pt, top)
    return text, [*head.draw(own, m.margin, 0), *draw_column(rest, text, m.margin, 0, gap)]


def _heads(table: Mapping[str, Any], sheet: _Sheet) -> list[Passage]:
    """The title as large as it can be, then smaller ones for a front that is short of room."""
    sizes = sheet.measures.titles_pt
    heads = [title(table["front"][0]["text"], sheet.inner, sizes)]
    smaller = [size for size in sizes if sizes[0] * _LEAST_TITLE <= size < heads[0].style.size_pt]
    return heads + [title(table["front"][0]["text"], sheet.inner, (size,)) for size in smaller]


def _front(table: Mapping[str, Any], sheet: _Sheet, grid: Grid, gap: int, heads: Sequence[Passage]) -> Page:
    shares = _PICTURE_SHARES if len(table["front"]) > 1 else (_SHARE_ALONE,)
    closest: TooLongError | None = None
    for share in shares:
        for head in heads:
            try:
                return _front_with(table, sheet, grid, gap, head, sheet.high * share)
            except TooLongError as fault:
                closest = fault
    assert closest is not None  # noqa: S101 - there is always a title
    raise closest


def _front_with(table: Mapping[str, Any], sheet: _Sheet, grid: Grid, gap: int, head: Passage, least: float) -> Page:
    m = sheet.measures
    look = Look(steps_pt(table), m.icon, stretch=True)
    story = set_blocks(table["front"][1:], grid, sheet.inner, look)
    picture = table["picture"] is not None
    if not picture:
        least = max(least, sheet.label_bottom + m.apart + under_title_mm(head))
    between = under_title_mm(head) + 2 * m.apart if picture else m.apart * 1.4
    foot_tick = grid.holds(sheet.high - m.foot - grid.top_mm)
    need = height(story, gap)
    # Between picture and story as many ticks as the title needs.
    lead = grid.needs(between)
    top = foot_tick - need
    edge = grid.at(top - lead)
    if edge < least:
        raise TooLongError("the front", least - edge)
    while story and gap < _MOST_EXTRA - 1 and grid.at(foot_tick - height(story, gap + 1) - lead) >= sheet.high * 0.5:
        gap += 1
        top = foot_tick - height(story, gap)
    most = sheet.high * (0.58 if story else 0.62)
    while grid.at(top - lead) > most:
        top -= 1
    edge = grid.at(top - lead)
    spare = (grid.at(top) - edge - between) / 2
    field: dict[str, Json] = {"op": "picture", "name": table["picture"]} if picture else {"op": "field", "tone": "deep"}
    page: Page = [
        {**field, "x": -sheet.bleed, "y": -sheet.bleed, "w": sheet.wide + 2 * sheet.bleed, "h": edge + sheet.bleed}
    ]
    if picture:
        page += draw_title(head, m.margin, edge + m.apart + spare * 0.5, m.rule, "rule")
    else:
        up = edge - m.apart - under_title_mm(head)
        page += [
            {**one, "tone": "paper" if one["op"] == "text" else "on-deep"}
            for one in draw_title(head, m.margin, up, m.rule, "rule")
        ]
    return [*page, *draw_column(story, grid, m.margin, top, gap)]
