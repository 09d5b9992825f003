# SPDX-License-Identifier: Apache-2.0
"""Who holds which version, and who must be told of a recall."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from log_office import DAY, STRANGER, chained, logs, looked_at, recall, received
from log_office import given as gave

from safeconduct.model.sealed import Recall, Urgency
from safeconduct.seal.consignments.deeds import Consignment, Deed, Returned, Told, recall_named
from safeconduct.seal.consignments.holders import Called, called, holdings

RECALL = recall(first=2, last=3)


def calling(deeds: list[Deed]) -> Called:
    examined = looked_at(chained(deeds))
    assert examined.faults == ()
    return called(RECALL, holdings(examined.entries), examined.entries)


def test_a_map_tells_what_became_of_each_consignment() -> None:
    days = [DAY, DAY, DAY + timedelta(1), DAY + timedelta(2)]
    examined = looked_at(chained([gave(1, "heron"), gave(2, "reed", 4), received(1), Returned("C-0002")], days))
    one, two = holdings(examined.entries)
    assert (one.consignment, one.on, one.received, one.received_by, one.held) == (
        gave(1, "heron"), DAY, DAY + timedelta(1), "code", True,
    )  # fmt: skip
    assert (two.received, two.returned, two.held) == (None, DAY + timedelta(2), False)


def test_whoever_holds_a_recalled_version_must_be_told() -> None:
    found = calling([gave(1, "old", 1), gave(2, "heron", 2), gave(3, "reed", 3), gave(4, "new", 4), received(3)])
    assert found.left == ("heron", "reed")
    assert [one.consignment.consignment for one in found.holdings] == ["C-0002", "C-0003"]


def test_whoever_was_told_need_not_be_told_again_unless_more_was_given() -> None:
    told: list[Deed] = [gave(1, "heron", 2), gave(2, "reed", 2), Told("heron", RECALL)]
    found = calling(told)
    assert (found.told, found.left) == ((("heron", DAY),), ("reed",))
    assert calling([*told, gave(4, "heron", 3)]).left == ("heron", "reed")
    assert calling([*told, gave(4, "heron", 3), Told("heron", RECALL)]).left == ("reed",)
    assert calling([*told, Returned("C-0002")]).left == ()


def test_a_recall_that_became_another_is_told_anew() -> None:
    others = (recall(1, 3), recall(2, 4), recall(2, 3, DAY + timedelta(1)), recall(2, 3, steps=("call#walk",)))
    for other in others:
        assert calling([gave(1, "heron", 2), Told("heron", other)]).left == ("heron",)


def test_a_line_that_must_not_be_believed_calls_for_one_call_too_many() -> None:
    lines = chained([gave(1, "heron", 2), gave(2, "reed", 2), Told("reed", RECALL)], keys=[STRANGER])
    examined = looked_at([lines[0], lines[1].replace(b'"to":"reed"', b'"to":"egret"'), lines[2]])
    held = holdings(examined.entries, examined.doubtful)
    assert [(one.consignment.to, one.sure) for one in held] == [("heron", False), ("egret", False)]
    assert called(RECALL, held, examined.entries).left == ("egret", "heron")


@settings(deadline=None)
@given(logs(), st.integers(1, 4), st.integers(0, 3))
def test_nobody_with_a_copy_is_forgotten(lines: list[bytes], first: int, more: int) -> None:
    entries = looked_at(lines).entries
    wanted = recall(first, first + more)
    back = {entry.deed.consignment for entry in entries if isinstance(entry.deed, Returned)}
    out = {
        entry.deed.to
        for entry in entries
        if isinstance(entry.deed, Consignment)
        and first <= entry.deed.release.version <= first + more
        and entry.deed.consignment not in back
    }
    found = called(wanted, holdings(entries), entries)
    assert set(found.left) | {to for to, _ in found.told} >= out
    assert set(found.left) <= out


def test_a_recall_of_the_status_is_named_without_its_reason() -> None:
    reason = {"en": "The gate is closed.", "ko": "문", "ru": "Закрыто.", "uk": "Зачинено."}
    said = Recall("kursk-2024", 2, 3, date(2026, 3, 1), Urgency.STOP, (), reason, 4)
    assert recall_named(said) == RECALL
