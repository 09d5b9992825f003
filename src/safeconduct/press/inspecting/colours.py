# SPDX-License-Identifier: Apache-2.0
"""The colours of a PDF as a press gets them: inks, black text, thin lines, white that vanishes."""

from collections.abc import Iterator, Sequence

from attrs import define

from safeconduct.model.product import Seen
from safeconduct.press.geometry import Box

from .coverage import coverage
from .objects import said
from .opened import NOWHERE, Opened, OpenPage
from .paint import FILL, LINE, PICTURE, SHADE, STENCIL, TEXT, Paint
from .painting import painted
from .spaces import ALL, Colour

_WAYS = {
    FILL: "an area", LINE: "a line", TEXT: "text", PICTURE: "a picture", SHADE: "a gradient", STENCIL: "a picture",
    "blending": "the blending of transparent parts",
}  # fmt: skip
_DARK = 0.85
_HAIRLINE_PT = 0.49
_LONG_PT = 8.0
_MOST_MARKS = 100


@define
class _Group:
    """Things of one sort on one page: the first of them, how many, and the smallest of their figures."""

    box: Box
    count: int
    value: float


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield the inks of each page in percent, "ink-coverage", and every use of colour that goes wrong on a press."""
    recipes: dict[str, set[str]] = {}
    for page, paints in zip(sheet.pages, painted(sheet).pages, strict=True):
        yield from _page(page, paints)
        yield from coverage(sheet, page, paints)
        for paint in paints:
            space = paint.colour.space
            if space.recipe:
                recipes.setdefault(space.inks[0], set()).add(space.recipe)
    for name, ways in sorted(recipes.items()):
        if len(ways) > 1:
            yield Seen("ink-recipe", 0, NOWHERE, name, len(ways))


def _page(page: OpenPage, paints: Sequence[Paint]) -> Iterator[Seen]:
    groups: dict[tuple[str, str], _Group] = {}
    inks: dict[str, float] = {}
    for paint in paints:
        for kind, what, value in _of(paint):
            known = groups.get((kind, what))
            if known is None:
                groups[kind, what] = _Group(page.mm(paint.box), 1, value)
            else:
                known.count += 1
                known.value = min(known.value, value)
        if not paint.is_mask:
            for ink, percent in (paint.colour.inks or {}).items():
                if percent:
                    inks[ink] = max(inks.get(ink, 0.0), percent)
            if paint.way == PICTURE:
                inks.update({ink: inks.get(ink, 100.0) for ink in paint.colour.space.inks})
    for (kind, what), group in groups.items():
        more = f" ({group.count} times)" if group.count > 1 else ""
        yield Seen(kind, page.number, group.box, what + more, round(group.value, 3))
    yield from (Seen("ink", page.number, NOWHERE, said(ink), percent) for ink, percent in sorted(inks.items()))
    marks = [paint for paint in paints if (paint.colour.inks or {}).get(ALL) and not paint.is_mask]
    for paint in marks[:_MOST_MARKS]:
        yield Seen("registration", page.number, page.mm(paint.box), _WAYS.get(paint.way, paint.way))


def _of(paint: Paint) -> Iterator[tuple[str, str, float]]:
    """Yield kind, words and figure for what is wrong with the colour of one thing."""
    colour, way = paint.colour, _WAYS.get(paint.way, paint.way)
    if paint.way == TEXT and paint.mode < 0:
        return
    if colour.space.is_screen:
        yield "device-rgb", f"{way} in RGB", 0.0
    elif colour.space.is_converted and not paint.is_mask:
        grey = colour.space.count == 1
        yield "colour-converted", f"{way} in {'grey' if grey else 'RGB or Lab'} with a profile of its own", 0.0
    if paint.is_mask:
        return
    if paint.way == TEXT and not colour.pattern:
        yield from _black(colour, paint.size_pt)
    width, height = paint.box[2] - paint.box[0], paint.box[3] - paint.box[1]
    is_rule = paint.way == LINE or (paint.way == FILL and max(width, height) >= _LONG_PT)
    if is_rule and paint.size_pt < _HAIRLINE_PT and not paint.is_clear:
        yield "hairline", _inked(colour), paint.size_pt
    if paint.overprints and colour.is_white and (colour.space.family != "DeviceCMYK" or paint.mode == 1):
        yield "white-overprint", f"{way} in white", 0.0


def _black(colour: Colour, size_pt: float) -> Iterator[tuple[str, str, float]]:
    if colour.darkness < _DARK:
        return
    inks = colour.inks
    if inks is None:
        yield "black-text", "RGB" if colour.space.count == 3 else "grey with a profile", size_pt
    elif sum(percent > 0.5 for ink, percent in inks.items() if ink != "Black") and ALL not in inks:
        parts = ", ".join(f"{said(ink)} {percent:.0f} %" for ink, percent in inks.items() if percent > 0.5)
        yield "black-text", parts, size_pt


def _inked(colour: Colour) -> str:
    """How a line is inked, as far as it decides how thin it may be."""
    inks = colour.inks
    if inks is None:
        return "in a colour that is converted"
    used = [percent for percent in inks.values() if percent > 0.5]
    if not used:
        return "in white"
    if ALL in inks or used == [100.0]:
        return "in one full ink"
    return f"in {len(used)} inks" if len(used) > 1 else "in a tint"
