# SPDX-License-Identifier: Apache-2.0
"""Verb endings of the North: forms by article of the norm, and forms that stay."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.northern import analysing
from safeconduct.language.northern.converting import drafted
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, applied, settled
from safeconduct.language.northern.rules import endings
from safeconduct.language.northern.syllables import CODAS, VOWELS, coda, vowel, with_coda, with_vowel
from safeconduct.language.northern.tables import rows

FORMS = Path(__file__).parent / "forms"
modelled = pytest.mark.skipif(not analysing.available(), reason="the extra korean is not installed")
HANGUL = st.text(st.sampled_from("되었어이지아니에요워까로마쉬뛰넉지않다하시피갈 .봄"), max_size=20)


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (FORMS / name).read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1] if len(row) > 1 else row[0]) for row in cells]


def northern(draft: Draft) -> tuple[str, tuple[Edit, ...]]:
    found = settled(endings.edits(draft))
    return applied(draft.text, found), found


@modelled
@pytest.mark.parametrize(("south", "north"), [*pairs("endings.tsv"), *pairs("endings_same.tsv")])
def test_form(south: str, north: str) -> None:
    """Each form becomes what the norm asks for, and then stays."""
    assert northern(drafted(south))[0] == north
    assert northern(drafted(north))[0] == north


@pytest.mark.parametrize("same", [south for south, _ in pairs("endings_same.tsv")])
def test_without_the_analysers_nothing_else_changes(same: str) -> None:
    """Tables alone leave alone what stays."""
    assert northern(Draft(same))[0] == same


def test_without_the_analysers_most_forms_are_still_found() -> None:
    """Tables alone never make another form than the right one, and find nine in ten."""
    found = [(northern(Draft(south))[0], south, north) for south, north in pairs("endings.tsv")]
    assert [one for one in found if one[0] not in one[1:]] == []
    assert sum(new == north for new, _, north in found) >= 0.9 * len(found)


@modelled
def test_polite_copula_is_flagged() -> None:
    """이에요 is no Northern spelling in any article: it follows from one, and is to be looked at."""
    _, (edit,) = northern(drafted("학생이에요"))
    assert (edit.old, edit.new, edit.grade.name) == ("에요", "예요", "CONVERT_AND_FLAG")


@modelled
@settings(max_examples=60, deadline=None)
@given(HANGUL)
def test_edits_are_of_their_text(text: str) -> None:
    """Whatever the text, each edit has the letters that stand there."""
    for draft in (drafted(text), Draft(text)):
        for edit in endings.edits(draft):
            assert draft.text[edit.start : edit.end] == edit.old != edit.new


@given(HANGUL)
def test_tables_alone_are_idempotent(text: str) -> None:
    once = northern(Draft(text))[0]
    assert northern(Draft(once))[0] == once


@given(st.integers(0xAC00, 0xD7A3).map(chr), st.sampled_from(VOWELS), st.sampled_from(CODAS))
def test_syllables_round_trip(sign: str, new_vowel: str, new_coda: str) -> None:
    """A vowel or last sound that is put in is read again, and putting the old one back gives the syllable."""
    changed = with_coda(with_vowel(sign, new_vowel), new_coda)
    assert (vowel(changed), coda(changed)) == (new_vowel, new_coda)
    assert with_coda(with_vowel(changed, vowel(sign)), coda(sign)) == sign


def test_negated_rows_end_in_a_stopped_sound() -> None:
    """하 is dropped whole in the South only after ㄱ ㄷ ㅂ ㅅ; the North writes what is left with 치."""
    for row in rows("negated_hada"):
        stem = row.south.removesuffix("하다")
        assert stem != row.south
        assert coda(stem[-1]) in "ㄱㄲㄷㅂㅅ"
        assert row.north == stem + "치"
