# SPDX-License-Identifier: Apache-2.0
"""Whether words can be made out: the page as it looks is compared with the same page without its words."""

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from safeconduct.model.product import Seen
from safeconduct.press.geometry import MM_PER_INCH, Box

from .closely import pictured
from .opened import Opened, OpenPage, Raster
from .placing import INVISIBLE_PT, MOST_TOLD
from .words import Word, around, words_on

CONTRAST_TOLD = 7.5
BUSY_TOLD = 15.0
NEVER_DRAWN = 3
MOST_LETTERS = 80
_SEEN_AT_ALL = 6
_COVERED, _TELLING_PT = 0.02, 8.0
_EVEN = 8
_SMALLEST = 100
_FILLED = (0, 2, 4, 6)
_DEEPEST = 12
_Colours = np.ndarray[Any, np.dtype[np.float64]]


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield faint words ("contrast", the ratio of WCAG 2.2), words on a restless ground, and words that nobody sees.

    "text-on-picture" has the spread of the lightness (L*, 0 to 100) behind the word; "text-hidden" says in `what` why
    it is not seen, and its value is the number of its letters.
    """
    for page in sheet.pages[: pictured(sheet)]:
        every = words_on(page, sheet)
        if every and page.view is not None:
            yield from _page(page, every)


def _page(page: OpenPage, every: list[Word]) -> Iterator[Seen]:
    shown = page.raster
    grounds = {word: _even_ground(_area(word.box, page), shown) for word in every}
    uneven = [word.box for word in every if grounds[word] is None]
    bare = _without_words(page, around(uneven)) if uneven else shown
    if bare is None or shown.size < _SMALLEST:
        return
    found: dict[str, list[tuple[int, Word, float]]] = {}
    for place, word in enumerate(every):
        area, even = _area(word.box, page), grounds[word]
        behind = bare[area] if area and even is None else even
        why = _unseen(word, None if area is None or behind is None else (shown[area], behind))
        if why:
            found.setdefault(why, []).append((place, word, 0.0))
        elif area is not None and behind is not None:
            core = _core(word.box, page, area)
            ratio, spread = _made_out(word, shown[area][core], behind[core])
            if spread > BUSY_TOLD:
                found.setdefault("text-on-picture", []).append((place, word, spread))
            if ratio < CONTRAST_TOLD:
                found.setdefault("contrast", []).append((place, word, ratio))
    for kind, each in found.items():
        lines = [_line(line) for line in _lines(each)]
        if kind == "contrast":
            lines.sort(key=lambda line: min(line[2]))
            yield from (
                Seen(kind, page.number, box, text, round(min(all_), 2)) for text, box, all_ in lines[:MOST_TOLD]
            )
        elif kind == "text-on-picture":
            lines.sort(key=lambda line: -max(line[2]))
            yield from (
                Seen(kind, page.number, box, text, round(max(all_), 1)) for text, box, all_ in lines[:MOST_TOLD]
            )
        else:
            letters = float(sum(len(text) for text, _, _ in lines))
            for text, box, _ in lines[:MOST_TOLD]:
                yield Seen("text-hidden", page.number, box, f"{kind}: “{text}”", letters)


def _lines(found: list[tuple[int, Word, float]]) -> Iterator[list[tuple[int, Word, float]]]:
    """Put words together that follow each other on a line and are of the same lot."""
    line: list[tuple[int, Word, float]] = []
    for one in found:
        if line and not (
            one[0] == line[-1][0] + 1 and abs(one[1].box[1] - line[-1][1].box[1]) < one[1].box[3] + line[-1][1].box[3]
        ):
            yield line
            line = []
        line.append(one)
    if line:
        yield line


def _line(line: list[tuple[int, Word, float]]) -> tuple[str, Box, list[float]]:
    text = " ".join(word.text for _, word, _ in line)
    return text[:MOST_LETTERS], around(word.box for _, word, _ in line), [value for _, _, value in line]


def _even_ground(area: tuple[slice, slice] | None, shown: Raster) -> Raster | None:
    """What lies behind a word, if all around it is of one colour: then the page need not be drawn without it."""
    if area is None:
        return None
    (top, low), (left, right) = ((part.start - 1, part.stop) for part in area)
    if top < 0 or left < 0 or low >= shown.shape[0] or right >= shown.shape[1]:
        return None
    first = shown[top, left]
    edge = np.concatenate((shown[top, area[1]], shown[low, area[1]], shown[area[0], left], shown[area[0], right]))
    if int((np.maximum(edge, first) - np.minimum(edge, first)).max()) > _EVEN:
        return None
    return np.broadcast_to(first, (area[0].stop - area[0].start, area[1].stop - area[1].start, 3))


def _unseen(word: Word, views: tuple[Raster, Raster] | None) -> str:
    """Why nobody sees a word; empty when it is seen."""
    if all(sign.mode == NEVER_DRAWN for sign in word.signs):
        return "set so that it is never drawn"
    if word.size_pt < INVISIBLE_PT:
        return f"smaller than {INVISIBLE_PT:g} pt"
    if views is None:
        return "outside the page"
    change = np.maximum(*views) - np.minimum(*views)
    seen = change > _SEEN_AT_ALL
    if not seen.any():
        return "covered, or of the colour behind it"
    # A word of which a corner peeps out is covered all the same.
    if word.size_pt >= _TELLING_PT and len(word.signs) > 1:
        dots = np.count_nonzero(seen[..., 0] | seen[..., 1] | seen[..., 2])
        if dots < _COVERED * seen.shape[0] * seen.shape[1]:
            return "covered but for a corner"
    return ""


def _area(box: Box, page: OpenPage) -> tuple[slice, slice] | None:
    """The pixels of a box and a little around it, or None when none of them lies on the page."""
    per_mm, (high, wide) = page.ppi / MM_PER_INCH, page.raster.shape[:2]
    x, y, width, height = box
    rows = slice(max(0, int(y * per_mm)), min(high, int((y + height) * per_mm) + 2))
    columns = slice(max(0, int(x * per_mm)), min(wide, int((x + width) * per_mm) + 2))
    return (rows, columns) if rows.start < rows.stop and columns.start < columns.stop else None


def _core(box: Box, page: OpenPage, area: tuple[slice, slice]) -> tuple[slice, slice]:
    """The pixels that lie wholly inside a box, told within its area: a rule beside a word is not behind it."""
    spans = []
    for start, length, part in ((box[1], box[3], area[0]), (box[0], box[2], area[1])):
        first, last = math.ceil(start * page.ppi / MM_PER_INCH), int((start + length) * page.ppi / MM_PER_INCH)
        first, last = max(first, part.start), min(last, part.stop)
        spans.append(slice(first - part.start, last - part.start) if last - first > 1 else slice(None))
    return spans[0], spans[1]


def _made_out(word: Word, shown: Raster, bare: Raster) -> tuple[float, float]:
    """The contrast of a word with the least favourable tenth of what lies behind it, and how restless that is.

    The colour is the one it is filled with: at this size a thin stroke shares its pixels with the ground.  A word
    filled with a pattern or drawn as an outline is as dark, or light, as its most different pixel.
    """
    ink = word.signs[0].ink if word.signs[0].mode in _FILLED else None
    first = _colour(bare[0, 0])
    if ink is not None and _most(shown, bare) > max(abs(a - b) for a, b in zip(ink[:3], first, strict=True)) + _EVEN:
        ink = None  # a pattern, for which PDFium tells any colour
    if ink is not None and (not bare.strides[0] or int(np.max(bare.max(axis=(0, 1)) - bare.min(axis=(0, 1)))) <= _EVEN):
        return _ratio(_luminance_of(_blended(ink, first)), _luminance_of(first)), 0.0
    behind = _luminance(bare)
    if ink is not None:
        own = _luminance_of(_blended(ink, _colour(bare.reshape(-1, 3).mean(axis=0))))
    else:
        change = (np.maximum(shown, bare) - np.minimum(shown, bare)).max(axis=2)
        own = _luminance_of(_colour(shown.reshape(-1, 3)[int(np.argmax(change))]))
    darkest, dark, light, lightest = np.percentile(behind, (5, 10, 90, 95))
    spread = _lightness(float(lightest)) - _lightness(float(darkest))
    # On an uneven ground the side nearer to the word's own lightness counts.
    return min(_ratio(own, float(dark)), _ratio(own, float(light))) if spread > 1 else _ratio(own, float(dark)), spread


def _most(shown: Raster, bare: Raster) -> int:
    return int((np.maximum(shown, bare) - np.minimum(shown, bare)).max())


def _colour(pixel: Any) -> tuple[int, int, int]:
    blue, green, red = (int(value) for value in pixel)
    return red, green, blue


def _blended(ink: tuple[int, int, int, int], ground: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = ((a * ink[3] + b * (255 - ink[3])) // 255 for a, b in zip(ink[:3], ground, strict=True))
    return red, green, blue


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@lru_cache(maxsize=4096)
def _luminance_of(colour: tuple[int, int, int]) -> float:
    red, green, blue = (float(_LINEAR[min(255, max(0, value))]) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _luminance(raster: Raster) -> _Colours:
    """The relative luminance of WCAG 2.2 of blue, green, red from 0 to 255."""
    luminance: _Colours = _LINEAR[raster] @ np.array([0.0722, 0.7152, 0.2126])
    return luminance


_STEPS = np.arange(256) / 255
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)


def _lightness(luminance: float) -> float:
    """The lightness L* of CIE 1976."""
    return max(0.0, 116 * float(luminance ** (1 / 3)) - 16)


def _without_words(page: OpenPage, box: Box) -> Raster | None:
    """Return the raster of a page on which no text is drawn, or None where it cannot be shown.

    Only inside of `box` it is drawn anew; whatever lies around it is as on the raster with words.
    """
    area, (high, wide) = _area(box, page), page.raster.shape[:2]
    if page.view is None or area is None:
        return page.raster
    rows, columns = area
    cut = (columns.start, high - rows.stop, wide - columns.stop, rows.start)
    with _words_off(page.view):
        try:
            part = page.view.render(
                scale=page.ppi / 72, may_draw_forms=False, crop=tuple(max(0.0, n - 0.01) * 72 / page.ppi for n in cut)
            ).to_numpy()[:, :, :3]
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            return None
    bare = page.raster.copy()
    if part.shape != bare[area].shape:
        return None
    bare[area] = part
    return bare


@contextmanager
def _words_off(view: pypdfium2.PdfPage) -> Iterator[None]:
    before = [(thing, pdfium.FPDFTextObj_GetTextRenderMode(thing)) for thing in _texts(view.raw, of_page=True)]
    for thing, _ in before:
        pdfium.FPDFTextObj_SetTextRenderMode(thing, NEVER_DRAWN)
    try:
        yield
    finally:
        for thing, mode in before:
            pdfium.FPDFTextObj_SetTextRenderMode(thing, mode)


def _texts(holder: Any, depth: int = 0, *, of_page: bool = False) -> Iterator[Any]:
    """Yield every piece of text that PDFium draws, those in forms too."""
    count = pdfium.FPDFPage_CountObjects if of_page else pdfium.FPDFFormObj_CountObjects
    get = pdfium.FPDFPage_GetObject if of_page else pdfium.FPDFFormObj_GetObject
    for i in range(count(holder)):
        thing = get(holder, i)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield thing
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST and _is_on(thing):
            yield from _texts(thing, depth + 1)


def _is_on(thing: Any) -> bool:
    # The leaves of a sheet may be switched off, see `imposing.outside`.
    active = ctypes.c_int(1)
    return not pdfium.FPDFPageObj_GetIsActive(thing, active) or bool(active.value)
