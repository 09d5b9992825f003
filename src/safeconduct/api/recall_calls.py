# SPDX-License-Identifier: Apache-2.0
"""Whom to tell of a recall: the log and the latest word of the press brought together."""

from collections.abc import Callable

from attrs import frozen

from safeconduct.model.refusal import UsageRefusal
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.consignments.chain import Examined
from safeconduct.seal.consignments.deeds import RecallNamed, Told, recall_named
from safeconduct.seal.consignments.entries import Entry
from safeconduct.seal.consignments.holders import Called, Holding, called, holdings

from .handing_out import Writer, examined, rights_in


@frozen
class Map:
    """Every consignment, whom each recall concerns, and what was found when the log was verified."""

    holdings: tuple[Holding, ...]
    calls: tuple[Called, ...]
    examined: Examined


def map_of(chancery: Chancery, recalls: tuple[RecallNamed, ...] | None = None) -> Map:
    """Return the map for `recalls`, or for those of the latest word when None."""
    found = examined(chancery)
    held = holdings(found.entries, found.doubtful)
    wanted = recalls_in(chancery) if recalls is None else recalls
    return Map(held, tuple(called(recall, held, found.entries) for recall in wanted), found)


def recalls_in(chancery: Chancery) -> tuple[RecallNamed, ...]:
    """Return what the latest word of the press calls back."""
    status = chancery.status()
    return tuple(dict.fromkeys(recall_named(recall) for recall in status.recalled)) if status else ()


def tell(chancery: Chancery, to: str, recalls: tuple[RecallNamed, ...] | None, writer: Writer) -> tuple[Entry, ...]:
    """Write in the log that `to` was told of `recalls`, or of all that they are still to be told of when None.

    Raises `UsageRefusal` when there is nothing of which they must be told.
    """
    open_calls = [call for call in map_of(chancery, recalls).calls if to in call.left]
    if not open_calls:
        raise UsageRefusal(f"There is no recall of which “{to}” must still be told.", "see: safeconduct log map")
    late = [call.recall for call in open_calls if writer.on < call.recall.on]
    if late:
        raise UsageRefusal(f"The recall is of {late[0].on}; nobody was told of it on {writer.on}.", "name another day.")
    rights = rights_in(chancery)
    return tuple(writer.append(chancery, _told(to, call.recall), rights) for call in open_calls)


def _told(to: str, recall: RecallNamed) -> Callable[[int], Told]:
    return lambda _: Told(to, recall)
