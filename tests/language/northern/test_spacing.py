# SPDX-License-Identifier: Apache-2.0
"""Spacing: phrases by the items of the norm, sentences that are the North's already, the way without analysers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.language.northern import analysing, tables
from safeconduct.language.northern.converting import drafted
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade, applied, settled
from safeconduct.language.northern.rules import spacing
from safeconduct.language.northern.rules.spacing.already import northern_stretches

modelled = pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")


def phrases() -> Iterator[tuple[str, str]]:
    for line in Path(__file__).with_name("spacing_phrases.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            south, north, _ = line.split("\t")
            yield south, north


def spaced(text: str, draft: Draft | None = None) -> str:
    return applied(text, settled(spacing.edits(draft or drafted(text))))


def breaks(text: str) -> set[int]:
    """The letters that a space follows, counted without spaces."""
    return {len(text[:at].replace(" ", "")) for at, sign in enumerate(text) if sign == " "}


@modelled
@pytest.mark.parametrize(("south", "north"), list(phrases()))
def test_a_phrase_is_spaced_as_the_norm_has_it(south: str, north: str) -> None:
    assert spaced(south) == north


@modelled
def test_a_phrase_of_the_north_stays() -> None:
    assert [(north, spaced(north)) for _, north in phrases() if spaced(north) != north] == []


def test_the_list_is_long_enough() -> None:
    assert len(list(phrases())) >= 200


@modelled
def test_words_that_stand_apart_are_put_apart() -> None:
    (edit,) = spacing.edits(drafted("비가 올듯하다"))
    assert (edit.start, edit.end, edit.old, edit.new, edit.grade) == (5, 5, "", " ", Grade.CONVERT)


@modelled
def test_nouns_that_are_joined_are_flagged() -> None:
    (edit,) = spacing.edits(drafted("포로 수용소"))
    assert (edit.old, edit.new, edit.grade, edit.alternatives) == (" ", "", Grade.CONVERT_AND_FLAG, (" ",))


@modelled
def test_a_long_run_of_nouns_is_parted() -> None:
    joined = spaced("국제 인도법 위반 사례 조사 결과 보고")
    assert " " in joined
    assert max(map(len, joined.split())) <= 8
    assert spaced(joined) == joined


@modelled
def test_only_white_space_changes_but_for_one_word() -> None:
    for south, _ in phrases():
        for edit in spacing.edits(drafted(south)):
            assert (edit.old, edit.new) in {(" ", ""), ("", " "), ("뻔", "번")}
            assert south[edit.start : edit.end] == edit.old


@modelled
def test_the_analyser_tells_a_word_that_it_made_up() -> None:
    assert [token.known for token in analysing.tokens("전쟁 포로")] == [True, True]
    assert [token.known for token in analysing.tokens("병사콤퓨터")] == [False]


@modelled
def test_a_line_break_stays() -> None:
    assert spaced("아는\n것이 힘이다") == "아는\n것이 힘이다"
    assert spaced("할  수 있다") == "할  수 있다"


@modelled
def test_a_sentence_of_the_north_is_only_warned_about() -> None:
    text = "력사에 없는 일을 할 수 있다."  # made up for this test
    assert northern_stretches(text) == ((0, len(text)),)
    (edit,) = spacing.edits(drafted(text))
    assert edit.grade is Grade.WARN
    assert spaced(text) == text


@pytest.mark.parametrize(
    "south",
    [
        "할 수 있다.",
        "노동자가 력사를 배울 수 있다.",
        "“할수 있다”고 했다.",
        "1980년대 이후의 일",
        "갈 수 있을까? 여행을 가다",
    ],
)
def test_a_draft_of_the_south_is_not_taken_for_the_norths(south: str) -> None:
    assert northern_stretches(south) == ()


@modelled
def test_sentences_are_told_apart() -> None:
    text = "녀성들이 왔다. 갈 수 있다."
    assert spaced(text) == "녀성들이 왔다. 갈수 있다."


def test_without_the_analysers_nothing_is_joined_that_they_would_part() -> None:
    right = 0
    for south, north in phrases():
        plain = spaced(south, Draft(south))
        assert breaks(south) - breaks(plain) <= breaks(south) - breaks(north), south
        assert spaced(plain, Draft(plain)) == plain
        right += plain == north
    assert right > 90


@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("할 수 있는 것을 하고 있다", "할수 있는것을 하고있다"),
        ("몸을 바로 하다", "몸을 바로 하다"),
        ("서울은 수도이다", "서울은 수도이다"),
        ("30 명이 세 시간을 걸었다", "30명이 세시간을 걸었다"),
        ("춥기 때문에 가면 안 된다", "춥기때문에 가면 안된다"),
        ("우리나라에 오다", "우리 나라에 오다"),
    ],
)
def test_without_the_analysers_the_safe_part_is_done(south: str, north: str) -> None:
    assert spaced(south, Draft(south)) == north


@pytest.mark.parametrize("name", ["spacing_phrases", "spacing_verbs"])
def test_the_tables_change_white_space_alone(name: str) -> None:
    rows = tables.rows(name)
    assert len({row.south for row in rows}) == len(rows) > 100
    for row in rows:
        assert row.south.replace(" ", "") == row.north.replace(" ", "")
        assert row.south != row.north


def test_an_edit_never_touches_a_letter_without_the_analysers() -> None:
    edits: list[Edit] = list(spacing.edits(Draft("할 수 있다 그 동안 우리말을")))
    assert {(edit.old, edit.new) for edit in edits} == {(" ", ""), ("", " ")}
