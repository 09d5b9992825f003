# SPDX-License-Identifier: Apache-2.0
"""Whatever is done to the lines of a log is found, and the line is named."""

import json
import time
from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from log_office import (
    CLERK,
    DAY,
    RECIPIENT,
    STRANGER,
    chained,
    id_of,
    lines_of,
    logs,
    looked_at,
    made_key,
    named,
    received,
    rights,
    signed,
)
from log_office import given as gave

from safeconduct.model.canonical import canonical, digest_of
from safeconduct.model.sealed import Key
from safeconduct.seal.consignments.deeds import Receipt, Returned, numbered
from safeconduct.seal.consignments.entries import Entry, entry_of
from safeconduct.seal.consignments.faults import Wrong
from safeconduct.seal.consignments.receipts import receipt_text, received_by_key
from safeconduct.seal.consignments.rights import Rights
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import RECEIPT_PURPOSE
from safeconduct.seal.sshsig import sign

TEN = chained([gave(1), gave(2), received(1), gave(4), gave(5), received(4), gave(7), gave(8), gave(9), gave(10)])

FEW = settings(max_examples=50, deadline=None)
"""Each makes and signs a log of its own."""


def drawn(count: int) -> st.SearchStrategy[int]:
    return st.integers(0, count - 1)


@FEW
@given(logs(), st.data())
def test_a_log_that_nobody_touched_is_right(lines: list[bytes], drawing: st.DataObject) -> None:
    head = digest_of(lines[drawing.draw(drawn(len(lines)))])
    examined = looked_at(lines, status=head)
    assert (examined.faults, examined.exit_code, examined.count) == ((), 0, len(lines))
    assert [entry.line for entry in examined.entries] == lines
    assert examined.head == digest_of(lines[-1])


@FEW
@given(logs(least=2), st.data())
def test_a_deleted_line_is_named(lines: list[bytes], drawing: st.DataObject) -> None:
    first = drawing.draw(st.integers(0, len(lines) - 2))
    last = drawing.draw(st.integers(first, len(lines) - 2))
    examined = looked_at(lines[:first] + lines[last + 1 :])
    (fault,) = [fault for fault in examined.faults if fault.wrong is Wrong.MISSING]
    assert fault.number == first + 1
    told = f"Line {first + 1} was deleted." if first == last else f"Lines {first + 1} to {last + 1} were deleted."
    assert (fault.sentence, examined.exit_code) == (told, 6)


@FEW
@given(logs(least=2), st.data())
def test_swapped_lines_are_named(lines: list[bytes], drawing: st.DataObject) -> None:
    one = drawing.draw(st.integers(0, len(lines) - 2))
    other = drawing.draw(st.integers(one + 1, len(lines) - 1))
    swapped = [*lines]
    swapped[one], swapped[other] = lines[other], lines[one]
    examined = looked_at(swapped)
    moved = named(examined, Wrong.MOVED)
    assert {one + 1, other + 1} & set(moved)
    assert examined.exit_code == 6
    if other - one > 2:
        assert moved == [other + 1, one + 1]
    assert not named(examined, Wrong.MISSING) + named(examined, Wrong.REPLACED) + named(examined, Wrong.EDITED)


@FEW
@given(logs(), st.data())
def test_a_doubled_line_is_named(lines: list[bytes], drawing: st.DataObject) -> None:
    which, where = drawing.draw(drawn(len(lines))), drawing.draw(st.integers(0, len(lines)))
    examined = looked_at([*lines[:where], lines[which], *lines[where:]])
    assert named(examined, Wrong.REPEATED) == [which + 1]
    assert examined.exit_code == 6


@FEW
@given(logs(), st.data())
def test_a_line_with_another_byte_is_named(lines: list[bytes], drawing: st.DataObject) -> None:
    which = drawing.draw(drawn(len(lines)))
    at = drawing.draw(drawn(len(lines[which]) - 1))
    byte = drawing.draw(st.integers(0, 255).filter(lambda one: one != lines[which][at]))
    edited = lines[which][:at] + bytes([byte]) + lines[which][at + 1 :]
    examined = looked_at([*lines[:which], edited, *lines[which + 1 :]])
    (first, *_) = [fault for fault in examined.faults if fault.wrong is Wrong.EDITED]
    assert first.place == which + 1
    assert examined.exit_code == 6
    assert not named(examined, Wrong.MISSING) or byte == 0x0A


