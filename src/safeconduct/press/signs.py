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
    """One sign: its box in mm from the media's top left (None for a gap PDFium added); if it is of the mark.

    `ink` is the colour it is filled with (red, green, blue, opacity, each 0 to 255; None: a pattern), `mode` PDF's text
    rendering mode (3: not drawn); signs of one `run` were set in one stroke; `slanted`: it stands at no right angle.
    """

    text: str
    box: Box | None
    size_pt: float
    of_mark: bool
    run: int = 0
    ink: tuple[int, int, int, int] | None = None
    mode: int = 0
    slanted: bool = False

    @property
    def centre(self) -> tuple[float, float] | None:
        """The middle of the box."""
        return (self.box[0] + self.box[2] / 2, self.box[1] + self.box[3] / 2) if self.box else None


_Run = tuple[float, bool, int, tuple[int, int, int, int] | None, int, bool]


def signs_of(page: pypdfium2.PdfPage) -> list[Sign]:
    """Return every sign of a page in the order of its content; line ends are "\\n"."""
    return list(_signs(page))


def _signs(page: pypdfium2.PdfPage) -> Iterator[Sign]:
    left, _, _, top = page.get_mediabox()
    text = page.get_textpage()
    raw = text.raw
    runs: dict[int, _Run] = {}
    matrix = pdfium.FS_MATRIX()
    edges = [ctypes.c_double() for _ in range(4)]
    x0, x1, y0, y1 = edges
    for i in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(raw, i)).replace(_PDFIUM_LINE_END_HYPHEN, "-")
        if sign in "\r\n" or pdfium.FPDFText_IsGenerated(raw, i):
            if sign != "\r":
                yield Sign(sign, None, 0.0, False)
            continue
        thing = pdfium.FPDFText_GetTextObject(raw, i)
        key = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if key not in runs:
            # One stroke has one size and one direction.
            pdfium.FPDFText_GetMatrix(raw, i, matrix)
            size = pdfium.FPDFText_GetFontSize(raw, i) * (math.hypot(matrix.b, matrix.d) or 1.0)
            mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
            runs[key] = (size, _is_mark(thing), len(runs), _ink(thing), mode, not _is_level(matrix))
        pdfium.FPDFText_GetCharBox(raw, i, *edges)
        box = (
            (x0.value - left) / POINTS_PER_MM,
            (top - y1.value) / POINTS_PER_MM,
            (x1.value - x0.value) / POINTS_PER_MM,
            (y1.value - y0.value) / POINTS_PER_MM,
        )
        yield Sign(sign, box, *runs[key])


def _is_level(matrix: Any) -> bool:
    # Oblique letters lean, but their line is level, or upright, all the same.
    across, up = abs(float(matrix.a)), abs(float(matrix.b))
    return up < 0.05 * across or across < 0.05 * up


def _ink(thing: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, opacity):
        return None
    return (red.value, green.value, blue.value, opacity.value)


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
