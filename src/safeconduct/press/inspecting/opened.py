# SPDX-License-Identifier: Apache-2.0
"""A PDF laid open: its bytes, its objects, its pages as they look, each read once.  Nothing in it is trusted."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
from attrs import field, frozen

from safeconduct.model.product import Seen
from safeconduct.press.geometry import MM_PER_INCH, POINTS_PER_MM, Box
from safeconduct.press.signs import Sign, signs_of

PPI = 100
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)

MOST_PAGES = 400
_LARGEST_PT = 14_400.0
_MOST_PIXELS = 40_000_000
_USUAL: tuple[float, float, float, float] = (0.0, 0.0, 612.0, 792.0)

Points = tuple[float, float, float, float]
"""left, low, right, top in PDF points."""
Raster = np.ndarray[Any, np.dtype[np.uint8]]


@frozen(eq=False)
class OpenPage:
    """One page: its number from 1, its boxes in points, and its object in the file."""

    number: int
    media: Points
    trim: Points
    object: Any
    show: Callable[[int], pypdfium2.PdfPage | None] = field(repr=False)

    @cached_property
    def view(self) -> pypdfium2.PdfPage | None:
        """PDFium's view of the page, made when first asked for, or None: it cannot be shown, or not in a lifetime."""
        return self.show(self.number)

    @property
    def media_mm(self) -> tuple[float, float]:
        """Width and height of the media."""
        return ((self.media[2] - self.media[0]) / POINTS_PER_MM, (self.media[3] - self.media[1]) / POINTS_PER_MM)

    @property
    def trim_mm(self) -> Box:
        """The trim in mm from the media's top left."""
        return self.mm(self.trim)

    def mm(self, box: Points) -> Box:
        """Turn a box in points into one in mm from the media's top left."""
        left, low, right, top = box
        return (
            round((left - self.media[0]) / POINTS_PER_MM, 2),
            round((self.media[3] - top) / POINTS_PER_MM, 2),
            round((right - left) / POINTS_PER_MM, 2),
            round((top - low) / POINTS_PER_MM, 2),
        )

    @cached_property
    def ppi(self) -> float:
        """How finely the raster is made: `PPI`, or less where the page is so large that it would fill the memory."""
        pixels = self.media_mm[0] * self.media_mm[1] * (PPI / MM_PER_INCH) ** 2
        return float(PPI) if pixels <= _MOST_PIXELS else PPI * (_MOST_PIXELS / pixels) ** 0.5

    @cached_property
    def raster(self) -> Raster:
        """The page as it looks, blue, green, red; without a view one white pixel."""
        if self.view is None:
            return np.full((1, 1, 3), 255, np.uint8)
        try:
            picture: Raster = self.view.render(scale=self.ppi / 72, may_draw_forms=False).to_numpy()[:, :, :3]
        except (pypdfium2.PdfiumError, ValueError, MemoryError):
            return np.full((1, 1, 3), 255, np.uint8)
        return picture

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        """Every sign on the page, in the order of its content."""
        if self.view is None:
            return ()
        try:
            return tuple(signs_of(self.view))
        except (pypdfium2.PdfiumError, ValueError, OverflowError):
            return ()


@frozen(eq=False)
class Opened:
    """A PDF laid open.  `pdf` or `view` is None when that reader could not open it; `damages` say why, in sentences.

    `stranger`: it is not ours, so that it may be looked at for longer and is believed in nothing.
    """

    content: bytes
    pdf: pikepdf.Pdf | None
    view: pypdfium2.PdfDocument | None
    pages: tuple[OpenPage, ...]
    locked: bool = False
    damages: tuple[str, ...] = ()
    stranger: bool = False
    shelf: dict[str, Any] = field(factory=dict, repr=False)
    """What one observer worked out and the next may want; by the name of the module that puts it there."""


def darkest(raster: Raster) -> Raster:
    """Return the darkest of the three colours of each pixel; one colour after the other is many times faster."""
    lowest: Raster = np.minimum(np.minimum(raster[..., 0], raster[..., 1]), raster[..., 2])
    return lowest