@FEW
@given(logs(), st.data())
def test_a_line_with_another_word_is_named(lines: list[bytes], drawing: st.DataObject) -> None:
    which = drawing.draw(drawn(len(lines)))
    value = json.loads(lines[which])
    field = drawing.draw(st.sampled_from(sorted(value.keys() - {"schema", "kind"})))
    value[field] = {"n": len(lines) + 5, "on": "2026-12-31", "to": "egret", "copies": 700}.get(field, "f" * 64)
    edited = canonical(value) + b"\n"
    assume(edited != lines[which])
    examined = looked_at([*lines[:which], edited, *lines[which + 1 :]])
    assert [fault.place for fault in examined.faults if fault.wrong is Wrong.EDITED] == [which + 1]
    assert not named(examined, Wrong.MISSING)


@FEW
@given(logs(least=2), st.data())
def test_a_line_replaced_by_somebody_with_the_key_is_named(lines: list[bytes], drawing: st.DataObject) -> None:
    which = drawing.draw(st.integers(0, len(lines) - 2))
    replaced = signed(evolve(entry_of(lines[which]), deed=gave(which + 1, "egret", 9)))
    examined = looked_at([*lines[:which], replaced, *lines[which + 1 :]])
    assert named(examined, Wrong.REPLACED) == [which + 1]
    assert examined.exit_code == 6


@FEW
@given(logs(), st.data())
def test_a_line_put_in_by_a_stranger_is_named_and_nothing_else(lines: list[bytes], drawing: st.DataObject) -> None:
    where = drawing.draw(st.integers(0, len(lines)))
    n = drawing.draw(st.integers(1, 10**7))
    prev = None if n == 1 else digest_of(b"anything")
    stranger = signed(Entry(n, prev, DAY, "", gave(n, "egret")), STRANGER)
    examined = looked_at([*lines[:where], stranger, *lines[where:]])
    (fault,) = examined.faults
    assert (fault.wrong, fault.place, examined.exit_code) == (Wrong.UNKNOWN_KEY, where + 1, 7)
    assert [entry.line for entry in examined.entries] == lines
    assert [entry.line for entry in examined.doubtful] == [stranger]


@settings(max_examples=150, deadline=None)
@given(st.lists(drawn(len(TEN)), max_size=12))
def test_no_other_row_of_the_lines_is_right(row: list[int]) -> None:
    examined = looked_at([TEN[index] for index in row], status=digest_of(TEN[4]))
    untouched = row == list(range(len(row)))
    assert (examined.exit_code == 0) == (untouched and len(row) >= 5)
    assert {fault.wrong for fault in examined.faults} <= set(Wrong)


@FEW
@given(logs(), st.data())
def test_a_cut_off_end_is_found_by_the_head_that_was_noted(lines: list[bytes], drawing: st.DataObject) -> None:
    kept = drawing.draw(st.integers(0, len(lines) - 1))
    assert not looked_at(lines[:kept]).faults
    examined = looked_at(lines[:kept], status=digest_of(lines[-1]))
    (fault,) = examined.faults
    assert (fault.wrong, examined.exit_code) == (Wrong.CUT, 6)
    assert f"behind line {kept}," in fault.sentence


@FEW
@given(logs(), st.data())
def test_a_half_written_line_is_named(lines: list[bytes], drawing: st.DataObject) -> None:
    length = drawing.draw(st.integers(1, len(lines[-1]) - 1))
    examined = looked_at([*lines[:-1], lines[-1][:length]])
    (fault,) = examined.faults
    assert (fault.wrong, fault.place, examined.exit_code) == (Wrong.TORN, len(lines), 6)
    assert "safeconduct log mend" in fault.sentence


def test_two_lines_with_one_number_are_told_apart_by_the_line_behind() -> None:
    other = signed(evolve(entry_of(TEN[4]), deed=gave(5, "egret")))
    for lines in ([*TEN[:5], other, *TEN[5:]], [*TEN[:4], other, *TEN[4:]]):
        examined = looked_at(lines)
        assert [(fault.wrong, fault.number) for fault in examined.faults] == [(Wrong.FORKED, 5)]
        assert [entry.line for entry in examined.entries] == TEN
        assert examined.doubtful == (entry_of(other),)


def test_a_number_out_of_the_world_costs_nothing() -> None:
    returned = signed(Entry(2**52, digest_of(TEN[0]), DAY, "", Returned(numbered(1))))
    before = time.process_time()
    examined = looked_at([TEN[0], returned])
    assert time.process_time() - before < 1
    assert [fault.sentence for fault in examined.faults if fault.wrong is Wrong.MISSING] == [
        f"Lines 2 to {2**52 - 1} were deleted."
    ]


