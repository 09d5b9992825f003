# SPDX-License-Identifier: Apache-2.0
"""The fonts of a PDF, and the letters on its pages that a reader would not see, or a reading voice not know."""

from collections.abc import Iterator

from safeconduct.model.product import Seen

from .lettering import Lettering, lettering
from .objects import FAULTS, dictionaries, said
from .opened import NOWHERE, Opened
from .paint import TEXT
from .painting import painted

# The outlines of a composite font hang on the font below it.
_WITHIN = ("/Type0", "/Type3", "/CIDFontType0", "/CIDFontType2")


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield "font" for each font ("font-missing" when its outlines are not in the file), and letters without shape."""
    done = painted(sheet)
    told: set[tuple[str, str]] = set()
    for font in (*done.fonts, *_unused(sheet)):
        name, kind = said(font.name), _kind(font)
        if (kind, name) not in told:
            told.add((kind, name))
            yield Seen(kind, 0, NOWHERE, name)
    for page, paints in zip(sheet.pages, done.pages, strict=True):
        mute: dict[str, int] = {}
        for paint in paints:
            letters = paint.letters
            if paint.way != TEXT or letters is None or paint.mode < 0:
                continue
            # Blank codes are asked for rarely; each is one look into a table.
            blank = sum(1 for code in set(paint.codes) if letters.shows_nothing(code))
            if blank:
                yield Seen("glyph-missing", page.number, page.mm(paint.box), said(letters.name), blank)
            unknown = sum(1 for code in set(paint.codes) if letters.means_nothing(code))
            if unknown:
                name = said(letters.name)
                if name not in mute:
                    yield Seen("text-mute", page.number, page.mm(paint.box), name, unknown)
                mute[name] = mute.get(name, 0) + unknown


def _kind(letters: Lettering) -> str:
    if not letters.embedded:
        return "font-missing"
    if letters.kind == "Type3":
        return "font-drawn"
    return "font" if letters.is_subset else "font-whole"


def _unused(sheet: Opened) -> Iterator[Lettering]:
    """Yield the fonts that lie in the file without their outlines, whether a page uses them or not."""
    for each in dictionaries(sheet):
        try:
            if str(each.get("/Type", "")) == "/Font" and str(each.get("/Subtype", "")) not in _WITHIN:
                font = lettering(each)
                if not font.embedded:
                    yield font
        except FAULTS:
            continue
