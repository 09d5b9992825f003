# SPDX-License-Identifier: Apache-2.0
"""The slug line of every side: what is printed, which side this is, how it is turned, in which inks."""

import io
from collections.abc import Sequence
from typing import Any

import pikepdf

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.compiling import TemplatePanicError, compile_pdf
from safeconduct.press.type.glyphs import check_glyphs
from safeconduct.press.type.typefaces import plain_faces
from safeconduct.press.wording import set_line

from .inks import PROCESS, Ink
from .marks import marks_of
from .plans import Imposition, Side

_SHORT = dict(zip(PROCESS, "CMYK", strict=True))


def slugs(pdf: pikepdf.Pdf, plan: Imposition, what: str, inks: Sequence[Ink], as_of: str) -> dict[int, Any]:
    """Return a form for each side by number, its text set from the lower left of its lane.

    `what` names edition and file; raises `StepRefusal` when the line is too long for the sheet.
    """
    lanes = [marks_of(plan, side).slug for side in plan.sides]
    table = {
        "faces": plain_faces({"en"}),
        "lanes": [[max(lane[2:]), min(lane[2:])] for lane in lanes],
        "lines": [set_line("slug", "en", _line(plan, side, what, inks)) for side in plan.sides],
    }
    check_glyphs(table, what)
    try:
        drawn = compile_pdf("slug.typ", table, as_of)
    except TemplatePanicError as panic:
        over = str(panic).split("|")[-1]
        raise StepRefusal(
            f"The slug line of “{what}” is {over} mm longer than its place on the sheet {plan.grid.sheet.title}.",
            "give the file a shorter name, or take a larger sheet.",
        ) from None
    with pikepdf.open(io.BytesIO(drawn)) as lines:
        return {number: pdf.copy_foreign(page.as_form_xobject()) for number, page in enumerate(lines.pages)}


def _line(plan: Imposition, side: Side, what: str, inks: Sequence[Ink]) -> str:
    face = "front and back" if side.face == "both" else side.face
    parts = [what, face, plan.turn.title, _inks(inks)]
    if plan.order == "section":
        parts.append("fold, lay into each other, stitch, trim")
    return " · ".join([*parts, f"sheet {side.sheet} of {plan.sheets}"])


def _inks(inks: Sequence[Ink]) -> str:
    process = "".join(_SHORT[ink.name] for ink in inks if ink.name in _SHORT)
    return " + ".join([*([process] if process else []), *(ink.name for ink in inks if ink.name not in _SHORT)])
