# SPDX-License-Identifier: Apache-2.0
"""Looking closely: a finer raster of a stranger's pages, and how many of them are looked at so."""

import pypdfium2

from safeconduct.press.geometry import MM_PER_INCH

from .opened import Opened, OpenPage, Raster

MOST_PICTURED = 50
"""Pages of a stranger's file that are looked at as pictures; of the others only what is written in the file is read."""
FINE_PPI, MOST_CLOSELY = 240, 10
"""How finely a stranger's page is drawn, up to this page; later ones are looked at as coarsely as ours."""
_MOST_PIXELS = 40_000_000


def pictured(sheet: Opened) -> int:
    """How many pages, from the first, are looked at as pictures; all of ours."""
    return MOST_PICTURED if sheet.stranger else len(sheet.pages)


def closer(page: OpenPage, sheet: Opened) -> tuple[Raster, float]:
    """Return a raster of a page and its ppi: a stranger's finer than ours, whose making we know."""
    if not sheet.stranger or page.view is None or page.number > MOST_CLOSELY:
        return page.raster, page.ppi
    pixels = page.media_mm[0] * page.media_mm[1] * (FINE_PPI / MM_PER_INCH) ** 2
    ppi = FINE_PPI * min(1.0, (_MOST_PIXELS / pixels) ** 0.5)
    try:
        raster: Raster = page.view.render(scale=ppi / 72, may_draw_forms=False).to_numpy()[:, :, :3]
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return page.raster, page.ppi
    return raster, ppi
