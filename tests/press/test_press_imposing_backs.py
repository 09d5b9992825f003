# SPDX-License-Identifier: Apache-2.0
"""Backs behind fronts, told from words alone: made-up leaves on sheets of every turn and order, right and spoilt."""

import random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.press.imposing.backs import BACK_ELSEWHERE, LEAF_NOWHERE, Letters, backs_seen
from safeconduct.press.imposing.plans import Imposition, Placed, Side, imposition, turned_in, wanted

WIDE, HIGH, BLEED = 74.0, 105.0, 3.0


def leaf(number: int, words: str | None = None) -> Letters:
    """A made-up page with its bleed: letters in lines of twenty, every page with its own."""
    chance = random.Random(number)  # noqa: S311 - the same letters in every run
    text = words or "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(chance.randint(30, 200)))
    places = tuple((BLEED + 6 + 3 * (at % 20), BLEED + 8 + 5 * (at // 20)) for at in range(len(text)))
    return Letters(text, places, (BLEED, BLEED, WIDE, HIGH), (WIDE + 2 * BLEED, HIGH + 2 * BLEED))


def laid(plan: Imposition, side: Side, leaves: list[Letters]) -> Letters:
    """One side as a press prints it: the letters of every page where the plan has it, and a line in the slug."""
    text, places = "Job4711", [(5.0 + 2 * at, 3.0) for at in range(7)]
    for one in side.placed:
        page = leaves[one.page]
        text += page.text
        for x, y in page.places:
            spot = turned_in(one.box, (WIDE, HIGH), one.rotation, (x - BLEED, y - BLEED, 0.0, 0.0))
            places.append((spot[0], spot[1]))
    size = (plan.grid.sheet.width_mm, plan.grid.sheet.height_mm)
    return Letters(text, tuple(places), (0.0, 0.0, *size), size)


def planned(pages: int, turn: str, order: str = "repeat", sheet: str = "sra3") -> Imposition:
    asked = wanted(
        sheet=sheet, turn=turn, gutter_mm=6.0, leaf_mm=(WIDE, HIGH), bleed_mm=BLEED, order=order, thickness_mm=0.05
    )
    return imposition(asked, pages)


def sheet_of(plan: Imposition, leaves: list[Letters]) -> list[Letters]:
    return [laid(plan, side, leaves) for side in plan.sides]


def moved(plan: Imposition, side: int, at: int, **changes: Any) -> Imposition:
    """The plan with one page of one side changed."""
    placed: list[Placed] = list(plan.sides[side].placed)
    placed[at] = evolve(placed[at], **changes)
    sides = list(plan.sides)
    sides[side] = evolve(sides[side], placed=tuple(placed))
    return evolve(plan, sides=tuple(sides))


TURNS = st.sampled_from(["long-edge", "short-edge", "work-and-turn", "work-and-tumble"])
ORDERS = st.sampled_from(["repeat", "sequence", "cut-and-stack", "section"])


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4), TURNS, ORDERS, st.sampled_from(["sra3", "sra4", "a3"]), st.booleans())
def test_what_is_laid_rightly_is_found_and_faultless(count: int, turn: str, order: str, sheet: str, told: bool) -> None:
    plan = planned(4 * count, turn, order, "sra3" if order == "section" else sheet)
    leaves = [leaf(number) for number in range(4 * count)]
    seen, title = backs_seen(sheet_of(plan, leaves), leaves, plan.turn.name if told else "")
    assert seen == ()
    assert "turned" in title


@settings(deadline=None, max_examples=60)
@given(TURNS, ORDERS, st.data())
def test_two_backs_that_change_places_are_told_with_their_places(turn: str, order: str, choose: st.DataObject) -> None:
    plan = planned(8, turn, order)
    leaves = [leaf(number) for number in range(8)]
    side = choose.draw(st.integers(0, len(plan.sides) - 1))
    at = choose.draw(st.integers(0, len(plan.sides[side].placed) - 1))
    here = plan.sides[side].placed[at]
    other = choose.draw(st.sampled_from([page for page in range(8) if page != here.page]))
    seen, _ = backs_seen(sheet_of(moved(plan, side, at, page=other), leaves), leaves)
    faults = [one for one in seen if one.kind == BACK_ELSEWHERE]
    assert faults
    assert any(abs(one.box_mm[0] - here.box[0]) < 0.1 and abs(one.box_mm[1] - here.box[1]) < 0.1 for one in faults)


def test_a_back_head_to_foot_is_told() -> None:
    plan = planned(2, "long-edge")
    leaves = [leaf(0), leaf(1)]
    turned = moved(plan, 1, 2, rotation=(plan.sides[1].placed[2].rotation + 180) % 360)
    seen, _ = backs_seen(sheet_of(turned, leaves), leaves, "long-edge")
    assert {one.what for one in seen} == {
        "behind page 1 page 2 lies head to foot",
        "behind page 2 page 1 lies head to foot",
    }


def test_the_wrong_turn_is_told_when_it_is_named_and_found_when_it_is_not() -> None:
    leaves = [leaf(0), leaf(1)]
    sides = sheet_of(planned(2, "short-edge"), leaves)
    assert any(one.kind == BACK_ELSEWHERE for one in backs_seen(sides, leaves, "long-edge")[0])
    assert backs_seen(sides, leaves) == ((), "turned over the short edge")


def test_a_back_that_is_off_its_place_is_told_in_millimetres() -> None:
    plan = planned(2, "long-edge")
    box = plan.sides[1].placed[0].box
    seen, _ = backs_seen(
        sheet_of(moved(plan, 1, 0, box=(box[0] + 2.5, *box[1:])), [leaf(0), leaf(1)]), [leaf(0), leaf(1)], "long-edge"
    )
    assert {(one.page, one.what, one.value) for one in seen} == {
        (1, "behind page 1 page 2 lies 2.5 mm off", 2.5),
        (2, "behind page 2 page 1 lies 2.5 mm off", 2.5),
    }


def test_a_sheet_without_a_back_says_that_nothing_lies_there() -> None:
    leaves = [leaf(0), leaf(1)]
    seen, _ = backs_seen(sheet_of(planned(2, "long-edge"), leaves)[:1], leaves, "long-edge")
    assert {one.kind for one in seen} == {LEAF_NOWHERE, BACK_ELSEWHERE}
    assert "behind page 1 nothing of the leaf lies, not page 2" in {one.what for one in seen}


def test_a_front_printed_on_both_sides_is_told() -> None:
    leaves = [leaf(0), leaf(1)]
    front = sheet_of(planned(2, "long-edge"), leaves)[0]
    seen, _ = backs_seen([front, front], leaves)
    assert {one.kind for one in seen} == {LEAF_NOWHERE, BACK_ELSEWHERE}


def test_leaves_with_the_same_words_may_stand_for_each_other() -> None:
    leaves = [leaf(0), leaf(1), leaf(0), leaf(3)]
    assert backs_seen(sheet_of(planned(4, "long-edge", "sequence"), leaves), leaves)[0] == ()


def test_a_page_without_words_is_told_as_not_looked_at() -> None:
    leaves = [leaf(0), leaf(1, "abc")]
    seen, _ = backs_seen(sheet_of(planned(2, "long-edge"), leaves), leaves)
    assert [one.kind for one in seen] == ["not-looked"]
    assert "page 2" in seen[0].what


def test_what_is_shrunk_is_not_the_leaf() -> None:
    leaves = [leaf(0), leaf(1)]
    sides = sheet_of(planned(2, "long-edge"), leaves)
    small = [evolve(side, places=tuple((x * 0.94, y * 0.94) for x, y in side.places)) for side in sides]
    assert {one.kind for one in backs_seen(small, leaves)[0]} == {LEAF_NOWHERE}


@given(st.lists(st.text(max_size=30), max_size=3), st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_any_words_anywhere_are_looked_at_without_stumbling(leaf_texts: list[str], side_texts: list[str]) -> None:
    def strewn(text: str) -> Letters:
        return Letters(text, tuple((7.0 * at % 31, 5.0) for at in range(len(text))), (0, 0, 50, 50), (50, 50))

    seen, title = backs_seen([strewn(text) for text in side_texts], [strewn(text) for text in leaf_texts])
    assert title
    assert all(one.what for one in seen)


@pytest.mark.parametrize("turn", ["one-side"])
def test_where_nothing_is_printed_behind_only_the_leaves_are_looked_for(turn: str) -> None:
    leaves = [leaf(0), leaf(1)]
    sides = sheet_of(planned(2, turn), leaves)
    assert backs_seen(sides, leaves, turn) == ((), "nothing printed behind")
