# SPDX-License-Identifier: Apache-2.0
"""The hand and its pen: the graphics state and the colours of one content stream."""

from typing import Any, Protocol

import pikepdf
from attrs import evolve

from .lettering import Lettering
from .matrices import after
from .paint import Paint, Pen
from .spaces import CMYK, GREY, PATTERN, RGB, UNKNOWN, Colour, Space, space_of

_LIGHTENING = ("/Screen", "/Lighten", "/ColorDodge")
_START: dict[str, tuple[float, ...]] = {"DeviceCMYK": (0.0, 0.0, 0.0, 1.0), "Separation": (1.0,)}


class Reader(Protocol):
    """Whoever reads the file for the hand: its fonts and forms, each once, and a limit to what may be painted."""

    @property
    def patterns(self) -> dict[str, Any]:
        """The patterns met so far, by what tells them apart."""

    def key(self, thing: Any) -> Any:
        """Return what tells an object from others."""

    def font(self, font: Any) -> Lettering:
        """Return a font, read once."""

    def form(self, form: Any, pen: Pen, depth: int) -> tuple[Paint, ...]:
        """Return what a form paints, in the points of whoever places it."""

    def spend_paint(self) -> None:
        """Count one thing painted; raises when it is more than anybody would print."""


class PenHand:
    """A hand that holds the pen: what it will paint with, and where what it paints is put down."""

    def __init__(self, reader: Reader, resources: Any, pen: Pen, paints: list[Paint], depth: int) -> None:
        """Begin with `pen` a content stream that lies `depth` forms deep; what it paints is added to `paints`."""
        self.reader, self.resources, self.pen, self.paints, self.depth = reader, resources, pen, paints, depth
        self.pens: list[Pen] = []
        self.named: dict[str, Space] = {}

    def resource(self, kind: str, name: Any) -> Any:
        """Return the resource of a kind ("/Font", "/XObject" …) by its name; raises `KeyError` when there is none."""
        return self.resources[kind][str(name)]

    def _put(self, paint: Paint) -> None:
        self.reader.spend_paint()
        self.paints.append(paint)

    # The pen.

    def save(self, _given: Any) -> None:
        if len(self.pens) < 512:
            self.pens.append(self.pen.copy())

    def restore(self, _given: Any) -> None:
        if self.pens:
            self.pen = self.pens.pop()

    def move_all(self, given: Any) -> None:
        a, b, c, d, e, f = given
        self.pen.ctm = after((float(a), float(b), float(c), float(d), float(e), float(f)), self.pen.ctm)

    def set_width(self, given: Any) -> None:
        self.pen.width = float(given[0])

    def set_state(self, given: Any) -> None:
        pen, state = self.pen, self.resource("/ExtGState", given[0])
        pen.width = float(state.get("/LW", pen.width))
        if "/OP" in state:
            pen.over_line = bool(state["/OP"])
            pen.over_fill = pen.over_line
        pen.over_fill = bool(state.get("/op", pen.over_fill))
        pen.over_mode = int(state.get("/OPM", pen.over_mode))
        if "/Font" in state:
            pen.font, pen.size = self.reader.font(state["/Font"][0]), float(state["/Font"][1])
        mask, blend = state.get("/SMask"), state.get("/BM", "/Normal")
        if isinstance(mask, pikepdf.Dictionary):
            for paint in self.reader.form(mask.get("/G"), Pen(), self.depth + 1):
                self._put(evolve(paint, is_mask=True))
        opaque = float(state.get("/ca", 1)) >= 1 and float(state.get("/CA", 1)) >= 1
        touched = any(key in state for key in ("/SMask", "/BM", "/ca", "/CA"))
        if touched:
            first = blend[0] if isinstance(blend, pikepdf.Array) and len(blend) else blend
            normal = str(first) in ("/Normal", "/Compatible")
            pen.clear = not (opaque and normal) or isinstance(mask, pikepdf.Dictionary)
            alpha = min(1.0, max(0.0, float(state.get("/ca", 1))))
            pen.darkens = 0.0 if normal or str(first) in _LIGHTENING else alpha

    # Colours.

    def _space(self, name: Any) -> Space:
        key = str(name)
        if key not in self.named:
            self.named[key] = space_of(name, self.resources)
        return self.named[key]

    def set_fill_space(self, given: Any) -> None:
        self.pen.fill = self._first(given[0])

    def set_line_space(self, given: Any) -> None:
        self.pen.line = self._first(given[0])

    def _first(self, name: Any) -> Colour:
        space = self._space(name)
        usual = (1.0,) * space.count if space.family == "DeviceN" else (0.0,) * space.count
        return Colour(space, _START.get(space.family, usual))

    def set_fill(self, given: Any) -> None:
        self.pen.fill = self._colour(self.pen.fill, given)

    def set_line(self, given: Any) -> None:
        self.pen.line = self._colour(self.pen.line, given)

    def _colour(self, old: Colour, given: Any) -> Colour:
        if len(given) and isinstance(given[-1], pikepdf.Name):
            pattern = self.resource("/Pattern", given[-1])
            key = str(self.reader.key(pattern))
            self.reader.patterns[key] = pattern
            return Colour(PATTERN, tuple(float(value) for value in list(given)[:-1]), key)
        return Colour(old.space, tuple(float(value) for value in given))

    def _device(self, space: Space, name: str, given: Any) -> Colour:
        # A default space of the page's resources stands in for the device's own.
        known = self._space(pikepdf.Name(name)) if self.resources is not None else space
        return Colour(space if known is UNKNOWN else known, tuple(float(value) for value in given))

    def fill_grey(self, given: Any) -> None:
        self.pen.fill = self._device(GREY, "/DeviceGray", given)

    def line_grey(self, given: Any) -> None:
        self.pen.line = self._device(GREY, "/DeviceGray", given)

    def fill_rgb(self, given: Any) -> None:
        self.pen.fill = self._device(RGB, "/DeviceRGB", given)

    def line_rgb(self, given: Any) -> None:
        self.pen.line = self._device(RGB, "/DeviceRGB", given)

    def fill_cmyk(self, given: Any) -> None:
        self.pen.fill = self._device(CMYK, "/DeviceCMYK", given)

    def line_cmyk(self, given: Any) -> None:
        self.pen.line = self._device(CMYK, "/DeviceCMYK", given)
