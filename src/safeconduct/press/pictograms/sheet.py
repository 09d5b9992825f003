# SPDX-License-Identifier: Apache-2.0
"""The contact sheet: every pictogram at its smallest size, enlarged, and white on dark, on one A4 page."""

import io

import pikepdf

from safeconduct.press.compiling import compile_pdf
from safeconduct.press.finishing import describe, save
from safeconduct.press.pictures import white
from safeconduct.press.type.typefaces import plain_faces
from safeconduct.press.wording import set_line

from . import names, shown, svg

# The drawings change with the press, not with a day: no other date would be truer.
DAY = "2000-01-01"
TITLE = "Pictograms"
_NOTE = "Black, one line weight, drawn to be read at 8 mm. No reader has been asked yet what they mean. CC0-1.0."


def contact_sheet() -> bytes:
    """Return the sheet as a tagged PDF/A; the same bytes every time."""
    pictures = {f"{name}.svg": svg(name) for name in names()}
    pictures |= {f"{name}-white.svg": white(svg(name)) for name in names()}
    table = {
        "title": TITLE,
        "faces": plain_faces({"en"}),
        "language": "en",
        "head": set_line("head", "en", TITLE),
        "note": set_line("note", "en", _NOTE),
        "drawings": [
            {
                "name": set_line(name, "en", name),
                "shows": set_line(name, "en", shown(name)),
                "alt": shown(name),
                "file": f"{name}.svg",
            }
            for name in names()
        ],
    }
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(compile_pdf("pictogram-sheet.typ", table, DAY, pictures, "screen"))) as sheet:
        describe(sheet, TITLE, DAY, "screen")
        save(sheet, written)
    return written.getvalue()
