# SPDX-License-Identifier: Apache-2.0
"""Handovers: read with their places, faults told with theirs, and bound to by whoever signs a plan."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manuscripts import copied, judged, places, told

from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.handovers import read_handover
from safeconduct.manuscript.seen import seen_digest
from safeconduct.manuscript.toml import read_table
from safeconduct.model.handover import Handover, Lot
from safeconduct.model.places import Span

RECORD = """to = "town-office"
on = 2026-11-08
total = 500

[purpose]
en = "To be laid out for whoever asks."

[[lot]]
piece = "note"
channel = "pocket-a7"
languages = ["en", "uk"]
copies = 250
"""
ENTITY = 'kind = "body"\n\n[name]\nen = "The town office of Brook"\nuk = "Міська рада Брука"\n'
PLAN = """format = "campaign-plan"
channels = ["letter-a4"]
encloses = ["note"]

[attribution.speaker]
en = "The parish of Brook"
uk = "Парафія Брука"
"""


def read(text: str) -> tuple[Handover | None, list[tuple[str, int]]]:
    faults = Faults()
    table = read_table(text.encode(), "handovers/office.toml", faults)
    record = read_handover("office", table) if table else None
    return record, [(fault.check, fault.place.first) for fault in faults.found if isinstance(fault.place, Span)]


def test_a_handover_is_read_with_its_places() -> None:
    record, faults = read(RECORD)
    assert faults == []
    lot = Lot("note", "pocket-a7", ("en", "uk"), 250, Span("handovers/office.toml", 12, 12))
    purpose = {"en": "To be laid out for whoever asks."}
    at = Span("handovers/office.toml", 1, 1)
    assert record == Handover("office", "town-office", date(2026, 11, 8), purpose, 500, (lot,), at)
    assert lot.in_all == record.in_all == 500


@pytest.mark.parametrize(
    ("old", "new", "check", "line"),
    [
        ("copies = 250", "copies = 0", "value-wrong", 12),
        ("copies = 250", "copies = -5", "value-wrong", 12),
        ("copies = 250", 'copies = "250"', "value-wrong", 12),
        ("copies = 250", "copies = 2.5", "value-wrong", 12),
        ("total = 500", "total = 0", "value-wrong", 3),
        ("total = 500\n", "", "key-missing", 1),
        ("on = 2026-11-08", 'on = "tomorrow"', "value-wrong", 2),
        ('languages = ["en", "uk"]', 'languages = ["en", "en"]', "value-wrong", 11),
        ('languages = ["en", "uk"]', "languages = []", "value-wrong", 11),
        ('to = "town-office"\n', "", "key-missing", 1),
        ('piece = "note"\n', "", "key-missing", 8),
        ("copies = 250", 'copies = 250\nroute = "by the bridge"', "key-unknown", 13),
        ("total = 500", 'total = 500\nreaders = "soldiers"', "key-unknown", 4),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, check: str, line: int) -> None:
    assert (check, line) in read(RECORD.replace(old, new))[1]


def test_no_lot_and_the_same_lot_twice_are_faults() -> None:
    assert read(RECORD.partition("\n[[lot]]")[0])[1] == [("key-missing", 1)]
    again = RECORD + RECORD[RECORD.index("\n[[lot]]") :]
    assert read(again)[1] == [("value-wrong", 17)]


@given(st.text(max_size=40), st.sampled_from(RECORD.splitlines()))
def test_any_line_instead_of_another_is_read_or_told(text: str, line: str) -> None:
    record, faults = read(RECORD.replace(line, text.replace("\n", " "), 1))
    assert record is not None or faults


def with_plan(folder: Path) -> Path:
    manuscript = copied(folder)
    for name, text in (
        ("handovers/office.toml", RECORD),
        ("entities/town-office.toml", ENTITY),
        ("pieces/plan/piece.toml", PLAN),
        ("pieces/plan/copy.en.md", "# The plan {#title}\n\nThis is what we plan. {#what}\n"),
    ):
        (manuscript / name).parent.mkdir(parents=True, exist_ok=True)
        (manuscript / name).write_text(text, "utf-8")
    return manuscript


def test_a_handover_belongs_to_the_edition(tmp_path: Path) -> None:
    folder = with_plan(tmp_path)
    assert [one.id for one in judged(folder).edition.handovers] == ["office"]
    assert told(folder) == []


def test_a_fault_of_a_handover_concerns_the_plan_and_no_other_piece(tmp_path: Path) -> None:
    folder = with_plan(tmp_path)
    (folder / "handovers/office.toml").write_text(RECORD.replace("500", "5000"), "utf-8")
    found = told(folder)
    assert places(found, "handover-sum-differs") == ["handovers/office.toml:1"]
    assert found[0].pieces == ("plan",)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("handovers/office.toml", "250", "251"),
        ("handovers/office.toml", "2026-11-08", "2026-11-09"),
        ("handovers/office.toml", "laid out", "kept"),
        ("entities/town-office.toml", "The town office", "The old town office"),
    ],
)
def test_whoever_signed_the_plan_signed_its_handovers(path: str, old: str, new: str, tmp_path: Path) -> None:
    folder = with_plan(tmp_path)
    before = {piece.id: seen_digest(edition, piece) for edition in [judged(folder).edition] for piece in edition.pieces}
    (folder / path).write_text((folder / path).read_text("utf-8").replace(old, new, 1), "utf-8")
    after = {piece.id: seen_digest(edition, piece) for edition in [judged(folder).edition] for piece in edition.pieces}
    assert {name for name in before if before[name] != after[name]} == {"plan"}


def test_where_a_line_stands_changes_nothing_that_was_signed(tmp_path: Path) -> None:
    folder = with_plan(tmp_path)
    edition = judged(folder).edition
    before = {piece.id: seen_digest(edition, piece) for piece in edition.pieces}
    (folder / "handovers/office.toml").write_text(f"# A remark.\n\n{RECORD}", "utf-8")
    edition = judged(folder).edition
    assert {piece.id: seen_digest(edition, piece) for piece in edition.pieces} == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(["en", "uk", "ru"]), st.integers(1, 10**6)),
        min_size=1,
        max_size=6,
        unique_by=lambda pair: pair[0],
    )
)
def test_lots_add_up(lots: list[tuple[str, int]]) -> None:
    head = RECORD.partition("\n[[lot]]")[0].replace("500", str(sum(copies for _, copies in lots)))
    tables = "".join(
        f'\n[[lot]]\npiece = "note"\nchannel = "pocket-a7"\nlanguages = ["{tag}"]\ncopies = {copies}\n'
        for tag, copies in lots
    )
    record, faults = read(head + tables)
    assert faults == []
    assert record is not None
    assert record.in_all == record.total