@contextmanager
def laid_open(content: bytes, *, stranger: bool = False) -> Iterator[Opened]:
    """Open a PDF from its bytes and close it again; never raises for what is wrong with the file."""
    damages: list[str] = []
    locked = False
    pdf: pikepdf.Pdf | None = None
    view: pypdfium2.PdfDocument | None = None
    try:
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
        locked = pdf.is_encrypted
    except pikepdf.PasswordError:
        locked = True
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError, RecursionError, MemoryError) as error:
        damages.append(f"The file cannot be read as a PDF: {reason(error)}")
    try:
        view = pypdfium2.PdfDocument(content)
    except (pypdfium2.PdfiumError, ValueError) as error:
        if not locked:
            damages.append(f"The file cannot be shown: {reason(error)}")

    def show(number: int) -> pypdfium2.PdfPage | None:
        # PDFium follows every form however often it is drawn, and a small file can ask for more than a lifetime of it.
        if view is None or (stranger and _is_endless(opened)):
            return None
        try:
            return _levelled(view[number - 1])
        except (pypdfium2.PdfiumError, IndexError, ValueError):
            return None

    try:
        pages = tuple(_pages(pdf, view, damages, show))
        opened = Opened(content, pdf, view, pages, locked, tuple(dict.fromkeys(damages)), stranger)
        yield opened
    finally:
        if view is not None:
            view.close()
        if pdf is not None:
            pdf.close()


def _is_endless(opened: Opened) -> bool:
    from .painting import painted

    return painted(opened).is_endless


def _pages(
    pdf: pikepdf.Pdf | None,
    view: pypdfium2.PdfDocument | None,
    damages: list[str],
    show: Callable[[int], pypdfium2.PdfPage | None],
) -> Iterator[OpenPage]:
    objects: list[Any] = []
    if pdf is not None:
        try:
            objects = [pdf.pages[i].obj for i in range(min(len(pdf.pages), MOST_PAGES + 1))]
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, OverflowError, AttributeError) as error:
            damages.append(f"The pages cannot be listed: {reason(error)}")
    shown = min(len(view), MOST_PAGES + 1) if view is not None else 0
    count = max(len(objects), shown)
    if count > MOST_PAGES:
        damages.append(f"The file has more than {MOST_PAGES} pages; the rest was not looked at.")
    if not count and not damages and pdf is not None:
        damages.append("The file has no pages.")
    for i in range(min(count, MOST_PAGES)):
        page_object = objects[i] if i < len(objects) else None
        media = box_of(page_object, "/MediaBox") or _USUAL
        is_sized = 1 <= media[2] - media[0] <= _LARGEST_PT and 1 <= media[3] - media[1] <= _LARGEST_PT
        if not is_sized:
            damages.append(f"Page {i + 1} has no size that can be printed.")
            media = _USUAL
        trim = box_of(page_object, "/TrimBox") or box_of(page_object, "/CropBox") or media
        # A trim outside the media is told elsewhere; here it must not lead anybody off the page.
        inside = (max(trim[0], media[0]), max(trim[1], media[1]), min(trim[2], media[2]), min(trim[3], media[3]))
        trim = inside if inside[0] < inside[2] and inside[1] < inside[3] else media
        yield OpenPage(i + 1, media, trim, page_object, show if is_sized else _nothing)


def _levelled(page: pypdfium2.PdfPage) -> pypdfium2.PdfPage:
    # Places are told on the whole media as it lies: a turned or cropped picture would not fit them.
    if page.get_rotation():
        page.set_rotation(0)
    if page.get_cropbox() != page.get_mediabox():
        page.set_cropbox(*page.get_mediabox())
    return page


def _nothing(_number: int) -> None:
    return None


_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


def found(page: Any, key: str) -> Any:
    """Return what a page holds under `key`, itself or, for what can be inherited, from the nodes above; or None."""
    node, depth = page, 0
    while isinstance(node, pikepdf.Dictionary) and depth < 64:
        if key in node:
            return node[key]
        if key not in _INHERITED:
            return None
        node, depth = node.get("/Parent"), depth + 1
    return None


def box_of(page: Any, key: str) -> Points | None:
    """Return a box of a page in points, corners sorted, or None when there is none or it is no box."""
    box = found(page, key)
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return None
    try:
        a, b, c, d = (float(value) for value in box)
    except (TypeError, ValueError, OverflowError):
        return None
    if not all(abs(value) < 1e7 for value in (a, b, c, d)):
        return None
    return (min(a, c), min(b, d), max(a, c), max(b, d))


# Where the bytes lay in memory is nobody's business, and never the same twice.
_SOURCE = re.compile(r"(?:stream )?<_io\.[^>]*>:? ?|closed input source:? ?|[^ ]*0x[0-9a-f]{6,}[^ ]*")


def reason(error: object) -> str:
    """Return why a reader gave up, in one printable line that ends with a full stop."""
    words = _SOURCE.sub("", " ".join(str(error).split()))[:160].rstrip(". ") or "no reason is given"
    return "".join(sign if sign.isprintable() else "?" for sign in words) + "."


def damaged(what: str) -> Seen:
    """Return the observation that the file is damaged; `what` is a sentence."""
    return Seen("damaged", 0, NOWHERE, what)
