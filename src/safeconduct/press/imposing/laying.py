# SPDX-License-Identifier: Apache-2.0
"""Lay leaves on sheets: each page of the leaf becomes one form, drawn wherever the plan wants it.

All places lie on a grid of 1/16 point (0.02 mm): such numbers are exact in every renderer, so that equal cells come out
equal to the last dot, and a cell that is not can be told from one that is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from safeconduct.press.geometry import POINTS_PER_MM, Box

from .inks import Ink, bar_of
from .marks import GUIDE_PT, Marks, marks_of
from .plans import Imposition, Placed

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of a PDF matrix, in points."""

_GRAIN = 16
_DASH_MM = (1.2, 0.8)
# A circle is four of these.
_ROUND = 0.5523


def snapped(points: float) -> float:
    """Return the nearest multiple of 1/16 point."""
    return round(points * _GRAIN) / _GRAIN


def form_of(page: pikepdf.Page, trim: Box, bleed_mm: float) -> tuple[Any, tuple[float, float]]:
    """Return a page as a form with its origin at the trim's lower left corner, its box still holding the bleed.

    `trim` is x0, y0, x1, y1 in points.  The second value is what snapping left between that corner and the origin.
    """
    form = page.as_form_xobject()
    extra = bleed_mm * POINTS_PER_MM
    # qpdf would clip at the TrimBox, and the bleed would be gone.
    form.BBox = Array([round(v, 4) + 0.0 for v in (trim[0] - extra, trim[1] - extra, trim[2] + extra, trim[3] + extra)])
    corner = (snapped(trim[0]), snapped(trim[1]))
    form.Matrix = Array([1, 0, 0, 1, -corner[0], -corner[1]])
    for key in ("/StructParents", "/Metadata", "/PieceInfo", "/LastModified"):
        if key in form:
            del form[key]
    return form, (trim[0] - corner[0], trim[1] - corner[1])


def trim_of(page: pikepdf.Page) -> Box:
    """Return the TrimBox of a page, x0, y0, x1, y1 in points; its media where it has none."""
    x0, y0, x1, y1 = (float(value) for value in page.trimbox)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def lay(
    pdf: pikepdf.Pdf,
    plan: Imposition,
    pages: Iterable[tuple[pikepdf.Page, Box]],
    inks: tuple[Ink, ...],
    slugs: Mapping[int, Any],
) -> None:
    """Append a page to `pdf` for every side of the plan.

    `pages` are those of the leaf with their trims, `slugs` the forms of the slug lines by number of side.
    """
    forms = []
    for leaf, trim in pages:
        form, rest = form_of(leaf, trim, plan.grid.leaf.bleed_mm)
        forms.append((pdf.copy_foreign(form), rest))
    spaces = {ink.name: pdf.copy_foreign(ink.space) for ink in inks if ink.space is not None}
    own = tuple(Ink(ink.name, spaces.get(ink.name)) for ink in inks)
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    everywhere = pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))
    size = (snapped(plan.grid.sheet.width_mm * POINTS_PER_MM), snapped(plan.grid.sheet.height_mm * POINTS_PER_MM))
    for number, side in enumerate(plan.sides):
        marks = marks_of(plan, side)
        strokes = [_drawn(one, forms[one.page][1], size[1]) for one in side.placed]
        drawn = {f"/Leaf{one.page}": forms[one.page][0] for one in side.placed}
        bar, bar_spaces = bar_of(own, max(marks.bar[2:]), min(marks.bar[2:]))
        strokes += [
            "/Artifact BMC",
            _marks(marks, size[1]),
            f"q {_lane(marks.bar, size[1])} {bar.decode()} Q",
            f"q {_lane(marks.slug, size[1])} /Slug Do Q",
            "EMC",
        ]
        whole = Array([0, 0, *size])
        page = Dictionary(
            Type=Name.Page,
            MediaBox=whole,
            TrimBox=whole,
            BleedBox=whole,
            Resources=Dictionary(
                XObject=Dictionary({**drawn, "/Slug": slugs[number]}),
                ColorSpace=Dictionary({"/Everywhere": everywhere, **bar_spaces}),
            ),
            Contents=pdf.make_stream("\n".join(strokes).encode()),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _drawn(one: Placed, rest: tuple[float, float], sheet_high: float) -> str:
    a, b, c, d, e, f = placed_at(one, rest, sheet_high)
    return f"q {_rect(one.clip, sheet_high)} re W n {a} {b} {c} {d} {e:.4f} {f:.4f} cm /Leaf{one.page} Do Q"


def placed_at(one: Placed, rest: tuple[float, float], sheet_high: float) -> Matrix:
    """Return the matrix that lays a form in its place; `rest` is what `form_of` left over, `sheet_high` in points."""
    x, y, wide, high = (value * POINTS_PER_MM for value in one.box)
    low, (dx, dy) = sheet_high - y - high, rest
    turned = {
        0: (1, 0, 0, 1, x - dx, low - dy),
        90: (0, 1, -1, 0, x + wide + dy, low - dx),
        180: (-1, 0, 0, -1, x + wide + dx, low + high + dy),
        270: (0, -1, 1, 0, x - dy, low + high + dx),
    }
    a, b, c, d, e, f = turned[one.rotation]
    return a, b, c, d, snapped(e), snapped(f)


def _rect(box: Box, sheet_high: float) -> str:
    x, y, wide, high = (value * POINTS_PER_MM for value in box)
    return f"{x:.4f} {sheet_high - y - high:.4f} {wide:.4f} {high:.4f}"


def _lane(box: Box, sheet_high: float) -> str:
    """The matrix to a lane: its own x runs along it, upwards where it stands upright."""
    x, y, wide, high = (value * POINTS_PER_MM for value in box)
    if wide >= high:
        return f"1 0 0 1 {x:.4f} {sheet_high - y - high:.4f} cm"
    return f"0 1 -1 0 {x + wide:.4f} {sheet_high - y - high:.4f} cm"


def _marks(marks: Marks, sheet_high: float) -> str:
    def spot(x: float, y: float) -> str:
        return f"{x * POINTS_PER_MM:.4f} {sheet_high - y * POINTS_PER_MM:.4f}"

    dash = " ".join(f"{part * POINTS_PER_MM:.3f}" for part in _DASH_MM)
    parts = ["q /Everywhere CS 1 SCN"]
    for line in marks.strokes:
        style = f"[{dash if line.dashed else ''}] 0 d {line.width_pt:g} w"
        parts.append(f"{style} {spot(line.x0, line.y0)} m {spot(line.x1, line.y1)} l S")
    parts.append(f"[] 0 d {GUIDE_PT / 4:g} w")
    for target in marks.targets:
        x, y, full, small = target.x, target.y, target.radius, target.radius * 0.6
        parts.append(f"{spot(x - full, y)} m {spot(x + full, y)} l {spot(x, y - full)} m {spot(x, y + full)} l S")
        bend = small * _ROUND
        parts.append(
            f"{spot(x + small, y)} m"
            f" {spot(x + small, y + bend)} {spot(x + bend, y + small)} {spot(x, y + small)} c"
            f" {spot(x - bend, y + small)} {spot(x - small, y + bend)} {spot(x - small, y)} c"
            f" {spot(x - small, y - bend)} {spot(x - bend, y - small)} {spot(x, y - small)} c"
            f" {spot(x + bend, y - small)} {spot(x + small, y - bend)} {spot(x + small, y)} c S"
        )
    return "\n".join([*parts, "Q"])
