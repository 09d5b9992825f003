# SPDX-License-Identifier: Apache-2.0
"""Registration leaves: outlines to hold against the light, in place of the leaves of a plan's first sheet."""

from attrs import evolve

from safeconduct.press.compiling import compile_pdf
from safeconduct.press.type.typefaces import plain_faces
from safeconduct.press.wording import set_line

from .plans import Imposition, Placed, Side


def registration_leaves(plan: Imposition, as_of: str) -> tuple[Imposition, bytes]:
    """Return the plan's first sheet with a page of its own for every cell and side, and a PDF of those pages.

    Pages are numbered as leaves, by their place where all are the same leaf; the halves of a booklet as its pages.
    """
    sides = [side for side in plan.sides if side.sheet == plan.sides[0].sheet]
    leaves: list[dict[str, object]] = []
    renumbered: list[Side] = []
    for side in sides:
        placed = []
        for one in side.placed:
            leaves.append({"number": set_line("number", "en", _number(plan, one)), "back": one.back})
            placed.append(evolve(one, page=len(leaves) - 1))
        renumbered.append(evolve(side, placed=tuple(placed)))
    leaf = plan.grid.leaf
    table = {
        "faces": plain_faces({"en"}),
        "width": leaf.width_mm / (2 if plan.order == "section" else 1),
        "height": leaf.height_mm,
        "bleed": leaf.bleed_mm,
        "folds": [] if plan.order == "section" else list(plan.folds),
        "words": {word: set_line(word, "en", word) for word in ("head", "front", "back")},
        "leaves": leaves,
    }
    first = evolve(plan, sides=tuple(renumbered), sheets=1)
    return first, compile_pdf("registration.typ", table, as_of)


def _number(plan: Imposition, one: Placed) -> str:
    if plan.order == "section":
        return str(one.page + 1)
    return str(one.cell + 1 if plan.order == "repeat" else one.leaf)
