# SPDX-License-Identifier: Apache-2.0
"""The tables of loans, places and ranks: rows that hold together, and Northern words that stay."""

from collections import Counter

import pytest

from safeconduct.language.northern import analysing
from safeconduct.language.northern.converting import drafted
from safeconduct.language.northern.edits import Grade, settled
from safeconduct.language.northern.rules import vocabulary
from safeconduct.language.northern.tables import Row, rows

TABLES = ("ranks", "countries", "cities", "loans", "loans_urimalsaem")
MOVED = {"준장", "소장", "중장"}
KEPT = {"연합뉴스"}


def everything() -> list[Row]:
    return [row for table in TABLES for row in rows(table)]


def test_there_are_as_many_rows_as_a_leaflet_needs() -> None:
    assert len(rows("loans")) + len(rows("loans_urimalsaem")) >= 450
    assert len(rows("countries")) + len(rows("cities")) >= 250
    assert len(rows("ranks")) >= 80


def test_a_southern_word_has_one_row() -> None:
    twice = [south for south, count in Counter(row.south for row in everything()).items() if count > 1]
    assert not twice


def test_rows_change_something() -> None:
    assert {row.south for row in everything() if row.south == row.north} == KEPT


def test_no_row_leads_to_the_word_of_another_but_for_generals() -> None:
    souths = {row.south for row in everything()}
    chained = {row.south for row in everything() if row.grade is not Grade.WARN and row.north in souths}
    assert chained <= MOVED | KEPT


def test_rows_from_the_share_alike_dictionary_stand_in_their_own_file() -> None:
    for table in TABLES:
        share_alike = {row.licence == "CC-BY-SA-2.0-KR" for row in rows(table)}
        assert share_alike == {table.endswith("_urimalsaem")}


def test_a_row_without_a_dictionary_is_flagged_or_a_warning() -> None:
    by_rule = [row for row in rows("cities") if row.note.startswith("Written by the rule")]
    assert by_rule
    assert all(row.grade is Grade.CONVERT_AND_FLAG for row in by_rule)


@pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")
def test_northern_words_are_left_alone() -> None:
    norths = [row.north for row in everything() if row.grade is not Grade.WARN and row.south not in MOVED]
    for first in range(0, len(norths), 200):
        draft = drafted("\n".join(f"{north}에 대하여 말했다." for north in norths[first : first + 200]))
        changed = [(edit.old, edit.new) for edit in settled(vocabulary.edits(draft)) if not edit.kept]
        assert not changed


@pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")
def test_every_row_is_found_in_a_sentence() -> None:
    proper = [row for row in everything() if row.pos != ("NNP",) and row.south not in MOVED | KEPT]
    draft = drafted("\n".join(f"{row.south}에 대하여 말했다." for row in proper))
    found = {edit.old for edit in vocabulary.edits(draft)}
    assert not {row.south for row in proper} - found
