# SPDX-License-Identifier: Apache-2.0
"""Patches of a page, and sums over small windows: the quick ways find what the plain ways find."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.press.inspecting.dots import _sums
from safeconduct.press.inspecting.opened import darkest
from safeconduct.press.inspecting.patches import patches

Pixels = np.ndarray[Any, np.dtype[np.bool_]]


@st.composite
def masks(draw: st.DrawFn) -> Pixels:
    high, wide = draw(st.integers(1, 24)), draw(st.integers(1, 24))
    mask = np.zeros((high, wide), np.bool_)
    for row, column in draw(st.lists(st.tuples(st.integers(0, high - 1), st.integers(0, wide - 1)), max_size=8)):
        mask[row, column] = True
    return mask


@given(masks(), st.integers(0, 6))
def test_patches_hold_everything_with_its_margin_and_share_nothing(mask: Pixels, margin: int) -> None:
    taken = np.zeros(mask.shape, np.int64)
    for patch in patches(mask, margin):
        taken[patch] += 1
    assert np.max(taken) <= 1
    for row, column in zip(*np.nonzero(mask), strict=True):
        around = taken[max(0, row - margin) : row + margin + 1, max(0, column - margin) : column + margin + 1]
        assert around.all()


@given(masks())
def test_a_page_with_nothing_on_it_has_no_patch(mask: Pixels) -> None:
    assert (list(patches(mask, 2)) == []) == (not mask.any())


@given(masks(), st.sampled_from((1, 3, 5, 11, 17)))
def test_sums_are_those_of_counting_one_by_one(mask: Pixels, window: int) -> None:
    half, sums = window // 2, _sums(mask, window)
    for row, column in np.ndindex(*mask.shape):
        around = mask[max(0, row - half) : row + half + 1, max(0, column - half) : column + half + 1]
        assert sums[row, column] == around.sum()


def test_the_darkest_colour_of_each_pixel() -> None:
    raster = np.random.default_rng(7).integers(0, 256, (9, 5, 3)).astype(np.uint8)
    assert (darkest(raster) == raster.min(axis=2)).all()
