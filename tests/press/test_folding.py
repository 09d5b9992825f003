# SPDX-License-Identifier: Apache-2.0
"""A strip of paper is folded here, fold by fold, and unfolded again: which faces does a reader see, and in which order?

A face is (side, panel): side 0 is page 1.  The left panel of one page lies behind the right one of the other.
"""

from collections.abc import Iterator

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from press_samples import channel

from safeconduct.model.channel import PaperChannel
from safeconduct.press.folding import most_steps, pages, reading_order
from safeconduct.press.geometry import folded

Face = tuple[str, int]
Leaf = tuple[Face, Face]
"""A panel as it lies: the face that looks up, and the one that looks down."""


def strip(count: int) -> list[list[Leaf]]:
    """A strip that lies flat, its front up: at each place a pile of one leaf."""
    return [[(("front", i), ("back", count - 1 - i))] for i in range(count)]


def turned(pile: list[Leaf]) -> list[Leaf]:
    """Turn a pile over like the leaf of a book: what was below lies on top."""
    return [(down, up) for up, down in reversed(pile)]


def rolled(count: int) -> Iterator[list[list[Leaf]]]:
    """Roll a strip up from its last front panel; yield it flat, after each fold, and closed.  Piles from the bottom."""
    places = strip(count)
    yield [list(pile) for pile in places]
    while len(places) > 1:
        last = places.pop()
        places[-1] = places[-1] + turned(last)
        yield [list(pile) for pile in places]


def named(paper: PaperChannel) -> dict[Face, tuple[int, int]]:
    """Name each face by page and panel: page 1 of a roll is its outside, the back."""
    front = 1 if paper.fold == "roll" else 0
    return {
        **{("front", i): (front, i) for i in range(paper.panels)},
        **{("back", i): (1 - front, i) for i in range(paper.panels)},
    }


def paper(fold: str, panels: int = 4) -> PaperChannel:
    found = channel("fold-roll" if fold == "roll" else "fold-strip")
    return evolve(found, panels=panels, width_mm=74.0 * panels)


@given(st.sampled_from(("accordion", "roll")), st.integers(2, 6))
def test_every_panel_is_read_once(fold: str, panels: int) -> None:
    order = reading_order(paper(fold, panels))
    assert sorted(order) == [(page, panel) for page in (0, 1) for panel in range(panels)]


@given(st.integers(2, 6))
def test_a_closed_roll_shows_its_cover_and_no_step(panels: int) -> None:
    one = paper("roll", panels)
    names, order = named(one), reading_order(one)
    (closed,) = list(rolled(panels))[-1]
    outside = {names[closed[-1][0]], names[closed[0][1]]}
    assert order[0] in outside
    steps = order[1 : 1 + most_steps(one)]
    assert not outside & set(steps)


@given(st.integers(3, 6))
def test_unrolling_shows_the_steps_in_order_and_nothing_of_a_later_one_between(panels: int) -> None:
    """Each opening of a roll shows the inside from the left, and to the right of it only the outside."""
    one = paper("roll", panels)
    names, order = named(one), reading_order(one)
    steps = order[1 : 1 + most_steps(one)]
    # Turned over so that the cover lies on top, the closed roll opens like a book: the folds undone, last first.
    for opening in reversed(list(rolled(panels))[:-1]):
        seen = [names[pile[-1][0]] for pile in opening]
        shown = [face for face in seen if face in steps]
        assert shown == list(steps[: len(shown)])
        assert len(shown) >= len(seen) - 1
    flat = next(rolled(panels))
    assert [names[pile[-1][0]] for pile in flat] == list(steps)


def test_an_accordion_shows_each_side_in_order_and_its_cover_outside() -> None:
    one = paper("accordion")
    names, order = named(one), reading_order(one)
    flat = strip(4)
    assert [names[pile[0][0]] for pile in flat] == list(order[:4])
    over = [turned(pile) for pile in reversed(flat)]
    assert [names[pile[0][0]] for pile in over] == list(order[4:])
    # Folded in zigzag, the first panel looks up and the last one down, both with their fronts out.
    pile = [leaf if i % 2 == 0 else turned([leaf])[0] for i, (leaf,) in enumerate(flat)]
    assert names[pile[0][0]] == order[0]


@pytest.mark.parametrize("name", ["fold-strip", "fold-roll"])
def test_pages_are_the_sides_and_the_cover_has_full_width(name: str) -> None:
    one = channel(name)
    sides = pages(one)
    assert sorted(sides) == sorted(folded(one))
    page, panel = reading_order(one)[0]
    assert sides[page][panel][2] == max(box[2] for side in sides for box in side)


def test_panels_that_go_inside_are_narrower_the_further_in() -> None:
    _, inside = pages(channel("fold-roll"))
    assert [round(box[2], 3) for box in inside] == [74.0, 74.0, 73.0, 72.0]
    outside, _ = pages(channel("fold-roll"))
    assert [round(box[2], 3) for box in outside] == [72.0, 73.0, 74.0, 74.0]
