# SPDX-License-Identifier: Apache-2.0
"""A PDF that anybody made, opened to be imposed; what cannot be trusted to print as it looks is refused."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
from attrs import frozen
from pikepdf import Array, Stream

from safeconduct.model.refusal import FolderRefusal
from safeconduct.press.geometry import POINTS_PER_MM, Box

from .laying import trim_of

MOST_PAGES = 4_000
_MOST_BLEED_MM, _SAME_MM = 3.0, 0.3
_FARTHEST_MM = 5_000.0


@frozen
class Stranger:
    """An opened PDF, its trimmed size and the bleed that all its pages have (mm), and how many notes are left out."""

    pdf: pikepdf.Pdf
    leaf_mm: tuple[float, float]
    bleed_mm: float
    notes: int


@contextmanager
def opened(name: str, untrusted: bytes, leaf_mm: tuple[float, float] | None = None) -> Iterator[Stranger]:
    """Open a PDF called `name`; `leaf_mm` says where to trim pages that do not say it themselves: at their middle.

    Raises `FolderRefusal` for what is damaged, encrypted or empty, or has pages of several sizes.
    """
    try:
        with pikepdf.open(io.BytesIO(untrusted), attempt_recovery=False, suppress_warnings=True) as pdf:
            yield _looked_at(name, pdf, leaf_mm)
    except pikepdf.PasswordError:
        raise _encrypted(name) from None
    except (pikepdf.PikepdfError, RecursionError) as fault:
        raise _damaged(name) from fault


def _looked_at(name: str, pdf: pikepdf.Pdf, leaf_mm: tuple[float, float] | None) -> Stranger:
    if pdf.is_encrypted:
        raise _encrypted(name)
    count = len(pdf.pages)
    if not 0 < count <= MOST_PAGES:
        what = "has no page" if not count else f"has {count} pages, more than {MOST_PAGES}"
        raise FolderRefusal(f"{name} {what}.", "impose a part of it." if count else "export it again.")
    try:
        notes = _readable(name, pdf)
        trims = [_trim(name, number, page, leaf_mm) for number, page in enumerate(pdf.pages, start=1)]
        bleeds = [_bleed(page) for page in pdf.pages]
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, IndexError) as fault:
        raise _damaged(name) from fault
    first = trims[0]
    for number, size in enumerate(trims, start=1):
        if max(abs(size[0] - first[0]), abs(size[1] - first[1])) > _SAME_MM:
            raise FolderRefusal(
                f"Page {number} of {name} is {size[0]:.1f} × {size[1]:.1f} mm, "
                f"but page 1 is {first[0]:.1f} × {first[1]:.1f} mm.",
                "give all pages of a leaf one size.",
            )
    return Stranger(pdf, leaf_mm or first, max(0.0, min(_MOST_BLEED_MM, *bleeds)), notes)


def _readable(name: str, pdf: pikepdf.Pdf) -> int:
    """Read what every page draws once, turn turned pages upright; returns the number of notes on them."""
    notes = 0
    for number, page in enumerate(pdf.pages, start=1):
        if float(page.obj.get("/UserUnit", 1)) != 1:
            raise FolderRefusal(
                f"Page {number} of {name} counts in a unit of its own (UserUnit).", "export it again at 100 percent."
            )
        if not isinstance(page.resources, pikepdf.Dictionary):
            raise _damaged(name)
        contents = page.obj.get("/Contents", Array())
        for part in contents if isinstance(contents, Array) else [contents]:
            if not isinstance(part, Stream):
                raise _damaged(name)
            part.read_bytes()
        notes += len(page.obj.get("/Annots", Array()))
        if int(page.obj.get("/Rotate", 0)) % 360:
            page.flatten_rotation()
    return notes


def _trim(name: str, number: int, page: pikepdf.Page, leaf_mm: tuple[float, float] | None) -> tuple[float, float]:
    trim = trim_of(page)
    size = (round((trim[2] - trim[0]) / POINTS_PER_MM, 2), round((trim[3] - trim[1]) / POINTS_PER_MM, 2))
    if not all(0.5 < side < _FARTHEST_MM for side in size) or max(map(abs, trim)) > 72 * _FARTHEST_MM:
        raise _damaged(name)
    if leaf_mm is None:
        return size
    off = (size[0] - leaf_mm[0], size[1] - leaf_mm[1])
    if max(map(abs, off)) <= _SAME_MM:
        return size
    if "/TrimBox" in page.obj or min(off) < -_SAME_MM:
        raise FolderRefusal(
            f"Page {number} of {name} is {size[0]:.1f} × {size[1]:.1f} mm, not {leaf_mm[0]:g} × {leaf_mm[1]:g} mm.",
            "name the size it is trimmed to, or leave it out.",
        )
    x, y = (trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2
    wide, high = (side * POINTS_PER_MM / 2 for side in leaf_mm)
    page.obj.TrimBox = Array([round(v, 4) for v in (x - wide, y - high, x + wide, y + high)])
    return leaf_mm


def _bleed(page: pikepdf.Page) -> float:
    trim = trim_of(page)
    media = _ordered(page.mediabox)
    painted = _ordered(page.obj.BleedBox) if "/BleedBox" in page.obj else media
    room = (
        (trim[side] - max(painted[side], media[side])) if side < 2 else (min(painted[side], media[side]) - trim[side])
        for side in range(4)
    )
    return round(min(room) / POINTS_PER_MM, 1)


def _ordered(box: Any) -> Box:
    x0, y0, x1, y1 = (float(value) for value in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _damaged(name: str) -> FolderRefusal:
    return FolderRefusal(f"{name} is no PDF, or is damaged.", "export it again, and do not repair it by a program.")


def _encrypted(name: str) -> FolderRefusal:
    return FolderRefusal(f"{name} is encrypted.", "save it without a password and without restrictions.")
