# SPDX-License-Identifier: Apache-2.0
"""Particles after a word that has become another: 컵을, 고뿌를."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import Edit, Grade, applied
from safeconduct.language.northern.particles import agreeing, follows_as_particle

ENDS = {"vowel": "고뿌", "ㄹ": "바줄", "consonant": "방책"}
PARTICLES = (
    ("을", "를", "을"),
    ("은", "는", "은"),
    ("이", "가", "이"),
    ("과", "와", "과"),
    ("으로", "로", "로"),
    ("으로부터", "로부터", "로부터"),
    ("이나", "나", "이나"),
    ("이라고", "라고", "이라고"),
    ("이란", "란", "이란"),
    ("이랑", "랑", "이랑"),
    ("이든지", "든지", "이든지"),
    ("이며", "며", "이며"),
    ("이여", "여", "이여"),
    ("에서", "에서", "에서"),
    ("도", "도", "도"),
    ("에게", "에게", "에게"),
)
KINDS = ("consonant", "vowel", "ㄹ")


def edit(start: int, old: str, new: str, grade: Grade = Grade.CONVERT, rule: str = "vocabulary") -> Edit:
    return Edit(start, start + len(old), old, new, rule, grade, "")


def after(text: str, *edits: Edit, tokens: tuple[Token, ...] = ()) -> str:
    return applied(text, agreeing(Draft(text, tokens=tokens), edits))


@given(st.sampled_from(PARTICLES), st.sampled_from(KINDS), st.sampled_from(KINDS), st.sampled_from(["", " 왔다", "."]))
def test_a_particle_follows_the_end_of_the_new_word(
    particle: tuple[str, str, str], was: str, now: str, rest: str
) -> None:
    old, new = f"가{ENDS[was]}", f"나{ENDS[now]}"
    text = f"그 {old}{particle[KINDS.index(was)]}{rest}"
    assert after(text, edit(2, old, new)) == f"그 {new}{particle[KINDS.index(now)]}{rest}"


@given(st.text("가나다라마바사아자차카타파하각난달람법상을를은는이가과와로으 .”", max_size=30), st.integers(0, 20))
def test_what_is_not_changed_has_no_repair(text: str, start: int) -> None:
    word = text[start : start + 2]
    if word:
        assert agreeing(Draft(text), [edit(start, word, word)]) == (edit(start, word, word),)


@given(
    st.text("가나달람법을를은는이가과와로으 ”", min_size=3, max_size=30), st.integers(0, 20), st.sampled_from("나달법")
)
def test_repairs_hold_together_and_keep_their_places(text: str, start: int, new: str) -> None:
    word = text[start : start + 2]
    if word.strip():
        done = agreeing(Draft(text), [edit(start, word, new)])
        assert all(text[one.start : one.end] == one.old for one in done)
        assert all(one.end <= other.start for one, other in pairwise(done))


@pytest.mark.parametrize(
    ("south", "north"),
    [
        ("소령이었다", "소좌였다"),
        ("소령이다", "소좌이다"),
        ("소령이에요", "소좌예요"),
        ("소령이어서", "소좌여서"),
        ("소령입니다", "소좌입니다"),
        ("소령들을", "소좌들을"),
        ("소령”을", "소좌”를"),
        ("소령”", "소좌”"),
        ("소령", "소좌"),
        ("소령급", "소좌급"),
        ("소령가격", "소좌가격"),
    ],
)
def test_after_a_vowel_the_copula_is_short(south: str, north: str) -> None:
    assert after(south, edit(0, "소령", "소좌")) == north


@pytest.mark.parametrize(
    ("south", "north"),
    [("장교다", "군관이다"), ("장교였다", "군관이였다"), ("장교예요", "군관이예요"), ("장교로서", "군관으로서")],
)
def test_after_a_consonant_it_has_its_vowel(south: str, north: str) -> None:
    assert after(south, edit(0, "장교", "군관")) == north


def test_what_another_rule_did_to_the_same_letters_goes_into_the_repair() -> None:
    assert after("소령이었다.", edit(0, "소령", "소좌"), edit(2, "이었", "이였", rule="endings")) == "소좌였다."
    assert (
        after("소령이었을가", edit(0, "소령", "소좌"), edit(2, "이었을가", "이였을까", rule="endings")) == "소좌였을까"
    )


def test_a_verb_ending_is_no_particle() -> None:
    tokens = (Token("가", "VV", 0, 1), Token("은", "ETM", 1, 2))
    assert after("가은", edit(0, "가", "각", rule="endings"), tokens=tokens) == "각은"


def test_the_particle_of_a_proposed_word_is_only_proposed() -> None:
    done = agreeing(Draft("홍수가 났다"), [edit(0, "홍수", "큰물", Grade.WARN)])
    assert [(one.old, one.new, one.grade) for one in done] == [
        ("홍수", "큰물", Grade.WARN),
        ("가", "이", Grade.WARN),
    ]
    assert applied("홍수가 났다", done) == "홍수가 났다"


def test_particles_alone_may_follow_a_word() -> None:
    assert all(map(follows_as_particle, ("", "을", "에서는", "들에게", "으로부터")))
    assert not any(map(follows_as_particle, ("책", "가격", "적", "표를")))