def test_every_line_says_what_stands_where() -> None:
    examined = looked_at([*TEN[:2], TEN[8], *TEN[3:8], TEN[9]])
    assert [fault.sentence for fault in examined.faults] == [
        "Line 3 was deleted.",
        "Line 9, at place 3 of the file, does not stand where it was written.",
    ]


KEYS = [made_key(f"clerk {n}") for n in range(3)]
FOUR = chained([gave(1), gave(2), gave(3), gave(4)], keys=[KEYS[0], KEYS[0], KEYS[1], KEYS[1]])


def rights_with(until: date | None, revoked: date | None, vouched: tuple[bytes, date] | None = None) -> Rights:
    keys = {id_of(key): Key(public_of(key), until if key is KEYS[0] else None) for key in KEYS}
    if revoked:
        del keys[id_of(KEYS[0])]
    return Rights(
        keys, {id_of(KEYS[0]): revoked} if revoked else {}, (digest_of(vouched[0]), vouched[1]) if vouched else None
    )


@pytest.mark.parametrize(
    ("known", "wrong", "lines"),
    [
        (rights_with(None, None), None, []),
        (rights_with(DAY, None), None, []),
        (rights_with(DAY - timedelta(1), None), Wrong.RETIRED_KEY, [1, 2]),
        (rights_with(None, DAY), Wrong.REVOKED_KEY, [1, 2]),
        (rights_with(None, DAY, (FOUR[1], DAY)), None, []),
        (rights_with(None, DAY, (FOUR[3], DAY + timedelta(9))), None, []),
        (rights_with(None, DAY, (FOUR[0], DAY)), Wrong.REVOKED_KEY, [2]),
        (rights_with(None, DAY, (FOUR[1], DAY - timedelta(1))), Wrong.REVOKED_KEY, [1, 2]),
        (rights_with(None, DAY, (b"elsewhere", DAY)), Wrong.REVOKED_KEY, [1, 2]),
        (rights(), Wrong.UNKNOWN_KEY, [1, 2, 3, 4]),
    ],
)
def test_keys_without_the_right(known: Rights, wrong: Wrong | None, lines: list[int]) -> None:
    examined = looked_at(FOUR, known)
    assert [(fault.wrong, fault.number) for fault in examined.faults] == [(wrong, number) for number in lines]
    assert examined.exit_code == (7 if lines else 0)


def test_a_day_that_goes_back_is_named() -> None:
    examined = looked_at(chained([gave(1), gave(2), gave(3)], [DAY, DAY + timedelta(2), DAY + timedelta(1)]))
    assert [(fault.wrong, fault.number) for fault in examined.faults] == [(Wrong.DAY, 3)]
    assert examined.exit_code == 7


SIGNED = received_by_key(gave(1), sign(RECIPIENT, RECEIPT_PURPOSE, receipt_text(gave(1))), public_of(RECIPIENT))


@pytest.mark.parametrize(
    ("deeds", "sentence"),
    [
        ([gave(1), received(1)], None),
        ([gave(1), SIGNED], None),
        ([gave(1), Returned("C-0001")], None),
        ([gave(1), received(2)], "It is the receipt of C-0002, of which no line before it tells."),
        ([gave(1), received(1), received(1)], "It is the second receipt of C-0001."),
        ([gave(1), gave(2), evolve(received(1), consignment="C-0002")], "Its code is not the code of the consignment."),
        ([gave(1), gave(2), evolve(SIGNED, consignment="C-0002")], "The recipient's signature in it is not right."),
        ([gave(1), evolve(SIGNED, signed_by=public_of(STRANGER))], "The recipient's signature in it is not right."),
        ([gave(1), Receipt("C-0001", None, "ssh-ed25519 AAAA", "x")], "The recipient's signature in it is not right."),
        ([Returned("C-0001")], "It says that C-0001 came back, of which no line before it tells."),
        ([gave(1), Returned("C-0001"), Returned("C-0001")], "It says for the second time that C-0001 came back."),
    ],
)
def test_what_cannot_have_happened_is_named(deeds: list[Receipt], sentence: str | None) -> None:
    examined = looked_at(chained(deeds))
    if sentence is None:
        assert examined.faults == ()
        return
    (fault,) = examined.faults
    assert (fault.wrong, fault.number, examined.exit_code) == (Wrong.DEED, len(deeds), 7)
    assert sentence in fault.sentence


def test_nothing_is_no_log() -> None:
    assert lines_of([]).whole == ()
    assert lines_of([]).head is None
    assert looked_at([]).count == 0
    assert id_of(CLERK) != id_of(STRANGER)
