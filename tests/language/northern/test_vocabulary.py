# SPDX-License-Identifier: Apache-2.0
"""Words that are others in the North, in phrases with particles and endings.

The phrases are SPECIMEN text, not reviewed by a native reader.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.language.northern import analysing
from safeconduct.language.northern.converting import convert, drafted
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade, applied, settled
from safeconduct.language.northern.particles import agreeing
from safeconduct.language.northern.rules import vocabulary

PHRASES = Path(__file__).with_name("vocabulary_phrases.tsv")
with_models = pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")


def phrases() -> Iterator[tuple[str, str, str]]:
    for line in PHRASES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            south, north, *tables_alone = line.split("\t")
            yield south, north, tables_alone[0] if tables_alone else north


def edits(draft: Draft) -> tuple[Edit, ...]:
    return agreeing(draft, settled(vocabulary.edits(draft)))


def worded(draft: Draft) -> str:
    return applied(draft.text, edits(draft))


def proposals(text: str) -> list[tuple[str, str]]:
    return [(edit.old, edit.new) for edit in edits(drafted(text)) if edit.grade is Grade.WARN]


def test_there_are_enough_phrases() -> None:
    assert sum(1 for _ in phrases()) >= 250


@with_models
def test_phrases_come_out_in_the_words_of_the_north() -> None:
    wrong = [(south, got) for south, north, _ in phrases() if (got := worded(drafted(south))) != north]
    assert not wrong


def test_phrases_come_out_as_far_as_tables_alone_can_see() -> None:
    wrong = [(south, got) for south, _, north in phrases() if (got := worded(Draft(south))) != north]
    assert not wrong


@with_models
def test_what_has_been_converted_is_not_converted_again() -> None:
    again = [(north, got) for _, north, _ in phrases() if (got := worded(drafted(north))) != north]
    assert not again


@with_models
@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("준장과 소장, 중장이 모였다", "소장과 중장, 상장이 모였다"),
        ("소령은 중장에게 알렸다", "소좌는 상장에게 알렸다"),
        ("소장은 소장이다", "소장은 소장이다"),
        ("그 소령은 수용소 소장이다", "그 소좌는 수용소 소장이다"),
    ],
)
def test_generals_move_up_once_and_only_where_the_draft_counts_as_the_south(south: str, north: str) -> None:
    assert worded(drafted(south)) == north
    assert worded(drafted(north)) == north


@with_models
def test_a_general_alone_is_only_proposed_with_his_particle() -> None:
    assert proposals("소장이 말했다") == [("소장", "중장")]
    assert proposals("대위가 말했다") == [("대위", "상위")]


@with_models
def test_names_of_the_peninsula_are_for_the_publisher_to_decide() -> None:
    for south in ("한국에 갔다", "북한에서 왔다", "한반도의 평화", "한국어를 배웠다"):
        assert worded(drafted(south)) == south
        assert proposals(south)


@with_models
def test_the_particle_of_a_proposal_is_proposed_too() -> None:
    found = edits(drafted("한국은 넓다"))
    assert [(edit.old, edit.new, edit.grade) for edit in found] == [("한국", "조선", Grade.WARN)]
    found = edits(drafted("팬을 만났다"))
    assert [(edit.old, edit.new) for edit in found] == [("팬", "애호가"), ("을", "를")]
    assert all(edit.kept for edit in found)


@with_models
def test_the_author_may_choose_another_word_or_keep_his_own() -> None:
    assert convert("드론이 난다", {"드론": "무인비행기"}).text == "무인비행기가 난다"
    assert convert("드론이 난다", {"드론": "드론"}).text == "드론이 난다"


@with_models
@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("강을 건너다", "강을 건느다"),
        ("강을 건넜다", "강을 건넜다"),
        ("강을 건너는 사람", "강을 건느는 사람"),
        ("강을 건너면", "강을 건느면"),
        ("벽을 부쉈다", "벽을 부셨다"),
        ("벽을 부수어라", "벽을 부시여라"),
        ("벽을 부순 사람", "벽을 부신 사람"),
        ("크게 외쳤다", "크게 웨쳤다"),
        ("크게 외치고 있다", "크게 웨치고 있다"),
    ],
)
def test_a_verb_takes_its_endings_over(south: str, north: str) -> None:
    assert worded(drafted(south)) == north


@with_models
def test_a_word_is_not_found_inside_another() -> None:
    for text in ("인도적으로", "인도주의", "인도양", "파리채", "상병자", "전차선로", "이병철", "콩고물", "연합뉴스"):
        assert worded(drafted(f"그것은 {text}.")) == f"그것은 {text}."


@with_models
def test_places_are_those_of_the_draft() -> None:
    text = "그는 소령이었고, 컵을 들었다."
    for edit in edits(drafted(text)):
        assert text[edit.start : edit.end] == edit.old


@with_models
def test_northern_words_with_a_particle_are_not_joined_to_the_next() -> None:
    for text in ("나트리움과 칼리움", "뛰르끼예의 장관들이 왔다"):
        assert convert(text).text == text
