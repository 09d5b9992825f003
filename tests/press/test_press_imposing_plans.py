# SPDX-License-Identifier: Apache-2.0
"""The plan of an imposition, tried on simulated paper: sheets are turned, cut, piled and folded, and then looked at."""

import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.imposing.orders import ORDERS
from safeconduct.press.imposing.plans import Imposition, Placed, imposition, wanted
from safeconduct.press.imposing.sheets import Sheet, sheets
from safeconduct.press.imposing.turns import TURNS

SIZES = [(74.0, 105.0), (105.0, 148.0), (220.0, 140.0), (296.0, 105.0), (148.0, 210.0), (52.0, 74.0), (60.0, 60.0)]
Point = tuple[float, float]


def corners(one: Placed) -> dict[str, Point]:
    """Where the four corners of a page lie on its side (mm from the top left), by their names on the upright page."""
    x, y, wide, high = one.box
    middle = complex(x + wide / 2, y + high / 2)
    w, h = (high, wide) if one.rotation % 180 else (wide, high)
    # Counter-clockwise to the eye is clockwise where y runs down.
    turn = complex(math.cos(math.radians(one.rotation)), -math.sin(math.radians(one.rotation)))
    spots = {"head-left": (-w, -h), "head-right": (w, -h), "foot-left": (-w, h), "foot-right": (w, h)}
    found = {name: middle + complex(*spot) / 2 * turn for name, spot in spots.items()}
    return {name: (spot.real, spot.imag) for name, spot in found.items()}


def seen_through(spot: Point, sheet: Sheet, turn: str) -> Point:
    """Turn the paper by hand: where a spot of the back lies when the sheet is looked through from the front."""
    x, y = spot
    long_edge_upright = sheet.height_mm >= sheet.width_mm
    if turn in ("long-edge", "short-edge"):
        about_upright = (turn == "long-edge") == long_edge_upright
    else:
        # Work-and-turn keeps the gripper edge, work-and-tumble changes it.
        gripper_upright = (sheet.grips == "long") == long_edge_upright
        about_upright = (turn == "work-and-tumble") == gripper_upright
    return (sheet.width_mm - x, y) if about_upright else (x, sheet.height_mm - y)


def planned(*asked: Any) -> Imposition:
    """Plan what fits; another example, please, for what does not."""
    try:
        return laid(*asked)
    except StepRefusal as refusal:
        assume("fit the sheet" not in refusal.what)
        raise


def laid(
    sheet: str, turn: str, order: str, size: Point, bleed: float, gutter: float, pages: int, thickness: float = 0.1
) -> Imposition:
    asked = wanted(
        sheet=sheet, turn=turn, gutter_mm=gutter, leaf_mm=size, bleed_mm=bleed, order=order, thickness_mm=thickness
    )
    return imposition(asked, pages)


every = given(
    st.sampled_from(sorted(sheets())),
    st.sampled_from(sorted(TURNS)),
    st.sampled_from(["repeat", "sequence", "cut-and-stack"]),
    st.sampled_from(SIZES) | st.tuples(st.floats(40, 300).map(round), st.floats(40, 300).map(round)),
    st.sampled_from([0.0, 2.0, 3.0]),
    st.sampled_from([1.0, 1.5, 2.0]),
    st.integers(1, 40),
)


@settings(deadline=None)
@every
def test_every_back_lies_behind_its_front_head_to_head(
    sheet: str, turn: str, order: str, size: Point, bleed: float, times: float, leaves: int
) -> None:
    plan = planned(sheet, turn, order, size, bleed, times * bleed, 2 * leaves)
    if TURNS[turn].over is None:
        assert {side.face for side in plan.sides} == {"front"}
        assert sorted({one.page for side in plan.sides for one in side.placed}) == list(range(2 * leaves))
        return
    for number in range(1, plan.sheets + 1):
        sides = [side for side in plan.sides if side.sheet == number]
        assert [side.face for side in sides] == (["both"] if TURNS[turn].one_plate else ["front", "back"])
        through = {}
        for one in sides[-1].placed:
            seen = {name: seen_through(spot, plan.grid.sheet, turn) for name, spot in corners(one).items()}
            # The page is printed on the far side: its left is to the right of who looks through.
            through[one.page, tuple(round(value, 3) for value in seen["head-right"])] = seen
        fronts = [one for one in sides[0].placed if not one.back]
        assert fronts
        for one in fronts:
            assert one.page % 2 == 0
            mine = corners(one)
            behind = through[one.page + 1, tuple(round(value, 3) for value in mine["head-left"])]
            for name, other in (("head-right", "head-left"), ("foot-left", "foot-right"), ("foot-right", "foot-left")):
                assert math.dist(mine[name], behind[other]) < 1e-6


@settings(deadline=None)
@every
def test_nothing_overlaps_and_all_is_where_a_press_prints(
    sheet: str, turn: str, order: str, size: Point, bleed: float, times: float, leaves: int
) -> None:
    plan = planned(sheet, turn, order, size, bleed, times * bleed, 2 * leaves)
    paper = plan.grid.sheet
    for side in (*plan.sides[:2], *plan.sides[-2:]):
        for at, one in enumerate(side.placed):
            x, y, wide, high = one.clip
            assert x >= paper.beside_mm - 1e-6
            assert y >= paper.above_mm - 1e-6
            assert x + wide <= paper.width_mm - paper.beside_mm + 1e-6
            assert y + high <= paper.height_mm - paper.above_mm + 1e-6
            assert sorted(one.box[2:]) == pytest.approx(sorted(size))
            # The whole trim is inked, and on every outer edge the whole bleed.
            assert x <= one.box[0] + 1e-6
            assert y <= one.box[1] + 1e-6
            for other in side.placed[:at]:
                a, b, c, d = other.clip
                assert x >= a + c - 1e-6 or a >= x + wide - 1e-6 or y >= b + d - 1e-6 or b >= y + high - 1e-6
        if side.placed and len(side.placed) == plan.grid.count:
            left, top, wide, high = plan.block
            outer = min(one.clip[0] for one in side.placed), min(one.clip[1] for one in side.placed)
            assert outer == pytest.approx((left - bleed, top - bleed))
            ends = max(one.clip[0] + one.clip[2] for one in side.placed)
            assert ends == pytest.approx(left + wide + bleed)


