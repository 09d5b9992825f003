# SPDX-License-Identifier: Apache-2.0
"""How fine a drawing is: the measure itself, on shapes whose strokes and gaps are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.press.inspecting.islands import island_sizes
from safeconduct.press.pictograms.fineness import (
    blur,
    count_parts,
    fineness,
    likeness,
    look,
    opened,
    too_fine,
)

BLOT = '<rect x="4" y="4" width="20" height="56"/>'


def drawn(shapes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{shapes}</svg>'.encode()


def masks(side: int = 24) -> st.SearchStrategy[np.ndarray]:
    rows = st.lists(st.booleans(), min_size=side * side, max_size=side * side)
    return rows.map(lambda bits: np.array(bits, dtype=bool).reshape(side, side))


def flooded(mask: np.ndarray, corners: bool) -> list[int]:
    """Count the parts the slow way, pixel by pixel."""
    near = [(0, 1), (1, 0), (0, -1), (-1, 0)] + ([(1, 1), (1, -1), (-1, 1), (-1, -1)] if corners else [])
    left = {(int(y), int(x)) for y, x in zip(*np.nonzero(mask), strict=True)}
    sizes = []
    while left:
        open_ones = [left.pop()]
        size = 0
        while open_ones:
            y, x = open_ones.pop()
            size += 1
            for dy, dx in near:
                if (y + dy, x + dx) in left:
                    left.remove((y + dy, x + dx))
                    open_ones.append((y + dy, x + dx))
        sizes.append(size)
    return sizes


@settings(max_examples=40, deadline=None)
@given(masks(), st.booleans())
def test_parts_are_those_that_a_flood_finds(mask: np.ndarray, corners: bool) -> None:
    assert sorted(island_sizes(mask, corners=corners)) == sorted(flooded(mask, corners))
    assert count_parts(mask, corners=corners) == len(flooded(mask, corners))


@settings(max_examples=40, deadline=None)
@given(masks(), st.sampled_from([1.0, 1.5, 2.3]))
def test_what_a_brush_can_paint_is_ink_and_can_be_painted_again(mask: np.ndarray, radius: float) -> None:
    painted = opened(mask, radius)
    assert not (painted & ~mask).any()
    assert (opened(painted, radius) == painted).all()


@pytest.mark.parametrize("width", [2.0, 3.0, 4.0, 6.0])
def test_a_stroke_is_as_thin_as_it_is_drawn(width: float) -> None:
    found = fineness(drawn(f'{BLOT}<rect x="40" y="4" width="{width}" height="56"/>'), 8)
    assert found.thinnest_mm == pytest.approx(width / 8, abs=0.035)
    assert found.narrowest_mm == 1.0
    assert (found.parts, found.holes) == (2, 1)


@pytest.mark.parametrize("width", [2.0, 3.0, 4.0, 6.0])
def test_a_gap_is_as_narrow_as_it_is_drawn(width: float) -> None:
    found = fineness(drawn(f'{BLOT}<rect x="{24 + width}" y="4" width="20" height="56"/>'), 8)
    assert found.narrowest_mm == pytest.approx(width / 8, abs=0.035)
    assert found.thinnest_mm == 1.0


def test_the_ink_is_a_share_of_the_square() -> None:
    assert fineness(drawn('<rect width="32" height="64"/>'), 8).ink_share == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("shapes", "fault"),
    [
        (f'{BLOT}<rect x="40" y="4" width="1.5" height="56"/>', "A stroke is thinner"),
        (f'{BLOT}<rect x="25.5" y="4" width="20" height="56"/>', "A gap is narrower"),
        ('<rect width="64" height="64"/>', "The ink is not between"),
        ('<rect x="30" y="30" width="5" height="5"/>', "The ink is not between"),
        (f'{BLOT}<rect x="40" y="30" width="1.2" height="1.2"/>', "run together or vanish"),
    ],
)
def test_what_is_too_fine_is_told(shapes: str, fault: str) -> None:
    assert any(fault in told for told in too_fine(fineness(drawn(shapes), 8)))


def test_what_holds_is_left_alone() -> None:
    assert too_fine(fineness(drawn(f'{BLOT}<rect x="32" y="4" width="10" height="56"/>'), 8)) == ()


def test_a_drawing_is_like_itself_and_unlike_its_other_half() -> None:
    left, right = look(drawn(BLOT), 8), look(drawn('<rect x="40" y="4" width="20" height="56"/>'), 8)
    assert likeness(left, left) == pytest.approx(1)
    assert likeness(left, right) < 0


def test_a_blur_moves_no_ink_away() -> None:
    grey = np.zeros((40, 40))
    grey[18:22, 18:22] = 1
    assert blur(grey, 2.0).sum() == pytest.approx(16)
