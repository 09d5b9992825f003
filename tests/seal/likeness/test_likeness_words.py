# SPDX-License-Identifier: Apache-2.0
"""Two texts have the same words, or they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.seal.likeness.words import words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stay where you are.", "stay  where\r\nyou are"),
        ("“Come,” they said.", '"Come", they said'),
        ("um\N{SOFT HYPHEN}brella", "umbrella"),
        ("ﬁrst", "first"),
    ],
)
def test_spaces_marks_and_case_are_no_words(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5 km", "15 km"), ("do not shoot", "do shoot"), ("8:00", "800"), ("a b", "ab"), ("one two", "two one")],
)
def test_a_figure_and_a_not_are_words(one: str, other: str) -> None:
    assert words_of(one) != words_of(other)


@given(st.text(), st.sampled_from([" ", "\n", "\t", "\r\n", "  "]))
def test_words_stay_the_same_words(text: str, between: str) -> None:
    words = words_of(text)
    assert words_of(between.join(words)) == words
