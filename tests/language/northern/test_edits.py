# SPDX-License-Identifier: Apache-2.0
"""Edits: which hold together, and what they make of a text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.northern.edits import Edit, Grade, applied, settled

A, B, C = Grade.CONVERT, Grade.CONVERT_AND_FLAG, Grade.WARN


def edit(start: int, old: str, new: str, grade: Grade = A, rule: str = "one") -> Edit:
    return Edit(start, start + len(old), old, new, rule, grade, "article")


def test_the_stronger_has_the_letters() -> None:
    assert settled([edit(0, "abc", "x"), edit(1, "b", "yy")]) == (edit(0, "abc", "x"),)


def test_edits_of_one_word_join_where_they_change_other_syllables() -> None:
    [joined] = settled([edit(0, "연이율", "년이율"), edit(0, "연이율", "연리률", B, "two")])
    assert (joined.old, joined.new, joined.grade, joined.rule) == ("연이율", "년리률", B, "one+two")


def test_a_warning_keeps_nothing_away() -> None:
    warned, made = edit(0, "abc", "x", C), edit(1, "b", "y")
    assert set(settled([warned, made])) == {warned, made}
    assert applied("abc", settled([warned, made])) == "ayc"


def test_a_warning_about_what_was_changed_is_not_told() -> None:
    assert settled([edit(1, "b", "y"), edit(0, "abc", "x", C)]) == (edit(1, "b", "y"),)


def test_a_space_inside_a_word_that_changes() -> None:
    edits = settled([edit(0, "노동자", "로동자"), edit(2, "", " ", rule="spacing")])
    assert applied("노동자들", edits) == "로동 자들"


def test_a_space_inside_a_word_that_becomes_longer_is_left_out() -> None:
    assert applied("abcd", settled([edit(0, "abc", "xxxx"), edit(2, "", " ")])) == "xxxxd"


def test_a_flag_holds_a_word_as_it_is() -> None:
    edits = settled([edit(0, "노력", "노력", B), edit(0, "노력", "로력")])
    assert applied("노력", edits) == "노력"


SPANS = st.tuples(st.integers(0, 9), st.integers(0, 4), st.text("xyz ", max_size=5), st.sampled_from([A, B, C]))


def compared_with_all(ranked: list[Edit]) -> tuple[Edit, ...]:
    """What `settled` says of itself, each edit compared with every one before it."""
    taken: list[Edit] = []
    for one in ranked:
        rivals = [
            other
            for other in taken
            if ((other.start < one.end and one.start < other.end) or other.start == other.end == one.start == one.end)
            and (other.grade is not C or one.grade is C)
        ]
        for other in rivals:
            both = settled([other, one])
            if len(both) == 1:
                taken[taken.index(other)] = both[0]
        taken += [] if rivals else [one]
    return tuple(sorted(taken, key=lambda edit: (edit.start, edit.end)))


@given(st.lists(SPANS, max_size=12))
def test_no_rival_is_overlooked(spans: list[tuple[int, int, str, Grade]]) -> None:
    text = "abcdefghijklmn"
    ranked = [edit(at, text[at : at + n], new, grade) for at, n, new, grade in spans if n or new]
    assert settled(ranked) == compared_with_all(ranked)


@given(st.lists(SPANS, max_size=8))
def test_what_holds_together_does_not_overlap(spans: list[tuple[int, int, str, Grade]]) -> None:
    text = "abcdefghijklmn"
    edits = settled([edit(at, text[at : at + n], new, grade) for at, n, new, grade in spans if n or new])
    made = [one for one in edits if not one.kept]
    for one, after in pairwise(made):
        assert one.end <= after.start
    assert all(text[one.start : one.end] == one.old for one in edits)
    # What no edit touches is still there, in order.
    rest = [sign for at, sign in enumerate(text) if not any(one.start <= at < one.end for one in made)]
    kept = iter(applied(text, edits))
    assert all(sign in kept for sign in rest)


def test_what_a_table_has_whole_is_not_spelt_by_its_hanja() -> None:
    [only] = settled([edit(0, "녹슨", "녹쓴", rule="vocabulary"), edit(0, "녹슨", "록슨", rule="sino")])
    assert only.new == "녹쓴"
