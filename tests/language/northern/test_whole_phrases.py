# SPDX-License-Identifier: Apache-2.0
"""Phrases with every rule at work: what comes out, what is flagged, and that it stays when converted again.

The phrases are SPECIMEN text, not reviewed by a native reader.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.language.northern import analysing, tables
from safeconduct.language.northern.converting import convert
from safeconduct.language.northern.edits import Grade
from safeconduct.language.northern.rules import vocabulary

pytestmark = pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")


TOO_SHORT = frozenset({"라켓", "차르", "꾼", "앞니", "이빨"})
"""Their Northern words (채, 짜리, 군, 앞이, 이발) are spelt like others of the South, so that nothing can tell them."""


def phrases() -> Iterator[tuple[str, str, list[str]]]:
    for line in Path(__file__).with_name("whole_phrases.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            south, north, *flagged = line.split("\t")
            yield south, north, flagged[0].split("|") if flagged else []


@pytest.mark.parametrize(("south", "north", "flagged"), list(phrases()))
def test_a_phrase_comes_out_right_and_stays(south: str, north: str, flagged: list[str]) -> None:
    done = convert(south)
    assert done.text == north
    assert convert(done.text).text == north
    told = [edit.old for edit in done.edits if edit.grade is not Grade.CONVERT]
    assert [word for word in flagged if not any(word in old for old in told)] == []


@pytest.mark.slow
@pytest.mark.parametrize("table", vocabulary.TABLES)
def test_every_row_stays_when_it_is_converted_again(table: str) -> None:
    restless = []
    for row in tables.rows(table):
        for frame in ("{}", "그 {}도 있다", "우리는 {}에서 보았다"):
            if row.south in TOO_SHORT or (row.south.endswith("다") and frame != "{}"):
                continue
            once = convert(frame.format(row.south)).text
            if (twice := convert(once).text) != once:
                restless.append((row.south, once, twice))
    assert restless == []


def test_there_are_enough_persons() -> None:
    persons = tables.rows("persons")
    assert len(persons) >= 60
    assert len({row.south for row in persons}) == len(persons)
    assert {row.grade for row in persons} == {Grade.CONVERT_AND_FLAG}
