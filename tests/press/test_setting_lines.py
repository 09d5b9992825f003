# SPDX-License-Identifier: Apache-2.0
"""Lines: nothing lost, nothing too wide, as few as can be, no runt that could be helped, no river."""

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.press.setting.lines import PAUSE_WORTH, PAUSES, Line, Measured, break_lines, justifiable

widths = st.lists(st.floats(0.3, 8.0), min_size=1, max_size=60)
ends = st.sampled_from([("a", "b"), ("《", "》"), ("“", "."), ("a", ","), ("(", ")")])


@st.composite
def paragraphs(draw: st.DrawFn) -> Measured:
    wide = draw(widths)
    return Measured(tuple(wide), tuple(draw(ends) for _ in wide), 0.25)


def greedy(words: Measured, measure: float) -> int:
    """Count the lines of a setter that looks at one line at a time and lets nothing hang."""
    lines, at = 1, words.widths[0]
    for width in words.widths[1:]:
        at += words.space + width
        if at > measure:
            lines, at = lines + 1, width
    return lines


@given(paragraphs(), st.floats(8.0, 40.0))
def test_every_word_stands_on_one_line_in_order_and_no_line_is_too_wide(words: Measured, measure: float) -> None:
    lines = break_lines(words, measure, most_hang=0.3)
    assert [i for line in lines for i in range(line.first, line.last)] == list(range(len(words.widths)))
    assert all(line.width <= measure + 1e-5 for line in lines)


@given(paragraphs(), st.floats(8.0, 40.0))
def test_weighing_lines_together_never_costs_a_line(words: Measured, measure: float) -> None:
    assert len(break_lines(words, measure, most_hang=0.3)) <= greedy(words, measure)


@given(paragraphs(), st.floats(8.0, 40.0))
def test_a_title_is_no_less_even_than_a_paragraph(words: Measured, measure: float) -> None:
    def uneven(lines: tuple[Line, ...]) -> float:
        return sum((measure - line.width) ** 2 for line in lines)

    even, usual = (break_lines(words, measure, even=flag, most_hang=0.3) for flag in (True, False))
    assert len(even) == len(usual)
    # It may be a little less even where that lets lines end at a comma or a stop.
    rests = sum(words.ends[line.last - 1][1] in PAUSES for line in even[:-1])
    assert uneven(even) <= uneven(usual) + (rests * PAUSE_WORTH + 1e-6) * measure**2


def test_a_title_breaks_where_the_voice_rests() -> None:
    ends = (("S", "?"), ("W", "k"), ("u", "."))
    words = Measured((3.5, 2.3, 3.8), ends, 0.25)
    assert [line.last for line in break_lines(words, 9.0, even=True)] == [1, 3]
    without = Measured(words.widths, (("S", "n"), *ends[1:]), 0.25)
    assert [line.last for line in break_lines(without, 9.0, even=True)] == [2, 3]


def test_no_short_word_is_left_alone_on_the_last_line() -> None:
    words = Measured((4.0,) * 4 + (2.0,), (("a", "b"),) * 5, 0.25)
    assert greedy(words, 17.0) == 2
    assert [line.last - line.first for line in break_lines(words, 17.0)] == [3, 2]


def test_punctuation_hangs_over_both_ends() -> None:
    words = Measured((4.0, 4.0), (("《", "a"), ("b", ".")), 0.25)
    line, *none = break_lines(words, 7.9)
    assert not none
    assert (line.left, line.right) == (0.3, 0.16)


def test_a_line_with_holes_is_not_stretched() -> None:
    words = Measured((6.0, 6.0, 9.0, 3.0), (("a", "b"),) * 4, 0.25)
    lines = break_lines(words, 16.0)
    assert not justifiable(words, lines, 16.0)


def test_lines_that_are_nearly_full_are_stretched() -> None:
    words = Measured((2.0,) * 20, (("a", "b"),) * 20, 0.25)
    lines = break_lines(words, 11.2)
    assert len(lines) == 4
    assert justifiable(words, lines, 11.2)


def test_a_river_of_gaps_is_not_stretched() -> None:
    """Three lines with wide gaps in the same place; shifted against each other they may stand."""
    measure, space = 10.0, 0.5
    rows = ((3.0, 3.0, 2.2), (3.0, 3.0, 2.2), (3.0, 3.0, 2.2), (9.0,))
    river = Measured(tuple(w for row in rows for w in row), (("a", "b"),) * 10, space)
    lines = (Line(0, 3, 9.2, 0, 0), Line(3, 6, 9.2, 0, 0), Line(6, 9, 9.2, 0, 0), Line(9, 10, 9.0, 0, 0))
    assert not justifiable(river, lines, measure)
    rows = ((3.0, 3.0, 2.2), (1.6, 3.4, 3.2), (3.0, 3.0, 2.2), (9.0,))
    shifted = Measured(tuple(w for row in rows for w in row), (("a", "b"),) * 10, space)
    assert justifiable(shifted, lines, measure)
