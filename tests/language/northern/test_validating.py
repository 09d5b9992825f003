# SPDX-License-Identifier: Apache-2.0
"""The Northern dictionary as judge: words of the South are told, those of the North are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.northern import analysing, validating

pytestmark = pytest.mark.skipif(not analysing.available(), reason="the extra korean is not installed")

SOUTH = [
    ("여자가 웃는다", "여자", "녀자"),
    ("노동을 사랑하다", "노동", "로동"),
    ("화폐를 세다", "화폐", "화페"),
    ("눈썹이 짙다", "눈썹", "눈섭"),
    ("바닷가를 걷다", "바닷가", "바다가"),
    ("러시아에 가다", "러시아", "로씨야"),
    ("채소를 심다", "채소", "남새"),
    ("비율이 높다", "비율", "비률"),
]
NORTH = [
    "녀자가 웃는다",
    "로동을 사랑하다",
    "노래를 부르다",
    "눈섭이 짙다",
    "바다가를 걷다",
    "남새를 심다",
    "뻐스를 타다",
]


@pytest.mark.parametrize(("text", "words", "proposal"), SOUTH)
def test_a_word_of_the_south_is_told_with_that_of_the_north(text: str, words: str, proposal: str) -> None:
    found = [(one.kind, one.words, one.proposal) for one in validating.remarks(text)]
    assert found == [("south-only", words, proposal)]


@pytest.mark.parametrize("text", NORTH)
def test_northern_text_has_no_remark(text: str) -> None:
    assert not list(validating.remarks(text))


def test_what_is_guarded_is_passed_over() -> None:
    assert not list(validating.remarks("여자가 웃는다", guarded=[(0, 2)]))


def test_an_unknown_word_is_told() -> None:
    found = [one.kind for one in validating.remarks("쀍쁇을 먹다")]
    assert found == ["unknown"]


def test_the_dictionary_gives_its_marked_words_and_pairs() -> None:
    marked = validating.marked()
    assert "녀자" in marked.words
    assert ("녀자", "女子", "NNG") in marked.pairs["여자"]
    assert len(marked.words) > 50_000


def test_without_the_analysers_nothing_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysing, "available", lambda: False)
    assert not list(validating.remarks("여자"))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from([row[0] for row in SOUTH] + NORTH + [" ", "\n", "《", "a1", "쀍"]), max_size=5))
def test_places_fit_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    for one in validating.remarks(text):
        assert one.words == text[one.start : one.end] != ""
        assert one.words != one.proposal
