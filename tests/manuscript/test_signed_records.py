# SPDX-License-Identifier: Apache-2.0
"""Every signed record is read back as it was signed; a tester's notes are refused in a sentence when they are wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.manuscript import signed_records
from safeconduct.manuscript.appending import signed_text
from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.signed_records import read_sessions
from safeconduct.manuscript.toml import read_table
from safeconduct.model.canonical import Digest
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.signed import (
    Answer,
    Confirmation,
    Cosmetic,
    Reader,
    ReaderTest,
    SignOff,
    Waiver,
    namespace,
    signed_message,
)

ARMOR = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
PLACE = Span("x.toml")
DAY = date(2026, 11, 1)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12).filter(
    lambda name: name == name.strip() != ""
)
DIGESTS = st.binary(min_size=32, max_size=32).map(lambda raw: Digest(raw.hex()))
TABLES = st.dictionaries(NAMES, NAMES, max_size=3)
READERS = st.builds(
    Reader, NAMES, st.booleans(), st.booleans(), st.none() | st.booleans(), st.just("") | NAMES, st.booleans()
)
SIGNED: dict[str, tuple[st.SearchStrategy[Any], Callable[..., Any]]] = {
    "sign-off": (
        st.builds(
            SignOff, st.just("x"), NAMES, NAMES, NAMES, DIGESTS, st.dates(), st.none() | NAMES, st.just(ARMOR),
            st.just(PLACE), st.none() | DIGESTS, TABLES,
        ),
        signed_records.read_sign_off,
    ),
    "waiver": (
        st.builds(
            Waiver, st.just("x"), NAMES, NAMES, st.lists(DIGESTS, min_size=1, max_size=3).map(tuple), NAMES, NAMES,
            st.dates(), st.dates(), st.just(ARMOR), st.just(PLACE),
        ),
        signed_records.read_waiver,
    ),
    "confirmation": (
        st.builds(
            Confirmation, st.just("x"), NAMES, NAMES, st.just("") | NAMES, DIGESTS,
            st.dictionaries(NAMES, st.sampled_from(Answer), min_size=1, max_size=3), TABLES,
            st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=2).map(tuple), max_size=2),
            st.dictionaries(NAMES, st.lists(NAMES, min_size=1, max_size=2).map(tuple), max_size=2),
            st.dates(), st.dates(), st.just(ARMOR), st.just(PLACE),
        ),
        signed_records.read_confirmation,
    ),
    "reader-test": (
        st.builds(
            ReaderTest, st.just("x"), NAMES, NAMES, NAMES, DIGESTS, st.none() | DIGESTS, st.dates(),
            st.lists(READERS, min_size=1, max_size=3).map(tuple), st.just(ARMOR), st.just(PLACE),
            st.none() | DIGESTS,
        ),
        signed_records.read_reader_test,
    ),
    "cosmetic": (
        st.builds(
            Cosmetic, st.just("x"), NAMES, NAMES, DIGESTS, DIGESTS, st.dates(), st.just(ARMOR), st.just(PLACE)
        ),
        signed_records.read_cosmetic,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", SIGNED)
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(data=st.data())
def test_it_is_read_back_as_it_was_signed(kind: str, data: st.DataObject) -> None:
    records, read = SIGNED[kind]
    signed = data.draw(records)
    assert signed.kind == kind
    faults = Faults()
    table = read_table(signed_text(signed).encode(), "x.toml", faults)
    assert table is not None
    back = read("x", table)
    assert faults.found == []
    assert evolve(back, signature=back.signature + "\n", at=PLACE) == signed
    assert signed_message(back) == signed_message(signed)


@pytest.mark.parametrize("kind", SIGNED)
@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(data=st.data())
def test_whatever_is_changed_changes_what_is_signed(kind: str, data: st.DataObject) -> None:
    records, _ = SIGNED[kind]
    one, other = data.draw(records), data.draw(records)
    differs = evolve(one, signature=ARMOR) != evolve(other, signature=ARMOR)
    assert ((signed_message(one), namespace(one)) != (signed_message(other), namespace(other))) is differs


def test_a_signature_for_one_purpose_is_none_for_another() -> None:
    zero = Digest("0" * 64)
    waiver = Waiver("x", "words-too-many", "note", (zero,), "dell", "Short.", DAY, DAY, "", PLACE)
    mark = Cosmetic("x", "note", "dell", zero, zero, DAY, "", PLACE)
    sign_off = SignOff("x", "editor", "dell", "note", zero, DAY, None, "", PLACE)
    assert [namespace(one) for one in (sign_off, waiver, mark)] == [
        "safeconduct.sign-off.editor",
        "safeconduct.waiver.editor",
        "safeconduct.cosmetic.editor",
    ]


def test_there_is_no_field_for_who_a_reader_was() -> None:
    assert [one.name for one in fields(Reader)] == ["band", "found", "explained", "done", "confusion", "critical"]


ONE = '[[reader]]\nband = "driver, 30-39"\nfound = true\nexplained = false\n'


def test_sessions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "notes.toml"
    path.write_text(ONE + 'confusion = "Thought it was a bill."\n' + ONE + "done = false\ncritical = true\n", "utf-8")
    first, second = read_sessions(path)
    assert first == Reader("driver, 30-39", True, False, None, "Thought it was a bill.", False)
    assert second == Reader("driver, 30-39", True, False, False, "", True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[reader",
        ONE + 'name = "Somebody"\n',
        ONE.replace("found = true\n", ""),
        ONE.replace("explained = false", 'explained = "no"'),
        ONE.replace("driver, 30-39", "the driver who lives in the third house by the mill"),
        'piece = "note"\n' + ONE,
        "reader = 3",
    ],
)
def test_wrong_sessions_are_refused_with_their_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "notes.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageRefusal, match=r"notes\.toml:\d+: .*\.$"):
        read_sessions(path)


def test_sessions_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefusal, match="cannot be read"):
        read_sessions(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (signed_records.read_confirmation, '[steps]\nwalk = "perhaps"\n'),
        (signed_records.read_waiver, 'covers = ["sha256:12"]\n'),
        (signed_records.read_cosmetic, 'saw = "12"\n'),
        (signed_records.read_reader_test, "reader = []\n"),
        (signed_records.read_sign_off, "[words]\nen = 3\n"),
    ],
)
def test_a_record_with_a_gap_is_none(read: Callable[..., Any], text: str) -> None:
    faults = Faults()
    table = read_table(text.encode(), "x.toml", faults)
    assert read("x", table) is None
    assert {"value-wrong", "key-missing"} >= {fault.check for fault in faults.found} != set()
    assert all(fault.message.endswith(".") for fault in faults.found)
