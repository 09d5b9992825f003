# SPDX-License-Identifier: Apache-2.0
"""The pictures of a PDF: how fine they are where they lie, and how they are packed."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from safeconduct.model.product import Seen

from .objects import FAULTS
from .opened import Opened, OpenPage
from .paint import PICTURE, STENCIL, Paint
from .painting import painted

_SMALLEST_PX = 3
_MOST_PIXELS = 30_000_000


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield "picture" or "line-art" (ppi where it lies) for each, and what is odd about it."""
    for page, paints in zip(sheet.pages, painted(sheet).pages, strict=True):
        told: set[Any] = set()
        for paint in paints:
            if paint.way not in (PICTURE, STENCIL):
                continue
            try:
                yield from _picture(sheet, page, paint, told)
            except FAULTS:
                yield Seen("picture-broken", page.number, page.mm(paint.box), "a picture that cannot be read")


def _picture(sheet: Opened, page: OpenPage, paint: Paint, told: set[Any]) -> Iterator[Seen]:
    image = paint.picture
    wide, high = (int(image.get(long, image.get(short, 0))) for long, short in (("/Width", "/W"), ("/Height", "/H")))
    a, b, c, d, _, _ = paint.matrix
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    ppi = min(72 * wide / across, 72 * high / down) if across > 0.01 and down > 0.01 else 0.0
    key = (image.objgen if isinstance(image, pikepdf.Stream) else id(image), round(ppi, 1))
    # A picture of a few pixels is a flat colour or a simple gradient; its fineness says nothing.
    if key in told or min(wide, high) < _SMALLEST_PX or ppi <= 0:
        return
    told.add(key)
    bits = int(image.get("/BitsPerComponent", image.get("/BPC", 8)))
    is_line_art = paint.way == STENCIL or bits == 1
    colours = "black and white" if is_line_art else _colours(paint)
    kind = "line-art" if is_line_art else "picture"
    box = page.mm(paint.box)
    yield Seen(kind, page.number, box, f"{wide} × {high} pixels, {colours}", round(ppi, 1))
    packed = image.get("/Filter", image.get("/F"))
    names = {str(each) for each in packed} if isinstance(packed, pikepdf.Array) else {str(packed)}
    if "/JBIG2Decode" in names:
        yield Seen("picture-packing", page.number, box, "JBIG2, which can put one letter in place of another")
    if "/JPXDecode" in names:
        yield Seen("picture-packing", page.number, box, "JPEG 2000, which old machines cannot read")
    if bits == 16:
        yield Seen("picture-packing", page.number, box, "16 bits a colour, which old machines cannot read")
    # pikepdf would call an outside program for the one and a slow reader for the other.
    if sheet.stranger and not is_line_art and not names & {"/JBIG2Decode", "/JPXDecode"}:
        times = _blown_up(image, wide, high)
        if times > 1:
            yield Seen(
                "picture-blown-up", page.number, box, f"enlarged {times} times beforehand", round(ppi / times, 1)
            )


def _colours(paint: Paint) -> str:
    space = paint.colour.space
    return {1: "grey", 3: "RGB", 4: "CMYK"}.get(space.count, space.family) if not space.recipe else space.inks[0]


def _blown_up(image: Any, wide: int, high: int) -> int:
    """By how much a picture was enlarged without any new detail: 1, 2, 3 or 4 times."""
    if not isinstance(image, pikepdf.Stream) or wide * high > _MOST_PIXELS or min(wide, high) < 32:
        return 1
    try:
        with pikepdf.PdfImage(image).as_pil_image() as photo:
            grey = np.asarray(photo.convert("L"), np.int16)
    except (*FAULTS, OSError, NotImplementedError, Image.DecompressionBombError, MemoryError, SyntaxError):
        return 1
    for times in (4, 3, 2):
        rows, columns = grey.shape[0] // times * times, grey.shape[1] // times * times
        cells = grey[:rows, :columns].reshape(rows // times, times, columns // times, times)
        spread = cells.max(axis=(1, 3)) - cells.min(axis=(1, 3))
        means = cells.mean(axis=(1, 3))
        # Detail there must be between the cells, or a flat picture would look enlarged.
        if float((spread <= 1).mean()) > 0.98 and float(np.abs(np.diff(means, axis=1)).mean()) > 2:
            return times
    return 1
