# SPDX-License-Identifier: Apache-2.0
"""Impose: many equal leaves on one press sheet, every back behind its front, crop marks and a slug line outside."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

from .compiling import compile_pdf
from .finishing import describe, save
from .geometry import POINTS_PER_MM, Grid, grid
from .glyphs import check_glyphs
from .typefaces import plain_faces
from .wording import set_line

_MARK_MM = 3.0
_SIDES = ("front", "back")


def impose(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `sheet.pdf`: the two pages of `pdf` as often as they fit on `sheet`, to be turned over the long edge.

    `params`: width_mm, height_mm, bleed_mm of a leaf, sheet, slug, title, as_of.  Raises `StepRefusal` when not even
    one leaf fits.
    """
    given: Any = params
    bleed = float(given["bleed_mm"])
    plan = grid(given["sheet"], given["width_mm"], given["height_mm"], bleed)
    with pikepdf.open(inputs["pdf"]) as leaf, pikepdf.new() as pdf:
        if len(leaf.pages) != 2:
            raise StepRefusal(
                f"A leaf has two sides, but this piece has {len(leaf.pages)} pages.",
                "take a channel without n_up_sheet.",
            )
        for side, page in enumerate(leaf.pages):
            form = pdf.copy_foreign(_form(page, bleed))
            slug = _slug(pdf, plan, f"{given['slug']} · {_SIDES[side]} · turn over the long edge", given["as_of"])
            _lay(pdf, plan, side, form, slug, bleed)
        if "/Lang" in leaf.Root:
            pdf.Root.Lang = str(leaf.Root.Lang)
        describe(pdf, given["title"], given["as_of"], two_sided=True)
        save(pdf, out / "sheet.pdf")


def _form(page: pikepdf.Page, bleed_mm: float) -> Any:
    """Return the page as a form whose origin is the trim's lower left corner and whose box still holds the bleed."""
    trim = [float(value) for value in page.obj.TrimBox]
    form = page.as_form_xobject()
    extra = bleed_mm * POINTS_PER_MM
    # qpdf would clip at the TrimBox, and the bleed would be gone.
    form.BBox = Array([trim[0] - extra, trim[1] - extra, trim[2] + extra, trim[3] + extra])
    form.Matrix = Array([1, 0, 0, 1, -trim[0], -trim[1]])
    if "/StructParents" in form:
        del form["/StructParents"]
    return form


def _lay(pdf: pikepdf.Pdf, plan: Grid, side: int, form: Any, slug: Any, bleed_mm: float) -> None:
    across, down = (mm * POINTS_PER_MM for mm in plan.sheet_mm)
    strokes = []
    for x, y, wide, high in plan.cells:
        left, low = x * POINTS_PER_MM, (plan.sheet_mm[1] - y - high) * POINTS_PER_MM
        # Turned over the long edge, a leaf that lies on its left side in front lies on its right side behind.
        if not plan.turned:
            at = f"1 0 0 1 {left:.4f} {low:.4f}"
        elif side == 0:
            at = f"0 1 -1 0 {left + wide * POINTS_PER_MM:.4f} {low:.4f}"
        else:
            at = f"0 -1 1 0 {left:.4f} {low + high * POINTS_PER_MM:.4f}"
        strokes.append(f"q {at} cm /Leaf Do Q")
    marks = " ".join(
        f"{x0 * POINTS_PER_MM:.4f} {(plan.sheet_mm[1] - y0) * POINTS_PER_MM:.4f} m "
        f"{x1 * POINTS_PER_MM:.4f} {(plan.sheet_mm[1] - y1) * POINTS_PER_MM:.4f} l S"
        for x0, y0, x1, y1 in crop_marks(plan, bleed_mm)
    )
    strokes.append(f"/Artifact BMC q /Everywhere CS 1 SCN 0.25 w {marks} Q q /Slug Do Q EMC")
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    everywhere = Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])
    whole = Array([0, 0, round(across, 4), round(down, 4)])
    page = Dictionary(
        Type=Name.Page,
        MediaBox=whole,
        TrimBox=whole,
        BleedBox=whole,
        Resources=Dictionary(
            XObject=Dictionary(Leaf=form, Slug=slug), ColorSpace=Dictionary(Everywhere=pdf.make_indirect(everywhere))
        ),
        Contents=pdf.make_stream("\n".join(strokes).encode()),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def crop_marks(plan: Grid, bleed_mm: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the crop marks as lines in mm from the top left: at every trim edge, outside the bleed of the leaves."""
    left, top = min(c[0] for c in plan.cells), min(c[1] for c in plan.cells)
    right, low = max(c[0] + c[2] for c in plan.cells), max(c[1] + c[3] for c in plan.cells)
    for x in sorted({round(v, 3) for c in plan.cells for v in (c[0], c[0] + c[2])}):
        yield x, top - bleed_mm - _MARK_MM, x, top - bleed_mm
        yield x, low + bleed_mm, x, low + bleed_mm + _MARK_MM
    for y in sorted({round(v, 3) for c in plan.cells for v in (c[1], c[1] + c[3])}):
        yield left - bleed_mm - _MARK_MM, y, left - bleed_mm, y
        yield right + bleed_mm, y, right + bleed_mm + _MARK_MM, y


def _slug(pdf: pikepdf.Pdf, plan: Grid, text: str, as_of: str) -> Any:
    left = min(cell[0] for cell in plan.cells)
    top = min(cell[1] for cell in plan.cells)
    table = {
        "faces": plain_faces({"en"}),
        "width": plan.sheet_mm[0],
        "height": plan.sheet_mm[1],
        "left": left,
        "top": top,
        "text": set_line("slug", "en", text),
    }
    check_glyphs(table, text)
    with pikepdf.open(io.BytesIO(compile_pdf("slug.typ", table, as_of, tags=False))) as sheet:
        return pdf.copy_foreign(sheet.pages[0].as_form_xobject())
