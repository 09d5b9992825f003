# SPDX-License-Identifier: Apache-2.0
"""A sheet without its leaves: whatever else lies on it, in the slug, in the gutters, or over a cell.

The leaves of a sheet were looked at in their own file.  Where every cell is proven to be its leaf, what is left to look
at is the rest; PDFium draws it when the leaves are switched off.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

import pypdfium2
import pypdfium2.raw as pdfium
from attrs import evolve

from safeconduct.model.product import Seen
from safeconduct.press.inspecting.opened import Opened, OpenPage

from .drawings import are_leaves
from .plans import Imposition


def are_alike(seen: Iterable[Seen]) -> bool:
    """Return True when every cell is drawn and looks as its leaf, by what `cells_seen` saw."""
    looks: dict[tuple[str, float], set[str]] = {}
    cells = 0
    for one in seen:
        of, _, look = one.kind.partition("-")
        looks.setdefault((look, one.value), set()).add(one.what)
        cells += of == "cell"
    return bool(cells) and all(len(each) == 1 for each in looks.values())


@contextmanager
def without_leaves(opened: Opened, plan: Imposition) -> Iterator[Opened | None]:
    """Give the sheet as it is without its leaves, or None where they cannot be told from the rest.

    Meanwhile the pages of `opened` lack them too.
    """
    with ExitStack() as off:
        pages = []
        if opened.pdf is not None and len(opened.pages) == len(plan.sides):
            for page, side, whole in zip(opened.pages, plan.sides, opened.pdf.pages, strict=True):
                view = page.view
                if view is not None and off.enter_context(switched_off(view, are_leaves(whole, side))):
                    pages.append(_seen_anew(page, view))
        yield evolve(opened, pages=tuple(pages), shelf={}) if len(pages) == len(plan.sides) else None


def _seen_anew(page: OpenPage, view: pypdfium2.PdfPage) -> OpenPage:
    return evolve(page, show=lambda _number: view)


@contextmanager
def switched_off(view: pypdfium2.PdfPage, leaves: Sequence[bool]) -> Iterator[bool]:
    """Switch the leaves of a page off for a while, told for each form that it draws in turn; give False if in vain."""
    things = (pdfium.FPDFPage_GetObject(view.raw, i) for i in range(pdfium.FPDFPage_CountObjects(view.raw)))
    forms = [thing for thing in things if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM]
    if len(forms) != len(leaves):
        # Something is drawn that one reader knows and the other does not.
        yield False
        return
    off = [form for form, is_leaf in zip(forms, leaves, strict=True) if is_leaf]
    try:
        yield all(list(map(_is_now_off, off)))
    finally:
        for form in off:
            pdfium.FPDFPageObj_SetIsActive(form, True)


def _is_now_off(form: object) -> bool:
    return bool(pdfium.FPDFPageObj_SetIsActive(form, False))
