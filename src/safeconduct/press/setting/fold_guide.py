# SPDX-License-Identifier: Apache-2.0
"""The fold guide: a cover, one step a panel, then what is left; every panel of the strip on one grid."""

from collections.abc import Mapping, Sequence
from typing import Any

from .colophon import colophon
from .cover import LABEL_MM
from .cover_panel import cover_panel
from .fitting import fitted, least_pt
from .grid import Grid
from .rest_panels import rest_panels
from .step_panels import step_panels
from .strip import APART, MARGIN, SMALL_PT, Drawn, Panel, Strip

_LARGEST_PT = 12.0


def fold_guide(table: Mapping[str, Any]) -> list[list[Drawn]]:
    """Return the two pages of a fold guide; raises `NotHeldError` when even the smallest type does not fit."""
    boxes = [box for side in table["strip"] for box in side]
    inner, high = min(box[2] for box in boxes) - 2 * MARGIN, float(table["height"])
    clear = table["mark"]["top"] + LABEL_MM[1] + APART * 0.6
    note = colophon(table["colophon"], inner, SMALL_PT)

    def attempt(size: float, gap: int) -> list[list[Drawn]]:
        strip = Strip(table, Grid(table["language"], size, clear), inner, high, gap)
        rest = rest_panels(strip, note, len(boxes) - 1 - len(table["steps"]))
        return _pages(strip, [*step_panels(strip), *rest])

    return fitted(least_pt(table), _LARGEST_PT, (2, 1), attempt)


def _pages(strip: Strip, panels: Sequence[Panel]) -> list[list[Drawn]]:
    table = strip.table
    pages: list[list[Drawn]] = [_ticks(table, side) for side in table["strip"]]
    for place, (page, panel) in enumerate(table["order"]):
        side = table["strip"][page]
        x, _, wide, _ = side[panel]
        drawn = cover_panel(strip, wide, panel, len(side)) if place == 0 else panels[place - 1]
        pages[page] += [{**one, "x": round(float(one["x"]) + x, 4)} for one in drawn]  # type: ignore[arg-type]
    return pages


def _ticks(table: Mapping[str, Any], side: Sequence[Sequence[float]]) -> list[Drawn]:
    # Where to fold: in the bleed, never on the panel itself.
    bleed = float(table["bleed"])
    if not bleed:
        return []
    ends = (-bleed, float(table["height"]) + 0.6)
    return [{"op": "tick", "x": box[0], "y": y, "h": bleed - 0.6} for box in side[1:] for y in ends]
