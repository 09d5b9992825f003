# SPDX-License-Identifier: Apache-2.0
"""Are all copies alike?  For every cell of a sheet, what is drawn there and what it looks like, as two digests.

"Drawn" is the SHA-256 of the drawing (see `drawings`); "dots" that of the cell's picture, turned upright, at 36 dots an
inch.  Both are taken of the leaf's own file too.  Nothing is tolerated: places lie on a grid whose numbers are exact
(see `laying`), so that equal cells have equal dots.  The sheet without its leaves is looked at more finely: where it is
not white inside a cell, something lies over the leaf, or under it, and the cell has no digest.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from safeconduct.model.product import Seen
from safeconduct.press.geometry import POINTS_PER_MM, Box
from safeconduct.press.inspecting.opened import Opened, Raster, laid_open

from .drawings import NOTHING, are_leaves, drawings_seen, undone, whole_mm
from .laying import Matrix, form_of, placed_at, snapped, trim_of
from .outside import switched_off
from .plans import Imposition, Placed

CELL_DOTS, LEAF_DOTS = "cell-dots", "leaf-dots"
# The outermost dots hang over the trim, and what lies there is the bleed.
_EDGE_DOTS = 1
_SCALE = 0.5
"""Dots a point.  The drawings are compared as such; finer dots would take longer and show nothing else."""
_FINE = 1.0
"""Dots a point for whatever lies on a sheet besides its leaves."""


def cells_seen(sheet: Path, leaf: Path, plan: Imposition) -> Iterator[Seen]:
    """Yield what is seen of every cell of `sheet`, and of every page of `leaf`, from which it was laid.

    `value` is the page of the leaf, counted from 1, that the plan wants there; `what` is a digest.
    """
    with laid_open(sheet.read_bytes()) as opened:
        yield from cells_of(opened, leaf, plan)


def cells_of(sheet: Opened, leaf: Path, plan: Imposition) -> Iterator[Seen]:
    """Yield the same of a sheet that lies open."""
    if sheet.pdf is None:
        return
    with pikepdf.open(leaf) as pages:
        yield from drawings_seen(sheet.pdf, pages, plan)
        rests = [form_of(page, trim_of(page), plan.grid.leaf.bleed_mm)[1] for page in pages.pages]
    yield from _dots(sheet, leaf, plan, rests)


def page_count(leaf: Path) -> int:
    """Return the number of pages of a PDF of ours."""
    with pikepdf.open(leaf) as pages:
        return len(pages.pages)


def _dots(sheet: Opened, leaf: Path, plan: Imposition, rests: list[tuple[float, float]]) -> Iterator[Seen]:
    high = snapped(plan.grid.sheet.height_mm * POINTS_PER_MM)
    shared = _shared(plan)
    with pypdfium2.PdfDocument(leaf) as pages:
        for number, page in enumerate(pages):
            trim = page.get_trimbox()
            # As if it were laid with its snapped corner at the origin, like every cell.
            spot = (-snapped(trim[0]), -snapped(trim[1]))
            one = (1.0, 0.0, 0.0, 1.0, *spot)
            size = _size(trim[2] - trim[0], trim[3] - trim[1])
            digest = _picture(page, one, size, shared)
            yield Seen(LEAF_DOTS, 0, (0.0, 0.0, 0.0, 0.0), digest, float(number + 1))
    assert sheet.pdf is not None  # noqa: S101 - asked before
    for number, (side, page, whole) in enumerate(zip(plan.sides, sheet.pages, sheet.pdf.pages, strict=False), start=1):
        if page.view is None:
            continue
        pictures = []
        for one_placed in side.placed:
            back = undone(placed_at(one_placed, rests[one_placed.page], high))
            pictures.append(_picture(page.view, back, _size(*_upright(one_placed)), shared))
        bare = _bare(page.view, are_leaves(whole, side))
        for one_placed, digest in zip(side.placed, pictures, strict=True):
            what = digest if bare is None or _is_white(bare, one_placed.box, shared) else NOTHING
            yield Seen(CELL_DOTS, number, whole_mm(one_placed.box), what, float(one_placed.page + 1))


def _bare(page: pypdfium2.PdfPage, leaves: list[bool]) -> Raster | None:
    """Return a sheet without its leaves; None where these cannot be told from the rest."""
    with switched_off(page, leaves) as is_bare:
        return page.render(scale=_FINE, may_draw_forms=False).to_numpy()[:, :, :3] if is_bare else None


def _is_white(bare: Raster, box: Box, shared: float) -> bool:
    per_mm, edge = _FINE * POINTS_PER_MM, _FINE * (_EDGE_DOTS + shared)
    left, top, right, low = (value * per_mm for value in (box[0], box[1], box[0] + box[2], box[1] + box[3]))
    inside = bare[int(top + edge) : int(low - edge) + 1, int(left + edge) : int(right - edge) + 1]
    return bool((inside == 255).all())


def _upright(one: Placed) -> tuple[float, float]:
    wide, high = one.box[2] * POINTS_PER_MM, one.box[3] * POINTS_PER_MM
    return (high, wide) if one.rotation % 180 else (wide, high)


def _size(wide: float, high: float) -> tuple[int, int]:
    # A float's last digit must not decide how many dots there are.
    return round(_SCALE * wide - 0.02), round(_SCALE * high - 0.02)


def _shared(plan: Imposition) -> float:
    """How many dots beside the fold of a booklet are left out: creep may have moved them over it."""
    moved = 0.0
    for side in plan.sides:
        for one in side.placed:
            moved = max(moved, *(edge for edge in _clipped(one)))
    return moved * POINTS_PER_MM


def _clipped(one: Placed) -> Iterator[float]:
    (x, y, wide, high), (left, top, across, down) = one.box, one.clip
    yield from (left - x, top - y, x + wide - left - across, y + high - top - down)


def _picture(page: pypdfium2.PdfPage, to_leaf: Matrix, size: tuple[int, int], shared: float) -> str:
    """Return the SHA-256 of the dots of a leaf; `to_leaf` takes points of the page to points of the upright leaf."""
    wide, high = size
    _, low, _, top = page.get_mediabox()
    a, b, c, d, e, f = to_leaf
    # PDFium turns a page over by itself, to count from the top; undo that, go to the leaf, and turn that over.
    page_high = top - low
    x_shift, y_shift = e + c * page_high, f + d * page_high
    matrix = pdfium.FS_MATRIX(*(_SCALE * value for value in (a, -b, -c, d, x_shift)), high - _SCALE * y_shift)
    bitmap = pypdfium2.PdfBitmap.new_native(wide, high, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, wide, high)
    clip = pdfium.FS_RECTF(0, 0, wide, high)
    pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, 0)
    edge = _EDGE_DOTS + int(_SCALE * shared + 0.999)
    dots = bitmap.to_numpy()[edge : high - edge, edge : wide - edge, :3]
    return hashlib.sha256(dots.tobytes()).hexdigest()
