# SPDX-License-Identifier: Apache-2.0
"""A page is found again however it was sent; another page of the same layout never is."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import leaf, photographed, scanned

from safeconduct.seal.likeness.corners import corners, quarter_turned
from safeconduct.seal.likeness.greys import moved
from safeconduct.seal.likeness.pages import Page, likeness, page_of
from safeconduct.seal.likeness.placing import homography

pytestmark = pytest.mark.slow

OURS = range(4)


@cache
def ours() -> tuple[Page, ...]:
    found = [page_of(f"page {seed}", leaf(seed)) for seed in OURS]
    return tuple(page for page in found if page is not None)


@pytest.mark.parametrize(
    "picture",
    [
        leaf(1),
        scanned(leaf(1), 3.0),
        scanned(leaf(1), -3.0, quality=25),
        scanned(leaf(1), quarters=1),
        scanned(leaf(1), quarters=2),
        np.where(scanned(leaf(1), 0.5) > 140, 255, 0).astype(np.uint8),
        leaf(1)[30:-30, 25:-25],
        (leaf(1) * 0.6).astype(np.uint8),
        photographed(leaf(1)),
    ],
    ids=["itself", "turned", "saved small", "quarter", "upside down", "black and white", "cropped", "dark", "photo"],
)
def test_a_page_is_found_again_and_no_other_is(picture: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> None:
    found = likeness(picture, ours())
    assert [one.name for one in found if one.is_alike] == ["page 1"]
    assert found[0].share > 0.85
    assert found[0].unlike < 0.05


@pytest.mark.parametrize("hurt", [scanned, photographed], ids=["scan", "photo"])
def test_another_page_of_the_same_layout_is_not_alike(hurt: object) -> None:
    assert callable(hurt)
    assert not any(one.is_alike for one in likeness(hurt(leaf(77)), ours()))


def test_one_changed_figure_looks_alike_which_is_why_likeness_proves_nothing() -> None:
    forged = leaf(2, figure="7")
    assert (forged != leaf(2)).any()
    assert [one.name for one in likeness(scanned(forged), ours()) if one.is_alike] == ["page 2"]


def test_half_of_a_page_is_not_called_alike() -> None:
    half = np.full_like(leaf(1), 255)
    half[:500] = leaf(1)[:500]
    assert not any(one.is_alike for one in likeness(half, ours()))


def test_an_empty_page_cannot_be_told_from_others() -> None:
    assert page_of("empty", np.full((1190, 840), 255, np.uint8)) is None
    assert likeness(np.full((1190, 840), 255, np.uint8), ours()) == ()


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (40, 40)])
def test_a_tiny_picture_is_like_nothing(shape: tuple[int, int]) -> None:
    assert not any(one.is_alike for one in likeness(np.zeros(shape, np.uint8), ours()))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_turned_corners_are_the_corners_of_the_turned_picture(quarters: int) -> None:
    page = leaf(3)[:600, :400]
    turned = quarter_turned(corners(page, 50), 400, 600, quarters)
    dark = np.rot90(page, quarters)
    original = corners(page, 50)
    for (x, y), (u, v) in zip(original.places.astype(int), turned.places.astype(int), strict=True):
        assert page[y, x] == dark[v, u]
    again = quarter_turned(turned, dark.shape[1], dark.shape[0], -quarters)
    assert np.array_equal(again.places, original.places)
    assert np.array_equal(again.patches, original.patches)


@given(st.floats(0.3, 3), st.floats(-0.3, 0.3), st.floats(-400, 400), st.floats(-1e-4, 1e-4), st.floats(-1e-4, 1e-4))
def test_a_homography_is_found_from_where_it_takes_places(
    size: float, turn: float, shift: float, far: float, aside: float
) -> None:
    true = np.array(
        [
            [size * np.cos(turn), -size * np.sin(turn), shift],
            [size * np.sin(turn), size * np.cos(turn), -shift],
            [far, aside, 1],
        ]
    )
    x, y = (axis.ravel().astype(float) for axis in np.meshgrid(range(0, 700, 90), range(0, 900, 90)))
    there = np.stack(moved(true, x, y), axis=1)
    found = homography(np.stack([x, y], axis=1), there)
    assert np.abs(np.stack(moved(found, x, y), axis=1) - there).max() < 2.5 * size
