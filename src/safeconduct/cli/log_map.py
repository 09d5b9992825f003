# SPDX-License-Identifier: Apache-2.0
"""`safeconduct log map`: who holds which version, and who must be told of a recall."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lines import say
from .log import SOME_LEFT, log, named, tell_faults
from .options import CHANCERY, DAY, JSON, chancery_at
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.recall_calls import Map
    from safeconduct.seal.consignments.holders import Called, Holding


@log.command("map")
@CHANCERY
@click.option("--recall", metavar="ID", help="Ask of these releases (default: of every recall in the latest word).")
@click.option("--first", type=click.IntRange(1), help="The first version that is called back.")
@click.option("--last", type=click.IntRange(1), help="The last one (default: the same).")
@click.option("--since", type=DAY, help="The day of the recall (default: today).")
@JSON
def show_map(
    chancery: Path | None, recall: str | None, first: int | None, last: int | None, since: date | None, as_json: bool
) -> None:
    """Show who holds which version, and who must be told of a recall.

    Exit code 1 while somebody is still to be told; 6 or 7 when the log itself
    is not right: then lines that must not be believed are shown too.
    """
    from safeconduct.api.recall_calls import map_of
    from safeconduct.model.refusal import UsageRefusal
    from safeconduct.model.sealed import Urgency
    from safeconduct.seal.consignments.deeds import RecallNamed

    with refusals(as_json):
        asked = None
        if recall is not None and first is not None:
            day = since or date.today()
            asked = (RecallNamed(recall, first, last or first, day, Urgency.STOP, ()),)
        elif (recall, first, last, since) != (None,) * 4:
            raise UsageRefusal("Which versions?", "give --recall ID and --first N, or neither for the latest word.")
        found = map_of(chancery_at(chancery), asked)
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
    else:
        _tell(found)
    left = any(call.left for call in found.calls)
    sys.exit(found.examined.exit_code or (SOME_LEFT if left else 0))


def _tell(found: "Map") -> None:
    if not found.holdings:
        say("Nothing was handed out yet.")
    rows = [_row(one) for one in found.holdings]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for call in found.calls:
        _tell_call(call)
    tell_faults(found.examined)


def _row(one: "Holding") -> tuple[str, ...]:
    given = one.consignment
    state = (
        f"came back {one.returned}" if one.returned else f"received {one.received}" if one.received else "on its way"
    )
    sure = "" if one.sure else "this line must not be believed"
    release = f"{given.release.id} {given.release.version}"
    return given.to, given.consignment, release, str(one.on), f"{given.copies} × {given.medium}", state, sure


def _tell_call(call: "Called") -> None:
    say(f"\nRecalled: {named(call.recall)}")
    for to, on in call.told:
        say(f"told on {on}: {to}", "  ")
    for to in call.left:
        numbers = ", ".join(one.consignment.consignment for one in call.holdings if one.consignment.to == to)
        say(f"still to be told: {to} ({numbers})", "  ")
    if not call.left:
        say("Nobody is left to be told.", "  ")
    else:
        say("When they know: safeconduct log told PSEUDONYM --key KEY", "  ")


def _plain(found: "Map") -> dict[str, object]:
    return {
        "schema": "safeconduct-map-1",
        "exit_code": found.examined.exit_code,
        "holdings": [
            {
                "to": one.consignment.to,
                "consignment": one.consignment.consignment,
                "release": one.consignment.release.id,
                "version": one.consignment.release.version,
                "on": one.on.isoformat(),
                "copies": one.consignment.copies,
                "medium": str(one.consignment.medium),
                "received": one.received.isoformat() if one.received else None,
                "received_by": one.received_by,
                "returned": one.returned.isoformat() if one.returned else None,
                "sure": one.sure,
            }
            for one in found.holdings
        ],
        "recalls": [
            {
                "id": call.recall.id,
                "first": call.recall.first,
                "last": call.recall.last,
                "on": call.recall.on.isoformat(),
                "severity": str(call.recall.severity),
                "steps": list(call.recall.steps),
                "holds": sorted({one.consignment.to for one in call.holdings}),
                "told": {to: on.isoformat() for to, on in call.told},
                "left": list(call.left),
            }
            for call in found.calls
        ],
    }
