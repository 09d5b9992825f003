# SPDX-License-Identifier: Apache-2.0
"""Follow the content of pages, forms, patterns and glyphs, and tell what they paint; a form is read only once."""

from typing import Any

import pikepdf
from attrs import evolve, field, frozen

from .hand import ACTS, Hand
from .lettering import Lettering, lettering
from .matrices import STILL, Matrix, carried
from .objects import FAULTS
from .opened import Opened, OpenPage, Points, found
from .paint import Paint, Pen
from .spaces import Colour, space_of

MOST_PAINT = 300_000
_MOST_STEPS = 2_000_000
_DEEPEST = 24


@frozen(eq=False)
class Painted:
    """What every page paints, in the order of `Opened.pages`; `damages` are sentences about what could not be read."""

    pages: tuple[tuple[Paint, ...], ...]
    fonts: tuple[Lettering, ...]
    damages: tuple[str, ...]
    is_endless: bool = False


_TOO_MUCH = "More is painted on the pages than could be looked at; the rest was left out."
_IN_ITSELF = "A picture on the page is drawn inside itself, or too many lie in one another."
_ENDLESS = {_TOO_MUCH, _IN_ITSELF}


class _Enough(Exception):  # noqa: N818 - an end, not an error
    """More is painted than anybody would print."""


def painted(opened: Opened) -> Painted:
    """Return what the pages paint; it is worked out once."""
    if "painted" not in opened.shelf:
        reader = _Reader()
        pages = tuple(tuple(reader.page(page)) for page in opened.pages)
        fonts = tuple(reader.fonts.values())
        opened.shelf["painted"] = Painted(
            pages, fonts, tuple(dict.fromkeys(reader.damages)), bool(_ENDLESS & set(reader.damages))
        )
    done: Painted = opened.shelf["painted"]
    return done


@frozen(eq=False)
class _Reader:
    fonts: dict[Any, Lettering] = field(factory=dict)
    forms: dict[Any, tuple[Paint, ...]] = field(factory=dict)
    patterns: dict[str, Any] = field(factory=dict)
    keep: list[Any] = field(factory=list)
    open: set[Any] = field(factory=set)
    count: dict[str, int] = field(factory=lambda: {"steps": 0, "paint": 0})
    damages: list[str] = field(factory=list)

    def page(self, page: OpenPage) -> list[Paint]:
        paints: list[Paint] = []
        if not isinstance(page.object, pikepdf.Dictionary):
            return paints
        pen = Pen()
        pen.clip = page.media
        try:
            if "/Contents" in page.object:
                self._read(page.object, found(page.object, "/Resources"), pen, paints, 0)
            self._annotations(page, paints)
        except _Enough:
            self.damages.append(_TOO_MUCH)
        return paints

    def _annotations(self, page: OpenPage, paints: list[Paint]) -> None:
        given = page.object.get("/Annots")
        for each in list(given)[:500] if isinstance(given, pikepdf.Array) else ():
            try:
                looks = each["/AP"]["/N"]
                rect = [float(value) for value in each["/Rect"]]
                streams = [looks] if isinstance(looks, pikepdf.Stream) else list(looks.as_dict().values())
                place = (min(rect[0::2]), min(rect[1::2]), max(rect[0::2]), max(rect[1::2]))
            except FAULTS:
                continue
            for stream in streams:
                # Where exactly the appearance puts it does not matter; that it is there does.
                for paint in self.form(stream, Pen(), 1):
                    paints.append(evolve(paint, box=place))
                    self.spend_paint()

    def spend_paint(self) -> None:
        """Count one thing painted."""
        self._spend("paint", MOST_PAINT)

    def _spend(self, what: str, most: int, how_many: int = 1) -> None:
        self.count[what] += how_many
        if self.count[what] > most:
            raise _Enough

    def key(self, thing: Any) -> Any:
        """Return what tells an object from others: its number, or, for one without, the very object, kept alive."""
        if thing.is_indirect:
            return thing.objgen
        self.keep.append(thing)
        return id(thing)

    def font(self, font: Any) -> Lettering:
        """Return a font, read once."""
        key = self.key(font)
        if key not in self.fonts:
            self.fonts[key] = lettering(font)
        return self.fonts[key]

    def form(self, form: Any, pen: Pen, depth: int) -> tuple[Paint, ...]:
        """Return what a form paints, in the points of whoever places it."""
        if not isinstance(form, pikepdf.Stream):
            return ()
        key = self.key(form)
        if key in self.open or depth > _DEEPEST:
            self.damages.append(_IN_ITSELF)
            return ()
        known = (key, pen.state)
        if known not in self.forms:
            paints: list[Paint] = []
            self.open.add(key)
            try:
                inner = pen.handed_on()
                box = _numbers(form.get("/BBox"), 4)
                matrix = _matrix(form.get("/Matrix"))
                inner.ctm = matrix
                if box:
                    upright = (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
                    inner.clip = carried(upright, matrix)
                self._group(form, paints, inner.clip)
                self._read(form, form.get("/Resources"), inner, paints, depth)
            finally:
                self.open.discard(key)
            self.forms[known] = tuple(paints)
        return self.forms[known]

    def _group(self, form: Any, paints: list[Paint], place: Points) -> None:
        group = form.get("/Group")
        if isinstance(group, pikepdf.Dictionary) and "/CS" in group:
            space = space_of(group["/CS"], form.get("/Resources"))
            if not space.inks:
                paints.append(Paint("blending", place, Colour(space)))

    def _read(self, stream: Any, resources: Any, pen: Pen, paints: list[Paint], depth: int) -> None:
        try:
            steps = pikepdf.parse_content_stream(stream)
        except FAULTS:
            self.damages.append("The content of a page or of a picture on it cannot be read.")
            return
        hand = Hand(self, resources, pen, paints, depth)
        self._spend("steps", _MOST_STEPS, len(steps))
        for step in steps:
            try:
                if isinstance(step, pikepdf.ContentStreamInlineImage):
                    hand.inline(step.iimage)
                else:
                    act = ACTS.get(str(step.operator))
                    if act is not None:
                        act(hand, step.operands)
            except FAULTS:
                self.damages.append("The content of a page has instructions that make no sense.")


def _numbers(given: Any, count: int) -> list[float] | None:
    try:
        numbers = [float(value) for value in given]
    except FAULTS:
        return None
    return numbers if len(numbers) == count and all(abs(number) < 1e7 for number in numbers) else None


def _matrix(given: Any) -> Matrix:
    numbers = _numbers(given, 6)
    return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]) if numbers else STILL
