# SPDX-License-Identifier: Apache-2.0
"""The commands that look at the log of consignments, mend it, and say who was told of a recall."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .consign import ON
from .lines import say
from .options import CHANCERY, JSON, KEY, chancery_at, cli, loaded_key, utc_today
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.seal.consignments.chain import Examined
    from safeconduct.seal.consignments.deeds import Deed, RecallNamed

SOME_LEFT = 1
_MOST_TOLD = 20


@cli.group()
def log() -> None:
    """Keep the log of which release was handed to whom."""


@log.command()
@CHANCERY
@click.option("--head", "heads", multiple=True, metavar="DIGEST", help="A line's digest that you noted.")
@JSON
def verify(chancery: Path | None, heads: tuple[str, ...], as_json: bool) -> None:
    """Look whether every line is there and rightly signed.

    Exit code 6 when a line was deleted, moved, doubled or edited, 7 when one
    is signed with a key that has no right to it or cannot be true.
    """
    from safeconduct.api.handing_out import examined
    from safeconduct.model.canonical import Digest
    from safeconduct.model.refusal import FolderRefusal, UsageRefusal
    from safeconduct.seal.consignments.faults import Wrong
    from safeconduct.seal.records import DIGEST

    with refusals(as_json):
        kept = chancery_at(chancery)
        if not all(DIGEST.fullmatch(head) for head in heads):
            raise UsageRefusal("--head is not a digest.", "give 64 digits 0-9 a-f, as `log verify` prints them.")
        found = examined(kept, map(Digest, heads))
        nothing = not found.count and not any(one.wrong in (Wrong.CUT, Wrong.TORN) for one in found.faults)
        if nothing:
            raise FolderRefusal(
                f"There is no log in {kept.folder} yet.", "name another with --chancery, or begin: safeconduct consign"
            )
    if as_json:
        click.echo(json.dumps(_examined(found), ensure_ascii=False, indent=1))
    else:
        tell_faults(found)
        if not found.faults:
            say(f"Every one of {found.count} lines is there and rightly signed, from {found.entries[0].on} on.")
        if found.head:
            say(f"The last line is {found.head}")
            say("Note it; with --head you will see whether it is still there.")
        say(f"Keys by the list with the fingerprint {kept.fingerprint}")
    sys.exit(found.exit_code)


@log.command()
@click.argument("consignment", required=False)
@CHANCERY
@click.option("--to", metavar="PSEUDONYM", help="Only what was given to them.")
@JSON
def show(consignment: str | None, chancery: Path | None, to: str | None, as_json: bool) -> None:
    """Print the log, or what it tells of one CONSIGNMENT."""
    from safeconduct.api.handing_out import examined
    from safeconduct.model.codec import plain

    with refusals(as_json):
        found = examined(chancery_at(chancery))
        wanted = consignment.strip().upper() if consignment else None
        of_theirs = {
            getattr(one.deed, "consignment", None) for one in found.entries if getattr(one.deed, "to", None) == to
        }
        entries = [
            one
            for one in found.entries
            if (wanted is None or getattr(one.deed, "consignment", None) == wanted)
            and (to is None or getattr(one.deed, "to", to) == to)
            and (to is None or getattr(one.deed, "consignment", None) in of_theirs)
        ]
    if as_json:
        lines = [{"n": one.n, "kind": one.kind, "on": one.on.isoformat(), **plain(one.deed)} for one in entries]
        told = {"schema": "safeconduct-log-1", "exit_code": found.exit_code, "lines": lines}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for one in entries:
            say(f"{one.n:>5}  {one.on}  {_told(one.deed)}")
        tell_faults(found)
    sys.exit(found.exit_code)


@log.command()
@CHANCERY
@KEY
@click.argument("to", metavar="PSEUDONYM")
@click.option("--recall", metavar="ID", help="Only of the recall of these releases.")
@ON
def told(chancery: Path | None, key: Path, to: str, recall: str | None, on: date | None) -> None:
    """Write in the log that PSEUDONYM was told of a recall.

    Of all recalls in the latest word of which they must still be told.
    """
    from safeconduct.api.handing_out import Writer
    from safeconduct.api.recall_calls import recalls_in, tell

    with refusals():
        kept = chancery_at(chancery)
        wanted = None if recall is None else tuple(one for one in recalls_in(kept) if one.id == recall)
        writer = Writer(loaded_key(key), on or utc_today(), utc_today())
        entries = tell(kept, to, wanted, writer)
    for entry in entries:
        click.echo(f"{entry.on}: {_told(entry.deed)} (line {entry.n} of the log)")


@log.command()
@CHANCERY
@KEY
@click.argument("consignment")
@ON
def returned(chancery: Path | None, key: Path, consignment: str, on: date | None) -> None:
    """Write in the log that CONSIGNMENT came back or was destroyed."""
    from safeconduct.api.handing_out import Writer, take_back

    with refusals():
        writer = Writer(loaded_key(key), on or utc_today(), utc_today())
        entry = take_back(chancery_at(chancery), consignment, writer)
    click.echo(f"{entry.on}: {_told(entry.deed)} (line {entry.n} of the log)")


@log.command()
@CHANCERY
def mend(chancery: Path | None) -> None:
    """Put a half-written last line aside; nothing is thrown away."""
    from safeconduct.api.handing_out import rights_in
    from safeconduct.seal.consignments.mending import mend as mend_log

    with refusals():
        kept = chancery_at(chancery)
        mended = mend_log(kept.folder, rights_in(kept))
    if mended.kept_in is None:
        click.echo(f"Line {mended.line} lacked only its end; it has it now.")
    else:
        click.echo(
            f"What stood in line {mended.line} is now in {mended.kept_in}. No such consignment was told to anybody."
        )


def _told(deed: "Deed") -> str:
    from safeconduct.seal.consignments.deeds import Consignment, Receipt, Returned, Told

    match deed:
        case Consignment(consignment, release, to, copies, medium, _, handover):
            copied = "1 copy" if copies == 1 else f"{copies} copies"
            planned = f", as planned in the handover {handover}" if handover else ""
            return f"{consignment}: {release.id} version {release.version} to {to}, {copied} ({medium}){planned}"
        case Receipt(consignment, code, _, _):
            return f"{consignment}: received, {'the code was read back' if code else 'signed by the recipient'}"
        case Returned(consignment):
            return f"{consignment}: came back or was destroyed"
        case Told(to, recall):
            return f"{to} was told of the recall of {named(recall)}"


def named(recall: "RecallNamed") -> str:
    """Return a recall in words."""
    steps = f", steps {', '.join(recall.steps)}" if recall.steps else ""
    versions = f"version {recall.first}" if recall.first == recall.last else f"versions {recall.first} to {recall.last}"
    return f"{recall.id}, {versions} ({recall.severity}{steps}) since {recall.on}"


def tell_faults(found: "Examined") -> None:
    """Say on standard error what is wrong with the log."""
    for fault in found.faults[:_MOST_TOLD]:
        click.echo(fault.sentence, err=True)
    if len(found.faults) > _MOST_TOLD:
        click.echo(f"And {len(found.faults) - _MOST_TOLD} more; all of them: safeconduct log verify --json", err=True)


def _examined(found: "Examined") -> dict[str, object]:
    return {
        "schema": "safeconduct-log-verdict-1",
        "exit_code": found.exit_code,
        "lines": found.count,
        "head": found.head,
        "faults": [
            {"wrong": str(one.wrong), "number": one.number, "place": one.place, "sentence": one.sentence}
            for one in found.faults
        ],
    }
