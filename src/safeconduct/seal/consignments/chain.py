# SPDX-License-Identifier: Apache-2.0
"""Verifying the whole log: every line signed by a key with the right to, none deleted, moved, doubled or changed.

Nothing stops at the first fault: each line that was touched is named, and what can still be believed is handed on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from safeconduct.model.canonical import Digest

from .deeds import Consignment, Receipt, Returned, Told
from .entries import Entry
from .faults import Fault, Wrong, at_line, cut, exit_code_of, missing, torn
from .order import Order, number_of, order_of
from .reading import Line, Lines
from .receipts import fault_of_receipt
from .rights import Right, Rights

_NO_RIGHT = {
    Right.UNKNOWN: (Wrong.UNKNOWN_KEY, "{{}} is signed with the key {}, which is not in the role “log” of the root."),
    Right.RETIRED: (Wrong.RETIRED_KEY, "{{}} is signed with the key {}, which was retired before its day."),
    Right.REVOKED: (Wrong.REVOKED_KEY, "{{}} is signed with the key {}, which was revoked."),
}


@frozen
class Examined:
    """`entries` may be believed, in their order; `doubtful` are those of readable lines that may not.

    `head` is the digest of the last whole line, `count` the number of whole lines.
    """

    entries: tuple[Entry, ...]
    doubtful: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    head: Digest | None
    count: int

    @property
    def exit_code(self) -> int:
        """0 sound · 6 touched · 7 a line must not be believed."""
        return exit_code_of(self.faults)


def examine(lines: Lines, rights: Rights, noted: Mapping[str, Digest] | None = None) -> Examined:
    """Look at the whole log; `noted` gives, for each who noted it, the digest of a line that must be in it."""
    entitled, others, faults = _sorted_out(lines, rights)
    order = order_of(entitled, others)
    faults += _of_order(order)
    by_number = {number_of(line): line for line in (*order.spine, *order.moved)}
    faults += _replaced(by_number, others)
    entries = tuple(line.entry for _, line in sorted(by_number.items()) if line.entry)
    faults += _of_days(order.spine)
    faults += _of_deeds(entries, by_number)
    if lines.torn:
        faults.append(torn(lines))
    digests = {line.digest for line in lines.whole}
    faults += [cut(head, whose, len(lines.whole)) for whose, head in (noted or {}).items() if head not in digests]
    doubtful = tuple(line.entry for line in (*others, *order.forked) if line.entry)
    ordered = sorted(faults, key=lambda one: (one.place or one.number or len(lines.whole) + 1, one.wrong))
    return Examined(entries, doubtful, tuple(ordered), lines.head, len(lines.whole))


def _sorted_out(lines: Lines, rights: Rights) -> tuple[list[Line], list[Line], list[Fault]]:
    """Return the lines that may be believed, the others, and what is wrong with these."""
    entitled: list[Line] = []
    others: list[Line] = []
    faults: list[Fault] = []
    place_of = {line.digest: line.place for line in lines.whole}
    for line in lines.whole:
        entry = line.entry
        if entry is None or not line.authentic:
            faults.append(at_line(Wrong.EDITED, line, f"{{}} was edited, or is not ours. {line.fault}"))
            others.append(line)
            continue
        right = rights.of(entry.key, entry.on)
        vouched = rights.vouched_since(entry.key)
        if right is Right.HELD or (vouched is not None and line.place <= place_of.get(vouched, 0)):
            entitled.append(line)
            continue
        wrong, sentence = _NO_RIGHT[right]
        faults.append(at_line(wrong, line, sentence.format(entry.key)))
        others.append(line)
    return entitled, others, faults


def _of_order(order: Order) -> list[Fault]:
    faults = [missing(first, last) for first, last in order.missing]
    faults += [at_line(Wrong.MOVED, line, "{} does not stand where it was written.") for line in order.moved]
    faults += [at_line(Wrong.REPEATED, line, "{} stands in the log twice.") for line in order.repeated]
    again = "{} is not the only one with its number: two were signed."
    return faults + [at_line(Wrong.FORKED, line, again) for line in order.forked]


def _replaced(by_number: Mapping[int, Line], others: Iterable[Line]) -> Iterator[Fault]:
    strangers = {line.entry.n: line for line in others if line.entry and line.authentic}
    for number, line in sorted(by_number.items()):
        before = by_number.get(number - 1) or strangers.get(number - 1)
        if before and line.entry and line.entry.prev != before.digest:
            sentence = f"{{}} is not the line that line {number} was written behind: one of them was replaced."
            yield at_line(Wrong.REPLACED, before, sentence)


def _of_days(spine: Sequence[Line]) -> Iterator[Fault]:
    latest = None
    for line in spine:
        if line.entry is None:
            continue
        if latest and line.entry.on < latest:
            yield at_line(Wrong.DAY, line, f"{{}} has the day {line.entry.on}, before the line above it ({latest}).")
        latest = max(latest or line.entry.on, line.entry.on)


def _of_deeds(entries: Sequence[Entry], lines: Mapping[int, Line]) -> Iterator[Fault]:
    given: dict[str, Consignment] = {}
    received: set[str] = set()
    back: set[str] = set()
    for entry in entries:
        match entry.deed:
            case Consignment() as consignment:
                given[consignment.consignment] = consignment
                continue
            case Receipt() as receipt:
                fault = _of_receipt(receipt, given, received)
                received.add(receipt.consignment)
            case Returned(consignment):
                fault = _of_return(consignment, given, back)
                back.add(consignment)
            case Told():
                continue
        if fault:
            yield at_line(Wrong.DEED, lines[entry.n], f"{{}} cannot be right. {fault}")


def _of_receipt(receipt: Receipt, given: Mapping[str, Consignment], received: set[str]) -> str | None:
    if receipt.consignment not in given:
        return f"It is the receipt of {receipt.consignment}, of which no line before it tells."
    if receipt.consignment in received:
        return f"It is the second receipt of {receipt.consignment}."
    return fault_of_receipt(receipt, given[receipt.consignment])


def _of_return(consignment: str, given: Mapping[str, Consignment], back: set[str]) -> str | None:
    if consignment not in given:
        return f"It says that {consignment} came back, of which no line before it tells."
    return f"It says for the second time that {consignment} came back." if consignment in back else None
