# SPDX-License-Identifier: Apache-2.0
"""Compounds without an inserted ㅅ, and native words under particles and endings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_endings import modelled, pairs

from safeconduct.language.northern.converting import Rule, drafted
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Grade, applied, settled
from safeconduct.language.northern.rules import endings, inserted_s, native_homographs, vocabulary
from safeconduct.language.northern.syllables import coda, with_coda
from safeconduct.language.northern.tables import Row, rows

LISTS = ("inserted_s", "inserted_s_urimalsaem")
RULES: tuple[Rule, ...] = (vocabulary.edits, native_homographs.edits, endings.edits, inserted_s.edits)


def northern(draft: Draft, asked: tuple[Rule, ...] = RULES) -> str:
    return applied(draft.text, settled(edit for rule in asked for edit in rule(draft)))


@modelled
@pytest.mark.parametrize(("south", "north"), [*pairs("inserted_s.tsv"), *pairs("inserted_s_same.tsv")])
def test_compound(south: str, north: str) -> None:
    """Each compound loses its ㅅ under its particles; a ㅅ of the word itself stays; nothing changes twice."""
    assert northern(drafted(south), RULES[1:]) == north
    assert northern(drafted(north), RULES[1:]) == north


@modelled
@pytest.mark.parametrize(("south", "north"), [*pairs("native.tsv"), *pairs("native_same.tsv")])
def test_native_word(south: str, north: str) -> None:
    """Native words change by table, with their endings, and once only."""
    assert northern(drafted(south)) == north
    assert northern(drafted(north)) == north


@pytest.mark.parametrize("same", [south for south, _ in pairs("inserted_s_same.tsv")])
def test_without_the_analysers_nothing_else_changes(same: str) -> None:
    draft = Draft(same)
    assert applied(same, settled(inserted_s.edits(draft))) == same


def test_without_the_analysers_the_tables_hold() -> None:
    """Words of the tables are found with tables alone, wherever particles alone follow."""
    found = [
        applied(south, settled(inserted_s.edits(Draft(south)))) == north for south, north in pairs("inserted_s.tsv")
    ]
    assert sum(found) >= 0.95 * len(found)


@modelled
def test_unlisted_compound_is_to_be_looked_at() -> None:
    """A noun that begins like the listed ones is changed, and told with what it was."""
    draft = drafted("뒷쓰레기장")
    (edit,) = inserted_s.edits(draft)
    assert applied(draft.text, [edit]) == "뒤쓰레기장"
    assert (edit.grade, edit.alternatives) == (Grade.CONVERT_AND_FLAG, (edit.old,))


@modelled
@pytest.mark.parametrize(
    ("south", "new", "other"),
    [
        ("책상 위에", "우", "위"),
        ("위가 아프다", "위", "우"),
        ("빵 한 조각", "쪼각", "조각"),
        ("자국의 이익", "자국", "자욱"),
    ],
)
def test_homograph_is_always_to_be_looked_at(south: str, new: str, other: str) -> None:
    (edit,) = native_homographs.edits(drafted(south))
    assert (edit.new, edit.alternatives, edit.grade) == (new, (other,), Grade.CONVERT_AND_FLAG)


def test_rows_of_pairs_drop_one_sound() -> None:
    """A pair of the dictionary differs by ㅅ at the end of a first part, save that one syllable may differ besides."""
    odd = [row.south for row in rows("inserted_s_urimalsaem") if not _drops(row)]
    assert odd == []


def _drops(row: Row) -> bool:
    if len(row.south) != len(row.north):
        return False
    dropped = "".join(
        with_coda(old, " ") if old != new and coda(old) == "ㅅ" else old
        for old, new in zip(row.south, row.north, strict=True)
    )
    beside = sum(one != two for one, two in zip(dropped, row.north, strict=True))
    return dropped != row.south and beside <= 1


def test_rows_are_each_of_one_spelling() -> None:
    """No word stands twice, none is left as it is, and none is listed whose Northern form would change again."""
    souths = [row.south for table in LISTS for row in rows(table)]
    norths = [row.north for table in LISTS for row in rows(table)]
    assert len(souths) == len(set(souths)) >= 600
    assert not set(souths) & set(norths)


@modelled
@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("바닷가뒷윗햇빛나뭇잎첫째위무조각을에 .옷"), max_size=16))
def test_edits_are_of_their_text(text: str) -> None:
    for draft in (drafted(text), Draft(text)):
        for edit in (*inserted_s.edits(draft), *native_homographs.edits(draft)):
            assert draft.text[edit.start : edit.end] == edit.old
