# SPDX-License-Identifier: Apache-2.0
"""Stamp: the last touch on pages.  Every cell that will lie in a hand carries the mark, or, when FINAL, nothing."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from safeconduct.model.works import Json

from .compiling import compile_pdf
from .finishing import describe, print_grey_in_black, save, set_boxes
from .geometry import POINTS_PER_MM, Box
from .glyphs import check_glyphs
from .typefaces import plain_faces
from .wording import set_line

# The mark is no part of the text: readers aloud skip it, and our own measurement knows it by the last entry.
_BEGIN = b"/Artifact <</Type /Pagination /Subtype /Watermark /SafeconductUse (mark)>> BDC\n"
_WORD_OPACITY = 0.1


def stamp(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `stamped.pdf`: input `pdf` with title, maker, date and boxes, and the mark over each of `cells` (mm).

    `params`: title, as_of, language, bleed_mm, printed and printed_short (None: no mark), right_mm and top_mm (the free
    place of the framed label, from a cell's top right corner).
    """
    given: Any = params
    with pikepdf.open(inputs["pdf"]) as pdf:
        set_boxes(pdf)
        if given["printed"] is not None:
            _mark(pdf, given)
        print_grey_in_black(pdf)
        # What is cut and carried has a back; a letter on A4 is sheets.
        describe(pdf, given["title"], given["as_of"], two_sided=given["bleed_mm"] > 0)
        save(pdf, out / "stamped.pdf")


def _mark(pdf: pikepdf.Pdf, given: Mapping[str, Any]) -> None:
    cells: list[Box] = [tuple(cell) for cell in given["cells"]]
    language = given["language"]
    table = {
        "faces": plain_faces({language, "en"}),
        "language": language,
        "width": cells[0][2],
        "height": cells[0][3],
        "right": given["right_mm"],
        "top": given["top_mm"],
        "word": set_line("mark", "en", given["printed_short"]),
        "label": set_line("mark", language, given["printed"]),
    }
    check_glyphs(table, given["title"])
    with pikepdf.open(io.BytesIO(compile_pdf("mark.typ", table, given["as_of"], tags=False))) as sheet:
        word, label = (_artifact(pdf, page) for page in sheet.pages)
    faint = pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=_WORD_OPACITY, CA=_WORD_OPACITY, BM=Name.Multiply))
    word.Group = Dictionary(S=Name.Transparency, I=True, K=False)
    for page in pdf.pages:
        trim = [float(value) for value in page.obj.TrimBox]
        # Names of our own: pikepdf would draw them by lot, and two builds would differ.
        for kind, name, thing in (
            (Name.XObject, Name.MarkWord, word),
            (Name.XObject, Name.MarkLabel, label),
            (Name.ExtGState, Name.MarkFaint, faint),
        ):
            page.add_resource(thing, kind, name)
        strokes = []
        for x, y, _, height in cells:
            left, low = trim[0] + x * POINTS_PER_MM, trim[3] - (y + height) * POINTS_PER_MM
            at = f"1 0 0 1 {left:.4f} {low:.4f} cm"
            strokes.append(f"q {at} q /MarkFaint gs /MarkWord Do Q /MarkLabel Do Q")
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(("\nQ\n" + "\n".join(strokes) + "\n").encode())


def _artifact(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    form = page.as_form_xobject()
    form.write(_BEGIN + form.read_bytes() + b"\nEMC\n")
    return pdf.copy_foreign(form)
