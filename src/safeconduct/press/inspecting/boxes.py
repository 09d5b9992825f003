# SPDX-License-Identifier: Apache-2.0
"""The boxes of each page: how large it is, where it is cut, how far the paint runs beyond, which way up it is."""

from collections.abc import Iterator

import pikepdf

from safeconduct.model.product import Seen
from safeconduct.press.geometry import POINTS_PER_MM

from .objects import FAULTS
from .opened import Opened, OpenPage, Points, box_of, found

_CLOSE = 0.06
"""Points by which two boxes may differ and still be the same: two hundredths of a millimetre."""


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield "trim-size" and "bleed-width" for each page (mm), or "page-size", and what is wrong with its boxes."""
    for page in sheet.pages:
        try:
            yield from _page(page)
        except FAULTS:
            yield Seen("no-trim-box", page.number, page.trim_mm, "The boxes of the page cannot be read.")


def _page(page: OpenPage) -> Iterator[Seen]:
    if not isinstance(page.object, pikepdf.Dictionary):
        return
    media = box_of(page.object, "/MediaBox")
    trim, bleed, art = (box_of(page.object, key) for key in ("/TrimBox", "/BleedBox", "/ArtBox"))
    if media is None:
        yield _wrong(page, "The page has no size (MediaBox).")
        return
    if trim is None:
        yield Seen("no-trim-box", page.number, page.mm(media), "The page does not say where it is cut (TrimBox).")
    elif not _within(trim, media):
        yield _wrong(page, "The page is cut outside its own paper (TrimBox beyond MediaBox).")
    if art is not None:
        yield _wrong(page, "The page has an ArtBox" + (" beside its TrimBox." if trim else "."))
    if bleed is not None:
        if not _within(bleed, media):
            yield _wrong(page, "The bleed reaches beyond the paper (BleedBox beyond MediaBox).")
        if trim is not None and not _within(trim, bleed):
            yield _wrong(page, "The page is cut outside its bleed (TrimBox beyond BleedBox).")
    crop = box_of(page.object, "/CropBox")
    if crop is not None and trim is not None and not _within(trim, crop):
        yield _wrong(page, "A part of the page is cropped away (TrimBox beyond CropBox).")
    x, y, wide, high = page.trim_mm
    told = trim is not None and _within(trim, media)
    yield Seen("trim-size" if told else "page-size", page.number, (x, y, wide, high), f"{wide:.1f} × {high:.1f} mm")
    if told:
        paint = bleed or media
        width = min(page.trim[0] - paint[0], page.trim[1] - paint[1], paint[2] - page.trim[2], paint[3] - page.trim[3])
        width_mm = round(max(0.0, width) / POINTS_PER_MM, 2)
        yield Seen("bleed-width", page.number, page.trim_mm, f"{width_mm:g} mm", width_mm)
    turned = found(page.object, "/Rotate")
    if turned is not None and int(turned) % 360:
        yield Seen(
            "page-turned", page.number, page.trim_mm, f"The page is turned by {int(turned) % 360}°.", int(turned)
        )
    unit = found(page.object, "/UserUnit")
    if unit is not None and abs(float(unit) - 1) > 1e-6:
        yield Seen("page-scaled", page.number, page.trim_mm, f"The page is enlarged {float(unit):g} times (UserUnit).")


def _within(inner: Points, outer: Points) -> bool:
    return (
        inner[0] >= outer[0] - _CLOSE
        and inner[1] >= outer[1] - _CLOSE
        and inner[2] <= outer[2] + _CLOSE
        and inner[3] <= outer[3] + _CLOSE
    )


def _wrong(page: OpenPage, what: str) -> Seen:
    return Seen("wrong-box", page.number, page.trim_mm, what)
