# SPDX-License-Identifier: Apache-2.0
"""The map: who holds which version, what of it was received, and who must be told of a recall."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from .deeds import Consignment, RecallNamed, Receipt, Returned, Told
from .entries import Entry


@frozen
class Holding:
    """One consignment, given on the day `on`, and the days on which it was received and came back, if it did.

    `received_by` is "code" or "signature".  `sure` is False when the line that tells of it must not be believed: it is
    shown all the same, for one call too many harms nobody.
    """

    on: date
    consignment: Consignment
    received: date | None = None
    received_by: str | None = None
    returned: date | None = None
    sure: bool = True
    number: int = 0

    @property
    def held(self) -> bool:
        """Whether copies of it are still out, or on their way."""
        return self.returned is None


@frozen
class Called:
    """A recall: what is out of it, whose holders were told (pseudonym and day), and who is still to be told."""

    recall: RecallNamed
    holdings: tuple[Holding, ...]
    told: tuple[tuple[str, date], ...]
    left: tuple[str, ...]


def holdings(entries: Iterable[Entry], doubtful: Iterable[Entry] = ()) -> tuple[Holding, ...]:
    """Return every consignment in the order of the log, those of `doubtful` lines behind them.

    Receipts and returns count only where they may be believed.
    """
    found: dict[str, Holding] = {}
    for entry in entries:
        match entry.deed:
            case Consignment() as consignment:
                found[consignment.consignment] = Holding(entry.on, consignment, number=entry.n)
            case Receipt(consignment=name) if name in found:
                by = "code" if entry.deed.code else "signature"
                found[name] = evolve(found[name], received=entry.on, received_by=by)
            case Returned(name) if name in found:
                found[name] = evolve(found[name], returned=entry.on)
            case _:
                continue
    unsure = [
        Holding(entry.on, entry.deed, sure=False, number=entry.n)
        for entry in doubtful
        if isinstance(entry.deed, Consignment) and _differs(entry.deed, found.get(entry.deed.consignment))
    ]
    return (*found.values(), *unsure)


def called(recall: RecallNamed, held: Sequence[Holding], entries: Iterable[Entry]) -> Called:
    """Return who must be told of `recall`.

    Whoever was told and then got another copy must be told again, and everybody of a recall that became wider, harder
    or newer: it is another one.  Whoever gave all copies back need not be told.
    """
    out = tuple(one for one in held if one.held and recall.covers(one.consignment.release))
    told: dict[str, tuple[int, date]] = {}
    for entry in entries:
        if isinstance(entry.deed, Told) and entry.deed.recall == recall:
            told[entry.deed.to] = (entry.n, entry.on)
    left = {one.consignment.to for one in out if told.get(one.consignment.to, (0, None))[0] < one.number}
    return Called(recall, out, tuple((to, on) for to, (_, on) in sorted(told.items())), tuple(sorted(left)))


def _differs(consignment: Consignment, known: Holding | None) -> bool:
    return known is None or known.consignment != consignment
