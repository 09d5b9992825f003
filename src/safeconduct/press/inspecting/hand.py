# SPDX-License-Identifier: Apache-2.0
"""The hand that follows the instructions of one content stream and puts down what they paint."""

from typing import Any

import pikepdf
from attrs import evolve

from .drawing_hand import DrawingHand
from .lettering import Lettering
from .matrices import STILL, Matrix, after, carried, shared
from .opened import Points
from .paint import TEXT, Paint, Pen
from .pen_hand import Reader


class Hand(DrawingHand):
    """The hand that follows one content stream, with its pen, its path and its place in the text."""

    def __init__(self, reader: Reader, resources: Any, pen: Pen, paints: list[Paint], depth: int) -> None:
        """Begin as `DrawingHand` does, at the start of a text."""
        super().__init__(reader, resources, pen, paints, depth)
        self.at: Matrix = STILL
        self.row: Matrix = STILL
        self.lettered: dict[str, Lettering] = {}

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
