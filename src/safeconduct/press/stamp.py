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
from .finishing import Inks, describe, save, separate, set_boxes
from .geometry import POINTS_PER_MM, Box
from .type.glyphs import check_glyphs
from .type.typefaces import plain_faces
from .wording import set_line

# The mark is no part of the text: readers aloud skip it, and our own measurement knows it by the last entry.
_BEGIN = b"/Artifact <</Type /Pagination /Subtype /Watermark /SafeconductUse (mark)>> BDC\n"
_WORD_OPACITY = 0.1


def stamp(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `stamped.pdf`: input `pdf` with title, maker, date and boxes, and the mark over each cell (mm).

    A press file is separated into the inks of its theme and made PDF/X-4 as well.

    `params`: build ("screen" or "press"), piece, title, as_of, language, two_sided, sides (for each page in turn the
    boxes of its cells), printed and printed_short (None: no mark), right_mm and top_mm (the free place of the framed
    label, from a cell's top right corner), inks (process: bool, spot: name and press percent or None, most_percent).
    """
    given: Any = params
    with pikepdf.open(inputs["pdf"]) as pdf:
        set_boxes(pdf)
        if given["printed"] is not None:
            _mark(pdf, given)
        if given["build"] == "press":
            separate(pdf, _inks(given["inks"]), given["piece"])
        describe(pdf, given["title"], given["as_of"], given["build"], two_sided=given["two_sided"])
        save(pdf, out / "stamped.pdf")


def _inks(given: Mapping[str, Any]) -> Inks:
    spot = given["spot"]
    second = (spot["name"], tuple(float(share) for share in spot["press"])) if spot else None
    return Inks(given["process"], float(given["most_percent"]), second)


def _mark(pdf: pikepdf.Pdf, given: Mapping[str, Any]) -> None:
    sides: list[list[Box]] = [[tuple(cell) for cell in side] for side in given["sides"]]
    sizes = sorted({(width, height) for side in sides for _, _, width, height in side})
    language = given["language"]
    table = {
        "faces": plain_faces({language, "en"}),
        "language": language,
        "cells": sizes,
        "build": given["build"],
        "right": given["right_mm"],
        "top": given["top_mm"],
        "word": set_line("mark", "en", given["printed_short"]),
        "label": set_line("mark", language, given["printed"]),
    }
    check_glyphs(table, given["title"])
    # The mark is drawn without tags: a form that is placed many times can have no place of its own in a structure.
    build = "mark" if given["build"] == "screen" else "press"
    with pikepdf.open(io.BytesIO(compile_pdf("mark.typ", table, given["as_of"], build=build))) as sheet:
        drawn = [_artifact(pdf, page) for page in sheet.pages]
    words = {size: drawn[2 * i] for i, size in enumerate(sizes)}
    labels = {size: drawn[2 * i + 1] for i, size in enumerate(sizes)}
    faint = pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=_WORD_OPACITY, CA=_WORD_OPACITY, BM=Name.Multiply))
    for word in words.values():
        word.Group = Dictionary(S=Name.Transparency, I=True, K=False)
    for number, page in enumerate(pdf.pages):
        trim = [float(value) for value in page.obj.TrimBox]
        page.add_resource(faint, Name.ExtGState, Name.MarkFaint)
        strokes = []
        for x, y, width, height in sides[number % len(sides)]:
            size = sizes.index((width, height))
            # Names of our own: pikepdf would draw them by lot, and two builds would differ.
            page.add_resource(words[width, height], Name.XObject, Name(f"/MarkWord{size}"))
            page.add_resource(labels[width, height], Name.XObject, Name(f"/MarkLabel{size}"))
            left, low = trim[0] + x * POINTS_PER_MM, trim[3] - (y + height) * POINTS_PER_MM
            at = f"1 0 0 1 {left:.4f} {low:.4f} cm"
            strokes.append(f"q {at} q /MarkFaint gs /MarkWord{size} Do Q /MarkLabel{size} Do Q")
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(("\nQ\n" + "\n".join(strokes) + "\n").encode())


def _artifact(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    form = page.as_form_xobject()
    form.write(_BEGIN + form.read_bytes() + b"\nEMC\n")
    return pdf.copy_foreign(form)