@settings(deadline=None)
@every
def test_cut_piles_are_in_the_order_that_was_asked(
    sheet: str, turn: str, order: str, size: Point, bleed: float, times: float, leaves: int
) -> None:
    assume(TURNS[turn].over is not None)
    plan = planned(sheet, turn, order, size, bleed, times * bleed, 2 * leaves)
    fronts = [side for side in plan.sides if side.face != "back"]
    cells = sorted({one.cell for side in fronts for one in side.placed if not one.back})
    upper = [one for side in fronts for one in side.placed if not one.back]
    piles = [[one.leaf for one in upper if one.cell == cell] for cell in cells]
    if order == "repeat":
        assert all(pile == list(range(1, leaves + 1)) for pile in piles)
    elif order == "cut-and-stack":
        assert [leaf for pile in piles for leaf in pile] == list(range(1, leaves + 1))
    else:
        across = [one.leaf for side in fronts for one in sorted(side.placed, key=lambda one: one.cell) if not one.back]
        assert across == list(range(1, leaves + 1))


@settings(deadline=None)
@given(
    st.sampled_from(sorted(sheets())),
    st.sampled_from(sorted(set(TURNS) - {"one-side"})),
    st.sampled_from([(74.0, 105.0), (105.0, 148.0), (148.0, 105.0)]),
    st.integers(1, 16),
    st.sampled_from([0.0, 0.08, 0.2]),
)
def test_a_booklet_folds_to_its_pages_in_order_and_creeps_inwards(
    sheet: str, turn: str, size: Point, folios: int, thickness: float
) -> None:
    pages = 4 * folios
    plan = planned(sheet, turn, "section", size, 3.0, 6.0, pages, thickness)
    cell = min(one.cell for one in plan.sides[0].placed)
    laid: list[tuple[Placed, Placed]] = []  # what one opens: left and right page of every side, folio by folio
    for number in range(1, plan.sheets + 1):
        both = [one for side in plan.sides if side.sheet == number for one in side.placed if one.cell == cell]
        for back in (False, True):
            left, right = sorted((one for one in both if one.back is back), key=_along)
            laid.append((left, right))
    # Fold each and lay the next into it: the right fronts and left backs lead in, the others lead out.
    leading = [page for front, back in zip(laid[::2], laid[1::2], strict=True) for page in (front[1], back[0])]
    trailing = [page for front, back in zip(laid[::2], laid[1::2], strict=True) for page in (front[0], back[1])]
    order = [one.page for one in leading] + [one.page for one in reversed(trailing)]
    assert order == list(range(pages))
    for depth in range(folios):
        for left, right in laid[2 * depth : 2 * depth + 2]:
            # Both pages come nearer to the fold by the thickness of what they lie in.
            apart = max(abs(left.box[0] - right.box[0]), abs(left.box[1] - right.box[1]))
            assert apart == pytest.approx(size[0] - 2 * thickness * depth)


def _along(one: Placed) -> float:
    """A measure that grows from left to right for someone who holds the sheet so that the leaf stands upright."""
    x, y = one.box[0] + one.box[2] / 2, one.box[1] + one.box[3] / 2
    return {0: x, 90: -y, 180: -x, 270: y}[one.rotation]


def test_a_single_page_has_nothing_behind() -> None:
    plan = laid("a4", "long-edge", "repeat", (74.0, 105.0), 3.0, 6.0, 1)
    assert [(side.face, len(side.placed)) for side in plan.sides] == [("front", 4)]


def test_half_leaves_and_half_booklets_are_refused() -> None:
    with pytest.raises(StepRefusal, match=r"odd number of pages \(3\)"):
        laid("a4", "long-edge", "repeat", (74.0, 105.0), 3.0, 6.0, 3)
    with pytest.raises(StepRefusal, match="6 is no multiple of four") as refused:
        laid("sra3", "long-edge", "section", (74.0, 105.0), 3.0, 6.0, 6)
    assert refused.value.do == "add 2 blank pages."
    with pytest.raises(StepRefusal, match="no page to impose"):
        laid("a4", "one-side", "repeat", (74.0, 105.0), 3.0, 6.0, 0)


def test_unknown_words_are_refused_with_the_known_ones() -> None:
    with pytest.raises(StepRefusal, match="no sheet “a9”") as refused:
        laid("a9", "long-edge", "repeat", (74.0, 105.0), 3.0, 6.0, 2)
    assert all(name in refused.value.do for name in sheets())
    with pytest.raises(StepRefusal, match="no turn “over”"):
        laid("a4", "over", "repeat", (74.0, 105.0), 3.0, 6.0, 2)
    with pytest.raises(StepRefusal, match="no order “shuffled”") as refused:
        laid("a4", "long-edge", "shuffled", (74.0, 105.0), 3.0, 6.0, 2)
    assert all(name in refused.value.do for name in ORDERS)
