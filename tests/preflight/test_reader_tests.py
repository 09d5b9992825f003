# SPDX-License-Identifier: Apache-2.0
"""Ten readers, nine of ten find it, nine of ten can explain it, and nobody understands it the dangerous way round."""

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from casework import BASE, TESTED_BY_TEN, TODAY, key_of, sign_all
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.api.judging import Judged, judge
from safeconduct.api.signing import record_test
from safeconduct.model.canonical import Digest
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.signed import Reader, ReaderTest
from safeconduct.preflight.reader_tests import shortfalls

FORD = key_of("ford")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript that lacks nothing but its reader tests."""
    shutil.copytree(BASE, tmp_path / "manuscript")
    sign_all(tmp_path / "manuscript", not_signed=("tester",))
    return tmp_path / "manuscript"


def now(folder: Path) -> Judged:
    return judge(folder, (), None, TODAY)


def found(folder: Path) -> set[tuple[str, str]]:
    return {(one.check, piece) for one in now(folder).decision.findings for piece in one.pieces}


def tried(folder: Path, readers: tuple[Reader, ...] = TESTED_BY_TEN, piece: str = "note", language: str = "en") -> Path:
    return record_test(now(folder), piece, language, "ford", readers, FORD, TODAY)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "pieces/note/copy.en.md"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_the_thresholds_are_exact(readers: list[tuple[bool, bool, bool]]) -> None:
    told = tuple(Reader("villager", one, two, critical=three) for one, two, three in readers)
    test = ReaderTest("x", "note", "en", "ford", Digest("0" * 64), None, TODAY, told, "", Span("x"))
    count = len(readers)
    good = (
        count >= 10
        and Fraction(sum(one for one, _, _ in readers), count) >= Fraction(9, 10)
        and Fraction(sum(two for _, two, _ in readers), count) >= Fraction(9, 10)
        and not any(three for _, _, three in readers)
    )
    assert (not list(shortfalls(test))) is good


@pytest.mark.parametrize(("of", "good"), [(9, False), (10, True), (11, True), (19, True), (20, True)])
def test_one_who_does_not_find_it_among(of: int, good: bool) -> None:
    told = (*(Reader("villager", True, True),) * (of - 1), Reader("villager", False, True))
    test = ReaderTest("x", "note", "en", "ford", Digest("0" * 64), None, TODAY, told, "", Span("x"))
    assert (not list(shortfalls(test))) is good


def test_the_numbers_are_told(folder: Path) -> None:
    lost = evolve(TESTED_BY_TEN[0], found=False, explained=False, confusion="Thought one had to swim.", critical=True)
    tried(folder, (*TESTED_BY_TEN[:7], lost, lost))
    message = next(one.message for one in now(folder).decision.findings if one.check == "reader-test-failed")
    for words in ("9 readers", "7 of 9 found", "7 of 9 could explain", "2 of 9 understood", "had to swim"):
        assert words in message


def test_letters_are_not_for_the_readers(folder: Path) -> None:
    for piece in ("note", "steps", "call"):
        tried(folder, piece=piece)
    assert found(folder) == set()


def test_a_test_in_another_language_is_none(folder: Path) -> None:
    tried(folder, language="uk")
    assert ("reader-test-missing", "note") in found(folder)


def test_it_lapses_with_what_was_tried(folder: Path) -> None:
    tried(folder)
    assert ("reader-test-missing", "note") not in found(folder)
    edit(folder, "40 beds", "41 beds")
    message = next(
        one.message
        for one in now(folder).decision.findings
        if one.check == "reader-test-missing" and one.pieces == ("note",)
    )
    assert message.endswith("it has changed since “ford” tested it.")


def test_a_failure_is_not_outdone_by_another_round_nor_by_a_comma(folder: Path) -> None:
    tried(folder, TESTED_BY_TEN[:9])
    second = tried(folder)
    assert second.name == "note.en.ford.2026-11-01.2.toml"
    assert ("reader-test-failed", "note") in found(folder)
    edit(folder, "40 beds.", "40, beds!")
    assert ("reader-test-failed", "note") in found(folder)
    edit(folder, "beds!", "beds in all!")
    assert ("reader-test-failed", "note") not in found(folder)
    assert ("reader-test-missing", "note") in found(folder)


def test_a_test_of_nothing_is_refused(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="no copy in the language “ko-KP”"):
        tried(folder, language="ko-KP")
    with pytest.raises(UsageRefusal, match="no piece"):
        tried(folder, piece="ghost")
    with pytest.raises(UsageRefusal, match="does not list “reed”"):
        record_test(now(folder), "note", "en", "reed", TESTED_BY_TEN, key_of("reed"), date(2026, 11, 1))
