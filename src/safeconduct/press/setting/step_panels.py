# SPDX-License-Identifier: Apache-2.0
"""One action a panel: number, picture, and a short text that begins on the same line of the grid in every panel."""

from collections.abc import Mapping
from typing import Any

from .faults import TooLongError, TooWideError
from .fitting import steps_pt
from .grid import free
from .passages import Passage, passage
from .strip import APART, FOOT, MARGIN, Panel, Strip

_SIZES_PT = (20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0)
_PICTURES_MM = (36.0, 34.0, 32.0, 30.0, 28.0)
# A picture gives way to type of this size, and only the smallest one stands over smaller type.
_WITH_LARGE_PICTURE_PT = 16.0
_NUMBER_PT, _UNDER_NUMBER = 40.0, 2.5
_SQUARE, _BETWEEN_SQUARES = 2.0, 1.4


def step_panels(strip: Strip) -> list[Panel]:
    """Return a panel for each step: its number, picture, text, and how far one has come."""
    size, picture = _step_size(strip)
    return [_step(strip, i, block, size, picture) for i, block in enumerate(strip.table["steps"])]


def _picture_top(strip: Strip) -> int:
    return strip.grid.needs(strip.table["safe"] + _NUMBER_PT * 0.28 + _UNDER_NUMBER - strip.grid.top_mm)


def _set_step(strip: Strip, block: Mapping[str, Any], size: float) -> Passage:
    return passage(block["text"], strip.grid.style(size, 700), strip.inner, f"the step “{block['id']}”", even=True)


def _step_size(strip: Strip) -> tuple[float, float]:
    """The largest picture beside which the steps keep a good size; then the largest type in which all of them fit."""
    grid, least = strip.grid, steps_pt(strip.table)
    sizes = [size for size in _SIZES_PT if size > least] + [least]
    closest: TooLongError | None = None
    for picture in _PICTURES_MM:
        room = grid.holds(strip.high - FOOT - _SQUARE - APART - grid.top_mm) - _under_picture(strip, picture)
        for size in sizes:
            if size < _WITH_LARGE_PICTURE_PT and size > least and picture != _PICTURES_MM[-1]:
                continue
            try:
                ticks = [(grid.needs(_set_step(strip, b, size).height_mm), b["id"]) for b in strip.table["steps"]]
            except TooWideError as fault:
                if size > least:
                    continue
                raise fault from None
            most, longest = max(ticks)
            if most <= room and (size >= _WITH_LARGE_PICTURE_PT or picture == _PICTURES_MM[-1]):
                return size, picture
            closest = TooLongError(f"the step “{longest}”", max(1, most - room) * grid.tick_mm)
    assert closest is not None  # noqa: S101 - it fitted, or something was too long
    raise closest


def _under_picture(strip: Strip, picture: float) -> int:
    return _picture_top(strip) + strip.grid.needs(picture + APART)


def _step(strip: Strip, i: int, block: Mapping[str, Any], size: float, picture: float) -> Panel:
    grid, table = strip.grid, strip.table
    # The number stands level with the mark's label, on the other side.
    drawn: Panel = [{
        "op": "number", "x": MARGIN, "y": table["safe"] + 1.3, "text": str(i + 1), "size": _NUMBER_PT, "line": 28.8,
        "rise": 28.4, "language": table["language"],
    }]  # fmt: skip
    kicker = table["kicker"]
    if i == 0 and kicker is not None:
        one = passage(kicker["text"], free(11.0, 1.2, 700, label=True), strip.inner - 13, "the heading of the steps")
        drawn.append(one.draw(MARGIN + 13, table["safe"] + 10.6 - one.height_mm, 2))
    under = _picture_top(strip)
    if block["picture"] is not None:
        x = MARGIN + (strip.inner - picture) / 2
        drawn.append({
            "op": "pictogram", "x": x, "y": grid.at(under), "w": picture, "name": block["picture"], "alt": block["alt"],
        })  # fmt: skip
        under = _under_picture(strip, picture)
    drawn.append(_set_step(strip, block, size).draw(MARGIN, grid.at(under)))
    # How far one has come: one small square a step.
    y = strip.high - FOOT - _SQUARE
    squares: Panel = [
        {"op": "square", "x": MARGIN + k * (_SQUARE + _BETWEEN_SQUARES), "y": y, "w": _SQUARE, "full": k <= i}
        for k in range(len(table["steps"]))
    ]
    return [*drawn, *squares]
