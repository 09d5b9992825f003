# SPDX-License-Identifier: Apache-2.0
"""The signs on a finished page, one by one, where they really stand: read back with PDFium."""

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from attrs import frozen

from .geometry import POINTS_PER_MM, Box

# PDFium hands out this control character for a hyphen that ends a line; we never hyphenate, so it is one of the copy.
_PDFIUM_LINE_END_HYPHEN = "\x02"


@frozen
class Sign:
    """One sign: its box in mm from the media's top left (None for a gap PDFium added); if it is of the mark."""

    text: str
    box: Box | None
    size_pt: float
    of_mark: bool

    @property
    def centre(self) -> tuple[float, float] | None:
        """The middle of the box."""
        return (self.box[0] + self.box[2] / 2, self.box[1] + self.box[3] / 2) if self.box else None


def signs_of(page: pypdfium2.PdfPage) -> list[Sign]:
    """Return every sign of a page in the order of its content; line ends are "\\n"."""
    return list(_signs(page))


def _signs(page: pypdfium2.PdfPage) -> Iterator[Sign]:
    left, _, _, top = page.get_mediabox()
    text = page.get_textpage()
    marks: dict[int, bool] = {}
    matrix = pdfium.FS_MATRIX()
    for i in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, i)).replace(_PDFIUM_LINE_END_HYPHEN, "-")
        if sign in "\r\n" or pdfium.FPDFText_IsGenerated(text, i):
            if sign != "\r":
                yield Sign(sign, None, 0.0, False)
            continue
        thing = pdfium.FPDFText_GetTextObject(text, i)
        key = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if key not in marks:
            marks[key] = _is_mark(thing)
        x0, y0, x1, y1 = text.get_charbox(i)
        pdfium.FPDFText_GetMatrix(text, i, matrix)
        size = pdfium.FPDFText_GetFontSize(text, i) * (math.hypot(matrix.b, matrix.d) or 1.0)
        box = ((x0 - left), (top - y1), (x1 - x0), (y1 - y0))
        x, y, width, height = (value / POINTS_PER_MM for value in box)
        yield Sign(sign, (x, y, width, height), size, marks[key])


def _is_mark(thing: Any) -> bool:
    buffer = (ctypes.c_ushort * 64)()
    length = ctypes.c_ulong()
    for i in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, i)
        if pdfium.FPDFPageObjMark_GetParamStringValue(
            mark, b"SafeconductUse", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), ctypes.sizeof(buffer), length
        ):
            value = bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0")
            if value == "mark":
                return True
    return False
