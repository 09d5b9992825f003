# SPDX-License-Identifier: Apache-2.0
"""What does not fit a sheet: refused with the millimetres it lacks and with arrangements that do fit."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.imposing.fitting import fit, offers
from safeconduct.press.imposing.grids import Leaf, most
from safeconduct.press.imposing.sheets import sheet_of, sheets
from safeconduct.press.imposing.turns import TURNS

A6 = Leaf(105, 148, 3, 6)
OFFER = re.compile(
    r"(?P<count>\d+) on (?P<sheet>[^,]+)(?P<turned>, leaves turned)?"
    r"(?P<bare>, without bleed and gutter)?(, with a gutter of (?P<gutter>[\d.]+) mm)?"
)


def test_four_postcards_do_not_fit_a4() -> None:
    with pytest.raises(StepRefusal) as refused:
        fit(sheet_of("A4"), A6, TURNS["long-edge"], 4)
    assert refused.value.what == (
        "4 leaves of 105 × 148 mm with 3 mm bleed do not fit the sheet A4: the margins would be -3.0 mm beside and "
        "-2.5 mm above, which is 12.0 mm beside and 13.5 mm above too little."
    )
    assert refused.value.do == (
        "take 2 on A4, leaves turned; or 4 on SRA4, with a gutter of 3 mm; or 4 on A3; or 8 on SRA3, leaves turned."
    )


def test_the_known_arrangements() -> None:
    found = {
        (name, size): (grid.columns, grid.rows, grid.rotation)
        for name, size in (("a4", (74, 105)), ("sra3", (105, 148)), ("sra3", (296, 105)), ("sra3", (220, 140)))
        if (grid := most(sheet_of(name), Leaf(*size, 3, 6), TURNS["long-edge"]))
    }
    assert found == {
        ("a4", (74, 105)): (2, 2, 0),
        ("sra3", (105, 148)): (2, 4, 90),
        ("sra3", (296, 105)): (1, 4, 0),
        ("sra3", (220, 140)): (1, 3, 0),
    }


def test_without_bleed_leaves_share_their_cut() -> None:
    grid = fit(sheet_of("sra3"), Leaf(74, 105, 0, 0), TURNS["long-edge"])
    assert grid.count == 16
    boxes = grid.cells()
    assert boxes[0][0] + boxes[0][2] == pytest.approx(boxes[1][0])


def test_less_than_half_a_bleed_between_leaves_is_refused() -> None:
    with pytest.raises(StepRefusal, match="A gutter of 2 mm leaves less than half of the 3 mm bleed"):
        fit(sheet_of("sra3"), Leaf(105, 148, 3, 2), TURNS["long-edge"])


def test_a_shared_plate_holds_an_even_number() -> None:
    with pytest.raises(StepRefusal, match="their number must be even"):
        fit(sheet_of("sra3"), A6, TURNS["work-and-turn"], 3)
    with pytest.raises(StepRefusal, match="hold 0 leaves"):
        fit(sheet_of("sra3"), A6, TURNS["work-and-turn"], 0)


@settings(deadline=None)
@given(
    st.sampled_from(sorted(sheets())),
    st.tuples(st.integers(40, 700), st.integers(40, 700)),
    st.sampled_from([0.0, 2.0, 3.0]),
    st.sampled_from(sorted(TURNS)),
    st.none() | st.integers(1, 40),
)
def test_what_is_offered_fits_and_what_is_given_was_asked(
    name: str, size: tuple[int, int], bleed: float, turn: str, count: int | None
) -> None:
    leaf = Leaf(*size, bleed, 2 * bleed)
    try:
        grid = fit(sheet_of(name), leaf, TURNS[turn], count)
    except StepRefusal as refusal:
        assert "not fit" in refusal.what  # noqa: PT017 - both ends are allowed, each is checked
        told = list(offers(sheet_of(name), leaf, TURNS[turn], count or (2 if TURNS[turn].one_plate else 1)))
        assert len(told) == len(set(told)) <= 4
        assert refusal.do == (f"take {'; or '.join(told)}." if told else "take a smaller leaf.")  # noqa: PT017
        for offer in told:
            _fits(offer, leaf, turn)
        lacking = re.findall(r"([\d.]+) mm (?:beside|above)(?= and| too)", refusal.what)
        assert ("even" in refusal.what) if not lacking else max(map(float, lacking)) > 0  # noqa: PT017
        return
    assert count in (None, grid.count)
    assert grid.fits
    assert grid.margins_mm[0] >= bleed + grid.sheet.beside_mm - 1e-6


def _fits(offer: str, leaf: Leaf, turn: str) -> None:
    found = OFFER.fullmatch(offer)
    assert found
    sheet = next(one for one in sheets().values() if one.title == found["sheet"])
    bare = bool(found["bare"])
    gutter = 0.0 if bare else float(found["gutter"] or leaf.gutter_mm)
    taken = Leaf(leaf.width_mm, leaf.height_mm, 0.0 if bare else leaf.bleed_mm, gutter)
    turns = [turn] if not TURNS[turn].one_plate else [turn, "long-edge"]
    assert any(_count(sheet.name, taken, each, int(found["count"])) for each in turns)


def _count(name: str, leaf: Leaf, turn: str, count: int) -> bool:
    try:
        return fit(sheet_of(name), leaf, TURNS[turn], count).count == count
    except StepRefusal:
        return False


def test_every_sheet_leaves_room_for_marks_and_lines() -> None:
    assert len(sheets()) == 8
    for sheet in sheets().values():
        assert sheet.width_mm <= sheet.height_mm
        assert sheet.grips in ("long", "short")
        # The slug line and the bar lie beside the bleed on the gripped edges.
        assert sheet.gripper_mm - sheet.blank_mm >= 2.8
        assert 0 < sheet.blank_mm < sheet.margin_mm <= sheet.gripper_mm
