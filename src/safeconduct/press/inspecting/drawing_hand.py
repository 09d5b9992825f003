# SPDX-License-Identifier: Apache-2.0
"""The hand that draws: what paths, patterns, pictures and forms put on a page."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from attrs import evolve

from .matrices import EVERYWHERE, carried, shared
from .opened import Points
from .paint import FILL, LINE, PICTURE, SHADE, STENCIL, Paint, Pen
from .pen_hand import PenHand, Reader
from .spaces import CMYK, GREY, RGB, UNKNOWN, Colour, space_of


class DrawingHand(PenHand):
    """A hand that draws: paths, patterns, gradients, pictures, and the forms that hold more of them."""

    def __init__(self, reader: Reader, resources: Any, pen: Pen, paints: list[Paint], depth: int) -> None:
        """Begin as `PenHand` does, with no path."""
        super().__init__(reader, resources, pen, paints, depth)
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.clips = False

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
