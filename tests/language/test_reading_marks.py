# SPDX-License-Identifier: Apache-2.0
"""Reading marks: lines end where one breathes, and no word is lost between them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.reading import reading
from safeconduct.language.reading.marks import ideas
from safeconduct.model.reading_script import BREATH, STOP

EXAMPLES = settings(max_examples=150, deadline=None, database=None, derandomize=True)


def lines(text: str, language: str, *strong: tuple[int, int]) -> list[str]:
    return [
        "".join(
            f"*{part.text}*" if part.strong else part.text + (f"[{part.figure}]" if part.figure else "")
            for part in idea.stretches
        )
        + idea.mark
        for idea in ideas(reading(text, language), strong)
    ]


def test_lines_end_at_commas_dashes_and_sentence_ends() -> None:
    assert lines("Wait here, quietly: we come. Nobody — none — will shoot! Why?", "en") == [
        "Wait here,/", "quietly:/", "we come.//", "Nobody —/", "none —/", "will shoot!//", "Why?//"
    ]  # fmt: skip


def test_a_figure_stands_beside_its_words_and_is_not_torn() -> None:
    assert lines("군인이 1만명까지, 갔습니다.", "ko-KP") == ["군인이 만명까지[1만],/", "갔습니다.//"]
    assert lines("Call 010-1234-5678 now.", "en") == [
        "Call zero one zero, one two three four, five six seven eight[010-1234-5678] now.//"
    ]
    assert lines("Чекайте 10–15 хвилин.", "uk") == ["Чекайте десять — п’ятнадцять[10–15] хвилин.//"]


def test_an_abbreviation_needs_no_figure() -> None:
    assert lines("Хлеб и т. д.", "ru") == ["Хлеб и так далее.//"]


def test_stress_is_kept_across_a_line() -> None:
    assert lines("Do not shoot, wait.", "en", (3, 18)) == ["Do *not shoot,*/", "*wait*.//"]


def test_quotation_marks_stay_with_their_sentence() -> None:
    assert lines("《기다리십시오.》 우리는 압니다.", "ko-KP") == ["《기다리십시오.》//", "우리는 압니다.//"]


def test_what_has_no_mark_at_its_end_has_none() -> None:
    assert lines("Wait", "en") == ["Wait"]
    assert lines("", "en") == []


@EXAMPLES
@given(st.text(), st.sampled_from(["en", "uk", "ru", "ko-KP"]))
def test_the_lines_hold_every_word_in_order(text: str, language: str) -> None:
    read = reading(text, language)
    found = ideas(read)
    assert "".join("".join(idea.text.split()) for idea in found) == "".join(read.spoken.split()) or not any(
        sign.isalnum() for sign in read.spoken
    )
    assert all(idea.mark in (BREATH, STOP, "") for idea in found)
