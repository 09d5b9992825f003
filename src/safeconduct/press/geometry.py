# SPDX-License-Identifier: Apache-2.0
"""Boxes and grids in mm, from the top left corner: panels of a strip, leaves on a press sheet."""

from attrs import frozen

from safeconduct.model.refusal import StepRefusal

Box = tuple[float, float, float, float]
"""x, y, width, height in mm."""

SHEETS = {"a4": (210.0, 297.0), "a3": (297.0, 420.0), "sra4": (225.0, 320.0), "sra3": (320.0, 450.0)}
POINTS_PER_MM = 72 / 25.4

# A press cannot print to the paper's edge, and the crop marks need room beside the bleed.
_MARGIN_MM = 3.0


def panels(width_mm: float, height_mm: float, count: int) -> tuple[Box, ...]:
    """Cut a sheet into `count` equal panels side by side."""
    wide = width_mm / count
    return tuple((round(i * wide, 4), 0.0, round(wide, 4), height_mm) for i in range(count))


@frozen
class Grid:
    """How many leaves lie on a sheet and where; `turned`: each leaf lies on its side."""

    sheet_mm: tuple[float, float]
    columns: int
    rows: int
    turned: bool
    cells: tuple[Box, ...]


def grid(sheet: str, width_mm: float, height_mm: float, bleed_mm: float) -> Grid:
    """Place as many leaves as fit on the sheet, upright if that is as many; neighbours keep their whole bleed.

    The block of leaves is centred, so that turning the sheet over its long edge puts every back behind a front.
    Raises `StepRefusal` when not even one fits.
    """
    if sheet not in SHEETS:
        raise StepRefusal(f"The press knows no sheet “{sheet}”.", f"use one of: {', '.join(sorted(SHEETS))}.")
    across, down = SHEETS[sheet]
    gutter = 2 * bleed_mm

    def count(room: float, size: float) -> int:
        return max(0, int((room - 2 * (bleed_mm + _MARGIN_MM) + gutter + 1e-6) // (size + gutter)))

    upright = (count(across, width_mm), count(down, height_mm))
    turned = (count(across, height_mm), count(down, width_mm))
    turn = turned[0] * turned[1] > upright[0] * upright[1]
    columns, rows = turned if turn else upright
    if not columns * rows:
        raise StepRefusal(
            f"A leaf of {width_mm:g} × {height_mm:g} mm with {bleed_mm:g} mm bleed does not fit the sheet {sheet}.",
            "name a larger sheet, or none, as n_up_sheet of the channel.",
        )
    w, h = (height_mm, width_mm) if turn else (width_mm, height_mm)
    left = (across - columns * w - (columns - 1) * gutter) / 2
    top = (down - rows * h - (rows - 1) * gutter) / 2
    cells = tuple((left + c * (w + gutter), top + r * (h + gutter), w, h) for r in range(rows) for c in range(columns))
    return Grid((across, down), columns, rows, turn, cells)
