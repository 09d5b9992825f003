# SPDX-License-Identifier: Apache-2.0
"""What is drawn in every cell of a sheet: the digest of it, of all it uses, and of how far it is out of place."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from safeconduct.model.product import Seen
from safeconduct.press.geometry import POINTS_PER_MM, Box

from .laying import Matrix, form_of, placed_at, trim_of
from .plans import Imposition

CELL_DRAWN, LEAF_DRAWN = "cell-drawn", "leaf-drawn"
NOTHING = "nothing"
"""What stands for a digest where nothing, or more than one thing, is drawn."""

_IN_PLACE = pikepdf.Matrix()
_PACKING = frozenset({"/Length", "/Filter", "/DecodeParms", "/Parent"})


def drawings_seen(sides: pikepdf.Pdf, leaf: pikepdf.Pdf, plan: Imposition) -> Iterator[Seen]:
    """Yield what is drawn in every cell of `sides`, and as every page of `leaf`, both open."""
    forms = [form_of(page, trim_of(page), plan.grid.leaf.bleed_mm) for page in leaf.pages]
    packed: dict[tuple[int, int], bytes] = {}
    for number, (form, _) in enumerate(forms, start=1):
        yield Seen(LEAF_DRAWN, 0, (0.0, 0.0, 0.0, 0.0), _lain(_digest(form, packed), _IN_PLACE), float(number))
    packed = {}
    for number, (side, page) in enumerate(zip(plan.sides, sides.pages, strict=False), start=1):
        drawn, high = list(_drawn(page)), float(page.obj.MediaBox[3])
        used = {form.objgen: form for _, _, form in drawn}
        digests = {name: _digest(form, packed) for name, form in used.items()}
        for one in side.placed:
            there = [(how, form) for how, spot, form in drawn if _inside(spot, one.box, high)]
            what = NOTHING
            if len(there) == 1:
                how, form = there[0]
                off = how @ pikepdf.Matrix(*undone(placed_at(one, forms[one.page][1], high)))
                what = _lain(digests[form.objgen], off)
            yield Seen(CELL_DRAWN, number, whole_mm(one.box), what, float(one.page + 1))


def _lain(digest: str, off: pikepdf.Matrix) -> str:
    """Return the digest of a drawing and of what moves it from its place, to 1/1000 point."""
    moved = " ".join(f"{round(value, 3) + 0.0:g}" for value in (off.a, off.b, off.c, off.d, off.e, off.f))
    return hashlib.sha256(f"{digest} {moved}".encode()).hexdigest()


def whole_mm(box: Box) -> Box:
    """Return a box in thousandths of a millimetre."""
    return (round(box[0], 3), round(box[1], 3), round(box[2], 3), round(box[3], 3))


def undone(matrix: Matrix) -> Matrix:
    """Return the way back from where `placed_at` lays a form."""
    a, b, c, d, e, f = matrix
    # Only quarter turns: the way back is the turn the other way.
    return (a, c, b, d, -(a * e + b * f), -(c * e + d * f))


def _drawn(page: pikepdf.Page) -> Iterator[tuple[pikepdf.Matrix, tuple[float, float], Any]]:
    """Yield every form that a page draws: how it is laid, its middle in points, itself."""
    now, kept = pikepdf.Matrix(), []
    forms = page.obj.Resources.get("/XObject", Dictionary())
    for instruction in pikepdf.parse_content_stream(page):
        word, operands = str(instruction.operator), list(instruction.operands)
        if word == "q":
            kept.append(now)
        elif word == "Q" and kept:
            now = kept.pop()
        elif word == "cm":
            now = pikepdf.Matrix(*(float(value) for value in operands)) @ now
        elif word == "Do":
            form = forms.get(str(operands[0]))
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                x0, y0, x1, y1 = (float(value) for value in form.BBox)
                own = pikepdf.Matrix(*(float(value) for value in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))))
                yield now, (own @ now).transform(((x0 + x1) / 2, (y0 + y1) / 2)), form


def _inside(spot: tuple[float, float], box: Box, top: float) -> bool:
    x, y, wide, high = (value * POINTS_PER_MM for value in box)
    return 0 <= spot[0] - x <= wide and 0 <= (top - spot[1]) - y <= high


def _digest(form: Any, packed: dict[tuple[int, int], bytes]) -> str:
    """Return the SHA-256 of a drawing and all it uses, told in the order in which it is met.

    How bytes are packed does not count.  `packed` keeps the digests of the streams of one file.
    """
    found, met = hashlib.sha256(), dict[tuple[int, int], int]()
    for told in _told(form, met, packed):
        found.update(told)
    return found.hexdigest()


def _told(thing: Any, met: dict[tuple[int, int], int], packed: dict[tuple[int, int], bytes]) -> Iterator[bytes]:
    if isinstance(thing, Dictionary | Stream | Array) and thing.is_indirect:
        if thing.objgen in met:
            yield f"#{met[thing.objgen]}\n".encode()
            return
        met[thing.objgen] = len(met)
    if isinstance(thing, Stream):
        if thing.objgen not in packed:
            packed[thing.objgen] = hashlib.sha256(_bytes(thing)).digest()
        yield packed[thing.objgen]
    if isinstance(thing, Dictionary | Stream):
        for key, value in sorted(thing.items()):
            if key not in _PACKING:
                yield f"{key} ".encode()
                yield from _told(value, met, packed)
        yield b">>\n"
    elif isinstance(thing, Array):
        for value in thing:
            yield from _told(value, met, packed)
        yield b"]\n"
    elif isinstance(thing, pikepdf.Object):
        yield thing.unparse() + b"\n"
    elif thing is None or isinstance(thing, bool | str):
        yield f"{thing}\n".encode()
    else:
        # The same number may be written in several ways.
        yield f"{float(thing) + 0.0:.9g}\n".encode()


def _bytes(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        # A picture: its own packing is its content.
        return bytes(stream.read_raw_bytes())
