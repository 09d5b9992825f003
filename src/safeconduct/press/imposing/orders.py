# SPDX-License-Identifier: Apache-2.0
"""Which leaf lies in which place of which sheet, and what its two sides are."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from safeconduct.model.refusal import StepRefusal

ORDERS: Mapping[str, str] = {
    "repeat": "each sheet holds one leaf as often as it fits",
    "sequence": "leaves follow each other across the sheet",
    "cut-and-stack": "the cut piles laid on each other are in order",
    "section": "folded once and laid into each other: a booklet",
}


@frozen
class Part:
    """One page on one side of a leaf: `page` counts from 0, `of` the parts side by side this is number `at`.

    `inwards_mm` moves it towards the fold: what lies inside others sticks out by their thickness, and is trimmed.
    """

    page: int
    at: int = 0
    of: int = 1
    inwards_mm: float = 0.0


@frozen
class Sided:
    """One leaf before it is cut: its number from 1, and the parts of its front and of its back, left to right."""

    number: int
    front: tuple[Part, ...]
    back: tuple[Part, ...]


def leaves_of(pages: int, *, two_sided: bool) -> tuple[Sided, ...]:
    """Return the leaves that `pages` make: two pages each, or one; raises `StepRefusal` for half a leaf."""
    if pages < 1:
        raise StepRefusal("There is no page to impose.", "give a PDF with pages.")
    if not two_sided:
        return tuple(Sided(page + 1, (Part(page),), ()) for page in range(pages))
    if pages % 2:
        raise StepRefusal(
            f"A leaf has two sides, but there is an odd number of pages ({pages}).",
            "add a blank page, or impose them with the turn one-side.",
        )
    return tuple(Sided(at // 2 + 1, (Part(at),), (Part(at + 1),)) for at in range(0, pages, 2))


def folios_of(pages: int, thickness_mm: float) -> tuple[Sided, ...]:
    """Return the leaves of a booklet, the outermost first: each holds four pages, two and two beside its fold.

    Raises `StepRefusal` when the pages do not make whole leaves.
    """
    if pages < 1 or pages % 4:
        more = 4 - pages % 4
        raise StepRefusal(
            f"A booklet has four pages to a leaf, and {pages} is no multiple of four.",
            f"add {more} blank {'page' if more == 1 else 'pages'}.",
        )
    folios = []
    for depth in range(pages // 4):
        creep, last = thickness_mm * depth, pages - 1 - 2 * depth
        front = (Part(last, 0, 2, creep), Part(2 * depth, 1, 2, creep))
        back = (Part(2 * depth + 1, 0, 2, creep), Part(last - 1, 1, 2, creep))
        folios.append(Sided(depth + 1, front, back))
    return tuple(folios)


def dealt(leaves: Sequence[Sided], places: int, order: str) -> list[list[Sided | None]]:
    """Return for each sheet the leaf in each of its `places`; None: it stays blank.

    Cut-and-stack: the leaf in a place is place × sheets + sheet, so that the piles, laid on each other in the order of
    the places, run from the first leaf to the last.
    """
    if order in ("repeat", "section"):
        return [[leaf] * places for leaf in leaves]
    if order not in ORDERS:
        raise StepRefusal(f"The press knows no order “{order}”.", f"name one of these: {', '.join(ORDERS)}.")
    sheets = -(-len(leaves) // places)

    def number(sheet: int, place: int) -> int:
        return place * sheets + sheet if order == "cut-and-stack" else sheet * places + place

    return [
        [leaves[at] if (at := number(sheet, place)) < len(leaves) else None for place in range(places)]
        for sheet in range(sheets)
    ]
