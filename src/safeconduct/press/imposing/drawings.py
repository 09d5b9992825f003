# SPDX-License-Identifier: Apache-2.0
"""What is drawn in every cell of a sheet: the digest of it, of all it uses, and of how far it is out of place."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from attrs import frozen
from pikepdf import Array, Dictionary, Name, Stream

from safeconduct.model.product import Seen
from safeconduct.press.geometry import POINTS_PER_MM, Box

from .laying import Matrix, form_of, placed_at, trim_of
from .plans import Imposition, Side

CELL_DRAWN, LEAF_DRAWN = "cell-drawn", "leaf-drawn"
NOTHING = "nothing"
"""What stands for a digest where nothing, more than one thing, or a thing cut short is drawn."""

_IN_PLACE = pikepdf.Matrix()
_WHOLE: Box = (-1e6, -1e6, 1e6, 1e6)
_A_HAIR = 0.01
_STROKES = frozenset({"m", "l", "c", "v", "y"})
_ENDS = frozenset({"n", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*"})
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
        used = {each.form.objgen: each.form for each in drawn}
        digests = {name: _digest(form, packed) for name, form in used.items()}
        for one in side.placed:
            there = [each for each in drawn if _inside(each.spot, one.box, high)]
            what = NOTHING
            # One that is cut farther in than the plan wants is not the leaf either.
            if len(there) == 1 and there[0].shows(one.clip, high):
                off = there[0].how @ pikepdf.Matrix(*undone(placed_at(one, forms[one.page][1], high)))
                what = _lain(digests[there[0].form.objgen], off)
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


def are_leaves(page: pikepdf.Page, side: Side) -> list[bool]:
    """Tell of each form that a page draws, in turn, whether it lies in a cell."""
    high = float(page.obj.MediaBox[3])
    return [any(_inside(one.spot, cell.box, high) for cell in side.placed) for one in _drawn(page)]


@frozen
class _Drawn:
    """A form as a page draws it: how it is laid, where its middle is and how far it may reach, in points."""

    how: pikepdf.Matrix
    spot: tuple[float, float]
    clip: Box | None
    form: Any

    def shows(self, box: Box, high: float) -> bool:
        """True when the form may reach as far as a box in mm and no farther."""
        x, y, wide, tall = (value * POINTS_PER_MM for value in box)
        edges = (x, high - y - tall, x + wide, high - y)
        return self.clip is not None and all(abs(a - b) < _A_HAIR for a, b in zip(self.clip, edges, strict=True))


def _drawn(page: pikepdf.Page) -> Iterator[_Drawn]:
    """Yield every form that a page draws."""
    now, kept = pikepdf.Matrix(), list[tuple[pikepdf.Matrix, Box | None]]()
    clip: Box | None = _WHOLE
    path: list[Box | None] = []
    clips = False
    forms = page.obj.Resources.get("/XObject", Dictionary())
    for instruction in pikepdf.parse_content_stream(page):
        word, operands = str(instruction.operator), list(instruction.operands)
        if word == "q":
            kept.append((now, clip))
        elif word == "Q" and kept:
            now, clip = kept.pop()
        elif word == "cm":
            now = pikepdf.Matrix(*(float(value) for value in operands)) @ now
        elif word == "re":
            x, y, wide, high = (float(value) for value in operands)
            path.append((x, y, x + wide, y + high) if now == _IN_PLACE else None)
        elif word in _STROKES:
            path.append(None)
        elif word in ("W", "W*"):
            clips = True
        elif word in _ENDS:
            if clips:
                clip = _overlap(clip, path[0] if len(path) == 1 else None)
            path, clips = [], False
        elif word == "Do":
            form = forms.get(str(operands[0]))
            if isinstance(form, Stream) and form.get("/Subtype") == Name.Form:
                x0, y0, x1, y1 = (float(value) for value in form.BBox)
                own = pikepdf.Matrix(*(float(value) for value in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0]))))
                yield _Drawn(now, (own @ now).transform(((x0 + x1) / 2, (y0 + y1) / 2)), clip, form)


def _overlap(one: Box | None, other: Box | None) -> Box | None:
    """Return what two boxes (left, low, right, top) have in common; None, a box that nobody knows, stays so."""
    if one is None or other is None:
        return None
    return (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))


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
