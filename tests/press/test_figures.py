# SPDX-License-Identifier: Apache-2.0
"""Figures and units as a language writes them, and never another number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.press.figures import figure, measured, rounded, size

GAP = "\u00a0"


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "12,500.5"), ("ko-KP", "12,500.5"), ("uk", f"12{GAP}500,5"), ("ru", f"12{GAP}500,5")],
)
def test_thousands_and_fractions(language: str, written: str) -> None:
    assert figure(Decimal("12500.50"), language) == written


def test_needless_noughts_go_and_needed_ones_stay() -> None:
    assert [figure(number, "en") for number in (74.0, 100, 0, 0.08)] == ["74", "100", "0", "0.08"]


def test_units_and_sizes_hold_together() -> None:
    assert measured(80, "g/m²", "en") == f"80{GAP}g/m²"
    assert measured(3, "mm", "uk") == f"3{GAP}мм"
    assert size(105, 148, "ru") == f"105{GAP}×{GAP}148{GAP}мм"


@given(st.decimals(0, 10**9, places=3), st.sampled_from(["en", "uk", "ru", "ko-KP"]))
def test_what_is_written_is_the_number(number: Decimal, language: str) -> None:
    written = figure(number, language)
    thousands, point = (GAP, ",") if language in ("uk", "ru") else (",", ".")
    assert Decimal(written.replace(thousands, "").replace(point, ".")) == number


@given(st.decimals(0, 10**9, places=3))
def test_rounding_never_hides_weight(number: Decimal) -> None:
    assert number <= rounded(number) < number + Decimal("0.1")
