# SPDX-License-Identifier: Apache-2.0
"""The cover of a fold guide: title in a field or below a picture, the text before the first heading, the sender."""

from .columns import Look, draw_column, height, set_blocks
from .cover import draw_title, title, under_title_mm
from .faults import TooLongError
from .fitting import steps_pt
from .grid import free
from .passages import passage
from .strip import APART, FOOT, ICON, MARGIN, SMALL_PT, Drawn, Panel, Strip

_TITLES_PT = (24.0, 22.0, 20.0, 18.0, 16.0)
_RULE = 11.0
_LEAST_PICTURE, _MOST_FIELD = 0.26, 0.6


def cover_panel(strip: Strip, wide: float, panel: int, panels: int) -> Panel:
    """Return the cover for a panel of a width; `panel` of `panels` says which edges of the strip it lies at."""
    table, grid, inner = strip.table, strip.grid, wide - 2 * MARGIN
    bleed = float(table["bleed"])
    picture = table["picture"] is not None
    head = title(table["cover"][0]["text"], inner, _TITLES_PT, most_lines=3, tone="deep" if picture else "paper")
    story = set_blocks(table["cover"][1:], grid, inner, Look(steps_pt(table), ICON))
    sender = passage(table["colophon"]["sender"], free(SMALL_PT, 1.3, label=True), inner, "the sender on the cover")
    foot = grid.holds(strip.high - FOOT - sender.height_mm - APART - grid.top_mm)
    need = height(story, strip.gap)
    between = under_title_mm(head) + 2 * APART if picture else APART * 1.6
    least = strip.high * _LEAST_PICTURE if picture else grid.top_mm + APART + under_title_mm(head)
    top = foot - need
    lead = grid.needs(between)
    if grid.at(top - lead) < least:
        raise TooLongError("the cover", least - grid.at(top - lead))
    while grid.at(top - lead) > strip.high * _MOST_FIELD:
        top -= 1
    edge = grid.at(top - lead)
    # The field runs out over the edges of the strip that the cover lies at, and stops at its folds.
    left, right = (bleed if panel == 0 else 0.0), (bleed if panel == panels - 1 else 0.0)
    field: Drawn = {"op": "picture", "name": table["picture"]} if picture else {"op": "field", "tone": "deep"}
    drawn: Panel = [{**field, "x": -left, "y": -bleed, "w": wide + left + right, "h": edge + bleed}]
    if picture:
        drawn += draw_title(head, MARGIN, edge + APART, _RULE, "rule")
    else:
        drawn += draw_title(head, MARGIN, edge - APART - under_title_mm(head), _RULE, "on-deep")
    drawn += draw_column(story, grid, MARGIN, top, strip.gap)
    return [*drawn, sender.draw(MARGIN, strip.high - FOOT - sender.height_mm)]
