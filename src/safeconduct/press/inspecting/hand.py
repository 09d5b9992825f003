# SPDX-License-Identifier: Apache-2.0
"""The hand that follows the instructions of one content stream and puts down what they paint."""

from collections.abc import Iterator
from typing import Any, Protocol

import pikepdf
from attrs import evolve

from .lettering import Lettering
from .matrices import EVERYWHERE, STILL, Matrix, after, carried, shared
from .opened import Points
from .paint import FILL, LINE, PICTURE, SHADE, STENCIL, TEXT, Paint, Pen
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


class Hand:
    """The hand that follows one content stream, with its pen, its path and its place in the text."""

    def __init__(self, reader: Reader, resources: Any, pen: Pen, paints: list[Paint], depth: int) -> None:
        self.reader, self.resources, self.pen, self.paints, self.depth = reader, resources, pen, paints, depth
        self.pens: list[Pen] = []
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.clips = False
        self.at: Matrix = STILL
        self.row: Matrix = STILL
        self.named: dict[str, Space] = {}
        self.lettered: dict[str, Lettering] = {}

    def resource(self, kind: str, name: Any) -> Any:
        return self.resources[kind][str(name)]

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

    # Paths.

    def path(self, given: Any) -> None:
        points = [float(value) for value in given]
        self.xs += points[0::2]
        self.ys += points[1::2]

    def rectangle(self, given: Any) -> None:
        x, y, wide, high = (float(value) for value in given)
        self.xs += (x, x + wide)
        self.ys += (y, y + high)

    def clip(self, _given: Any) -> None:
        self.clips = True

    def paint_fill(self, _given: Any) -> None:
        self._paint_path(fill=True, line=False)

    def paint_line(self, _given: Any) -> None:
        self._paint_path(fill=False, line=True)

    def paint_both(self, _given: Any) -> None:
        self._paint_path(fill=True, line=True)

    def paint_none(self, _given: Any) -> None:
        self._paint_path(fill=False, line=False)

    def _paint_path(self, *, fill: bool, line: bool) -> None:
        if self.xs and self.ys:
            pen = self.pen
            box = carried((min(self.xs), min(self.ys), max(self.xs), max(self.ys)), pen.ctm)
            if fill:
                thin = min(box[2] - box[0], box[3] - box[1])
                self._paint(FILL, box, pen.fill, over=pen.over_fill, size=thin)
            if line:
                a, b, c, d, _, _ = pen.ctm
                thick = pen.width * min((a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5)
                half = thick / 2
                wide = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
                self._paint(LINE, wide, pen.line, over=pen.over_line, size=thick)
            if self.clips:
                pen.clip = shared(pen.clip, box) or (0.0, 0.0, -1.0, -1.0)
        self.xs, self.ys, self.clips = [], [], False

    def _put(self, paint: Paint) -> None:
        self.reader.spend_paint()
        self.paints.append(paint)

    def _paint(self, way: str, box: Points, colour: Colour, *, over: bool = False, **more: Any) -> None:
        pen = self.pen
        inside = shared(box, pen.clip)
        if inside is None:
            return
        size, mode = more.pop("size", 0.0), pen.over_mode
        if colour.pattern:
            self._pattern(inside, colour)
        self._put(Paint(way, inside, colour, size, over, mode, pen.clear, darkens=pen.darkens, **more))

    def _pattern(self, box: Points, colour: Colour) -> None:
        pattern = self.reader.patterns[colour.pattern]
        if int(pattern.get("/PatternType", 1)) == 2:
            self._shade(pattern.get("/Shading"), box)
            return
        pen = Pen()
        if int(pattern.get("/PaintType", 1)) == 2:
            # An uncoloured pattern is painted in the colour beside its name, of the space beside "Pattern".
            names = {1: GREY, 3: RGB, 4: CMYK}
            pen.fill = pen.line = Colour(names.get(len(colour.values), UNKNOWN), colour.values)
        for paint in self.reader.form(pattern, pen, self.depth + 1):
            self._put(evolve(paint, box=box, way=FILL if paint.way == LINE else paint.way))

    def shade(self, given: Any) -> None:
        if self.pen.clip != EVERYWHERE:
            self._shade(self.resource("/Shading", given[0]), self.pen.clip)

    def _shade(self, shading: Any, box: Points) -> None:
        space = space_of(shading["/ColorSpace"], self.resources)
        ends: list[tuple[float, ...]] = [()]
        steps = shading.get("/Function")
        for step in _functions(steps):
            ends += [tuple(float(v) for v in step[key]) for key in ("/C0", "/C1") if key in step]
        for values in ends[1:] or ends:
            self._put(Paint(SHADE, box, Colour(space, values), is_clear=self.pen.clear, overprints=self.pen.over_fill))

    # Pictures and forms.

    def place(self, given: Any) -> None:
        thing = self.resource("/XObject", given[0])
        kind = str(thing.get("/Subtype", ""))
        if kind == "/Image":
            self.picture(thing, thing.get("/ColorSpace"), mask=bool(thing.get("/ImageMask", False)))
        elif kind == "/Form":
            pen = self.pen
            for paint in self.reader.form(thing, pen, self.depth + 1):
                placed = paint.placed(pen.ctm, pen.clip)
                if placed is not None:
                    self._put(placed)

    def inline(self, image: Any) -> None:
        given = image.obj
        space = given.get("/ColorSpace", given.get("/CS"))
        self.picture(given, space, mask=bool(given.get("/ImageMask", given.get("/IM", False))))

    def picture(self, image: Any, space: Any, *, mask: bool) -> None:
        pen = self.pen
        box = carried((0, 0, 1, 1), pen.ctm)
        colour = pen.fill if mask else Colour(space_of(space, self.resources) if space is not None else UNKNOWN)
        soft = isinstance(image, pikepdf.Stream) and "/SMask" in image
        clear, pen.clear = pen.clear, pen.clear or soft
        self._paint(STENCIL if mask else PICTURE, box, colour, over=pen.over_fill, matrix=pen.ctm, picture=image)
        pen.clear = clear

    # Text.

    def begin_text(self, _given: Any) -> None:
        self.at = self.row = STILL

    def set_font(self, given: Any) -> None:
        name = str(given[0])
        if name not in self.lettered:
            self.lettered[name] = self.reader.font(self.resource("/Font", name))
        self.pen.font, self.pen.size = self.lettered[name], float(given[1])

    def set_text(self, given: Any) -> None:
        a, b, c, d, e, f = given
        self.at = self.row = (float(a), float(b), float(c), float(d), float(e), float(f))

    def move_row(self, given: Any) -> None:
        self.at = self.row = after((1.0, 0.0, 0.0, 1.0, float(given[0]), float(given[1])), self.row)

    def move_row_leading(self, given: Any) -> None:
        self.pen.leading = -float(given[1])
        self.move_row(given)

    def next_row(self, _given: Any) -> None:
        self.move_row((0, -self.pen.leading))

    def show(self, given: Any) -> None:
        self._show([given[0]])

    def show_parts(self, given: Any) -> None:
        self._show(list(given[0]))

    def show_next(self, given: Any) -> None:
        self.next_row(())
        self.show(given)

    def show_spaced(self, given: Any) -> None:
        self.pen.space_word, self.pen.space_char = float(given[0]), float(given[1])
        self.show_next(given[2:])

    def _show(self, parts: list[Any]) -> None:
        pen = self.pen
        font = pen.font
        if font is None:
            return
        along, codes = 0.0, list[int]()
        for part in parts:
            if isinstance(part, pikepdf.String):
                shown = font.codes(bytes(part))
                codes += shown
                along += font.width(shown) / 1000 * pen.size + len(shown) * pen.space_char
                if pen.space_word:
                    along += shown.count(32) * pen.space_word
            else:
                along -= float(part) / 1000 * pen.size
        along *= pen.stretch
        whole = after(self.at, pen.ctm)
        box = carried((0.0, pen.rise - 0.2 * pen.size, along, pen.rise + 0.8 * pen.size), whole)
        self.at = after((1.0, 0.0, 0.0, 1.0, along, 0.0), self.at)
        if not codes:
            return
        size = abs(pen.size) * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        lines = pen.mode in (1, 5)
        colour, over = (pen.line, pen.over_line) if lines else (pen.fill, pen.over_fill)
        inside = shared(box, pen.clip)
        if inside is None:
            return
        if colour.pattern:
            self._pattern(inside, colour)
        mode = -3 if pen.mode in (3, 7) else pen.over_mode
        self._put(
            Paint(
                TEXT, inside, colour, size, over, mode, pen.clear, letters=font, codes=tuple(codes), darkens=pen.darkens
            )
        )
        if font.kind == "Type3":
            self._drawn(font, inside)

    def _drawn(self, font: Lettering, box: Points) -> None:
        for glyph in list(font.object.get("/CharProcs", {}).as_dict().values())[:256]:
            for paint in self.reader.form(glyph, self.pen, self.depth + 1):
                self._put(evolve(paint, box=box))

    def set_spacing(self, name: str, given: Any) -> None:
        setattr(self.pen, name, float(given[0]))

    def set_stretch(self, given: Any) -> None:
        self.pen.stretch = float(given[0]) / 100

    def set_mode(self, given: Any) -> None:
        self.pen.mode = int(given[0])


def _functions(given: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the functions that a shading's function is made of, those that can be asked for their ends."""
    if depth > 4 or given is None:
        return
    if isinstance(given, pikepdf.Array):
        for each in list(given)[:32]:
            yield from _functions(each, depth + 1)
    elif isinstance(given, pikepdf.Dictionary):
        yield given
        yield from _functions(given.get("/Functions"), depth + 1)


ACTS = {
    "q": Hand.save, "Q": Hand.restore, "cm": Hand.move_all, "w": Hand.set_width, "gs": Hand.set_state,
    "cs": Hand.set_fill_space, "CS": Hand.set_line_space,
    "sc": Hand.set_fill, "scn": Hand.set_fill, "SC": Hand.set_line, "SCN": Hand.set_line,
    "g": Hand.fill_grey, "G": Hand.line_grey, "rg": Hand.fill_rgb, "RG": Hand.line_rgb,
    "k": Hand.fill_cmyk, "K": Hand.line_cmyk,
    "m": Hand.path, "l": Hand.path, "c": Hand.path, "v": Hand.path, "y": Hand.path, "re": Hand.rectangle,
    "W": Hand.clip, "W*": Hand.clip, "n": Hand.paint_none,
    "f": Hand.paint_fill, "F": Hand.paint_fill, "f*": Hand.paint_fill,
    "S": Hand.paint_line, "s": Hand.paint_line,
    "B": Hand.paint_both, "B*": Hand.paint_both, "b": Hand.paint_both, "b*": Hand.paint_both,
    "sh": Hand.shade, "Do": Hand.place,
    "BT": Hand.begin_text, "Tf": Hand.set_font, "Tm": Hand.set_text, "Td": Hand.move_row,
    "TD": Hand.move_row_leading, "T*": Hand.next_row, "Tr": Hand.set_mode, "Tz": Hand.set_stretch,
    "TL": lambda hand, given: hand.set_spacing("leading", given),
    "Tc": lambda hand, given: hand.set_spacing("space_char", given),
    "Tw": lambda hand, given: hand.set_spacing("space_word", given),
    "Ts": lambda hand, given: hand.set_spacing("rise", given),
    "Tj": Hand.show, "TJ": Hand.show_parts, "'": Hand.show_next, '"': Hand.show_spaced,
}  # fmt: skip
