# SPDX-License-Identifier: Apache-2.0
"""What a content stream paints, thing by thing, and the state of the pen while it paints."""

from typing import Any

from attrs import evolve, frozen

from .lettering import Lettering
from .matrices import EVERYWHERE, STILL, Matrix, after, carried, scale, shared
from .opened import Points
from .spaces import BLACK, Colour

FILL, LINE, TEXT, PICTURE, SHADE, STENCIL = "fill", "line", "text", "picture", "shading", "stencil"


@frozen(eq=False)
class Paint:
    """One thing painted, in the points of the page: its way, box and colour, and what the way needs to know.

    `size_pt` is the type size of text, the width of a line, the thinner side of an area before it is cut; `overprints`
    and `mode` are those of the pen (mode below 0: text that is not to be seen); `is_clear`: something below shines
    through; `darkens`: the share of its ink that comes on top of that below; `is_mask`: it only cuts something out.
    """

    way: str
    box: Points
    colour: Colour
    size_pt: float = 0.0
    overprints: bool = False
    mode: int = 0
    is_clear: bool = False
    is_mask: bool = False
    matrix: Matrix = STILL
    picture: Any = None
    letters: Lettering | None = None
    codes: tuple[int, ...] = ()
    darkens: float = 0.0

    def placed(self, matrix: Matrix, clip: Points) -> "Paint | None":
        """Return the same thing carried by a matrix and cut by a clip, or None when nothing of it is left."""
        box = shared(carried(self.box, matrix), clip)
        if box is None:
            return None
        if matrix == STILL:
            return self if box == self.box else evolve(self, box=box)
        return Paint(
            self.way,
            box,
            self.colour,
            self.size_pt * scale(matrix),
            self.overprints,
            self.mode,
            self.is_clear,
            self.is_mask,
            after(self.matrix, matrix),
            self.picture,
            self.letters,
            self.codes,
            self.darkens,
        )


class Pen:
    """The graphics state that matters to a printer; copied by `q`."""

    __slots__ = (
        "clear",
        "clip",
        "ctm",
        "darkens",
        "fill",
        "font",
        "leading",
        "line",
        "mode",
        "over_fill",
        "over_line",
        "over_mode",
        "rise",
        "size",
        "space_char",
        "space_word",
        "stretch",
        "width",
    )

    def __init__(self) -> None:
        self.ctm: Matrix = STILL
        self.clip: Points = EVERYWHERE
        self.fill: Colour = BLACK
        self.line: Colour = BLACK
        self.width = 1.0
        self.over_fill = self.over_line = False
        self.over_mode = 0
        self.clear = False
        self.darkens = 0.0
        self.font: Lettering | None = None
        self.size = 0.0
        self.space_char = self.space_word = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.mode = 0

    def copy(self) -> "Pen":
        """Return a pen in the same state."""
        pen = Pen.__new__(Pen)
        for name in Pen.__slots__:
            setattr(pen, name, getattr(self, name))
        return pen

    def handed_on(self) -> "Pen":
        """Return the pen as a form gets it: the same, in a place of the form's own."""
        pen = self.copy()
        pen.ctm, pen.clip = STILL, EVERYWHERE
        return pen

    @property
    def state(self) -> tuple[object, ...]:
        """Everything of which a form's own paint may depend, to be compared."""
        return (
            self.fill, self.line, self.width, self.over_fill, self.over_line, self.over_mode, self.clear, self.darkens,
            id(self.font), self.size, self.mode,
        )  # fmt: skip
