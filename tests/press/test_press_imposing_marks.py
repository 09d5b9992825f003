# SPDX-License-Identifier: Apache-2.0
"""The marks beside the leaves: outside every bleed, where a press prints, and each one behind itself."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.geometry import Box
from safeconduct.press.imposing.marks import Marks, Stroke, marks_of
from safeconduct.press.imposing.plans import Imposition, imposition, wanted
from safeconduct.press.imposing.sheets import sheets
from safeconduct.press.imposing.turns import TURNS


def planned(sheet: str, turn: str, size: tuple[float, float], bleed: float, folds: tuple[float, ...]) -> Imposition:
    asked = wanted(sheet=sheet, turn=turn, gutter_mm=2 * bleed, leaf_mm=size, bleed_mm=bleed, folds=folds)
    return imposition(asked, 2)


any_plan = given(
    st.sampled_from(sorted(sheets())),
    st.sampled_from(sorted(TURNS)),
    st.tuples(st.integers(40, 300), st.integers(40, 300)),
    st.sampled_from([0.0, 2.0, 3.0]),
    st.booleans(),
)


def _all(sheet: str, turn: str, size: tuple[int, int], bleed: float, folded: bool) -> list[tuple[Imposition, Marks]]:
    folds = tuple(size[0] * part / 4 for part in (1, 2, 3)) if folded else ()
    try:
        plan = planned(sheet, turn, size, bleed, folds)
    except StepRefusal:
        assume(False)
        raise
    return [(plan, marks_of(plan, side)) for side in plan.sides]


def _apart(one: Box, other: Box, gap: float = 1e-6) -> bool:
    return (
        one[0] + one[2] <= other[0] + gap
        or other[0] + other[2] <= one[0] + gap
        or one[1] + one[3] <= other[1] + gap
        or other[1] + other[3] <= one[1] + gap
    )


def _hull(line: Stroke) -> Box:
    left, top = min(line.x0, line.x1), min(line.y0, line.y1)
    return (left, top, abs(line.x1 - line.x0), abs(line.y1 - line.y0))


@settings(deadline=None)
@any_plan
def test_marks_keep_off_every_bleed_and_off_the_edge(
    sheet: str, turn: str, size: tuple[int, int], bleed: float, folded: bool
) -> None:
    for plan, marks in _all(sheet, turn, size, bleed, folded):
        x, y, wide, high = plan.block
        leaves = (x - bleed, y - bleed, wide + 2 * bleed, high + 2 * bleed)
        paper, blank = plan.grid.sheet, plan.grid.sheet.blank_mm
        boxes = [_hull(line) for line in marks.strokes]
        boxes += [(t.x - t.radius, t.y - t.radius, 2 * t.radius, 2 * t.radius) for t in marks.targets]
        boxes += [marks.slug, marks.bar]
        for box in boxes:
            assert _apart(box, leaves)
            assert box[0] >= blank - 1e-6
            assert box[1] >= blank - 1e-6
            assert box[0] + box[2] <= paper.width_mm - blank + 1e-6
            assert box[1] + box[3] <= paper.height_mm - blank + 1e-6
        for target in marks.targets:
            around = (target.x - target.radius, target.y - target.radius, 2 * target.radius, 2 * target.radius)
            assert all(_apart(around, _hull(line)) for line in marks.strokes)
            assert _apart(around, marks.slug)
            assert _apart(around, marks.bar)
        for line in marks.strokes:
            assert _apart(_hull(line), marks.slug)
            assert _apart(_hull(line), marks.bar)
        assert min(marks.slug[2:]) == pytest.approx(2.8)
        assert max(marks.slug[2:]) >= 30


@settings(deadline=None)
@any_plan
def test_the_marks_of_the_back_lie_behind_those_of_the_front(
    sheet: str, turn: str, size: tuple[int, int], bleed: float, folded: bool
) -> None:
    sides = _all(sheet, turn, size, bleed, folded)
    plan, front = sides[0]
    _, back = sides[-1]
    assume(plan.flip is not None)
    assert plan.flip is not None
    crops = {_hull(line) for line in front.strokes if line.width_pt < 1}
    behind = {plan.flip.box(_hull(line)) for line in back.strokes if line.width_pt < 1}
    assert {tuple(round(v, 3) for v in box) for box in crops} == {tuple(round(v, 3) for v in box) for box in behind}
    targets = {(round(t.x, 3), round(t.y, 3)) for t in front.targets}
    assert targets == {tuple(round(v, 3) for v in plan.flip.box((t.x, t.y, 0, 0))[:2]) for t in back.targets}


def test_every_trim_has_its_marks_and_every_fold_its_dashes() -> None:
    plan = planned("sra3", "long-edge", (296.0, 105.0), 3.0, (74.0, 148.0, 222.0))
    marks = marks_of(plan, plan.sides[0])
    left = plan.block[0]
    upright = [line for line in marks.strokes if line.x0 == line.x1 and line.width_pt < 1]
    assert {round(line.x0 - left, 3) for line in upright if not line.dashed} == {0.0, 296.0}
    assert {round(line.x0 - left, 3) for line in upright if line.dashed} == {74.0, 148.0, 222.0}
    assert len([line for line in upright if line.dashed]) == 6
    level = {round(line.y0, 3) for line in marks.strokes if line.y0 == line.y1}
    assert level == {round(y, 3) for box in plan.grid.cells() for y in (box[1], box[1] + box[3])}


def test_the_folds_of_a_turned_strip_run_the_other_way() -> None:
    plan = planned("sra2", "long-edge", (200.0, 60.0), 3.0, (50.0, 100.0, 150.0))
    assert plan.grid.rotation == 90 or plan.grid.columns == 2
    turned = planned("sra3", "long-edge", (430.0, 60.0), 3.0, (100.0,))
    assert turned.grid.rotation == 90
    dashed = [line for line in marks_of(turned, turned.sides[0]).strokes if line.dashed]
    # Turned counter-clockwise, the left of a leaf is below.
    assert {round(line.y0, 3) for line in dashed} == {round(turned.block[1] + 430 - 100, 3)}
    behind = [line for line in marks_of(turned, turned.sides[1]).strokes if line.dashed]
    assert {round(line.y0, 3) for line in behind} == {round(turned.block[1] + 430 - 100, 3)}


def test_one_side_guide_is_on_the_same_edge_of_the_paper() -> None:
    plan = planned("sra3", "short-edge", (105.0, 148.0), 3.0, ())
    front, back = (marks_of(plan, side) for side in plan.sides)
    guides = [[line for line in marks.strokes if line.width_pt == 1] for marks in (front, back)]
    assert [len(found) for found in guides] == [1, 1]
    assert guides[0][0].y0 == pytest.approx(plan.grid.sheet.blank_mm)
    assert guides[1][0].y0 == pytest.approx(plan.grid.sheet.height_mm - plan.grid.sheet.blank_mm)
    assert guides[0][0].x0 == pytest.approx(guides[1][0].x0)
