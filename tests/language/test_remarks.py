# SPDX-License-Identifier: Apache-2.0
"""Remarks in order, and text with their proposals put in."""

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.remarks import Remark, followed, in_order, remark

TEXT = "один два три"


def test_a_remark_takes_its_words_from_the_text() -> None:
    assert remark(TEXT, 5, 8, "kind", "Why.") == Remark(5, 8, "два", "kind", "Why.", "")


def test_remarks_stand_by_place_each_once() -> None:
    late, early = remark(TEXT, 9, 12, "kind", "Why."), remark(TEXT, 0, 4, "kind", "Why.")
    assert in_order([late, early, late]) == (early, late)


def test_of_two_proposals_for_the_same_letters_the_first_stands() -> None:
    found = [
        remark(TEXT, 0, 8, "kind", "Why.", "2"),
        remark(TEXT, 5, 12, "kind", "Why.", "3"),
        remark(TEXT, 9, 12, "kind", "Why.", "3"),
        remark(TEXT, 8, 9, "kind", "Why."),
    ]
    assert followed(TEXT, found) == "2 3"
    assert followed(TEXT, []) == TEXT


@given(
    st.text(max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5), st.text(max_size=3)), max_size=6)
)
def test_what_nobody_remarked_on_stays(text: str, places: list[tuple[int, int, str]]) -> None:
    found = [remark(text, at, at + length, "k", "W.", new) for at, length, new in places if at + length <= len(text)]
    after = followed(text, found)
    spared = min((one.start for one in found if one.proposal), default=len(text))
    assert after[:spared] == text[:spared]
    last = max((one.end for one in found if one.proposal), default=0)
    assert after.endswith(text[last:])
