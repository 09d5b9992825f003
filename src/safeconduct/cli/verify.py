# SPDX-License-Identifier: Apache-2.0
"""`safeconduct verify`: what somebody was handed, judged offline; what was seen of a press before is remembered."""

import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from safeconduct.model.refusal import Refusal, UsageRefusal
from safeconduct.model.sealed import READERS

from .lines import harmless
from .options import DAY, JSON, cli, own_memory
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.seal.memory import Memory
    from safeconduct.seal.verdict import Verdict

_CHALLENGE = re.compile(r"[0-9]{8}")


@cli.command()
@click.argument("package", required=False, type=click.Path(path_type=Path))
@click.option("--trust", "said", metavar="DIGITS", help="The forty digits of the press, compared by phone or letter.")
@click.option("--keep", is_flag=True, help="Trust these digits from now on; later looks need no --trust.")
@click.option("--forget", is_flag=True, help="Forget the numbers seen before; without PACKAGE, --trust too.")
@click.option("--lang", "language", type=click.Choice(READERS), help="The language of the verdict.")
@click.option("--today", "day", type=DAY, help="Judge as at this day (default: today, by the clock).")
@click.option("--status", type=click.Path(path_type=Path), help="A newer status.json, or its folder, for this look.")
@click.option("--challenge", metavar="DIGITS", help="Show the receipt code for these eight digits.")
@click.option("--plain-bagit", is_flag=True, help="Only: is this folder a valid bag (RFC 8493), whoever made it?")
@JSON
def verify(
    package: Path | None, said: str | None, keep: bool, forget: bool, language: str | None, day: date | None,
    status: Path | None, challenge: str | None, plain_bagit: bool, as_json: bool,
) -> None:  # fmt: skip
    """Check a PACKAGE: whole, genuine, signed off, current?

    PACKAGE is a folder or a ZIP file; nothing is unpacked. Exit code 0: four green lights; 6: WHOLE is not green;
    7: another is not. Without --trust, the digits that you keep are the ones you trust.
    """
    if plain_bagit:
        _examine(package)
    with refusals(as_json):
        from safeconduct.seal.verify import fingerprint_of

        memory = own_memory()
        digits = fingerprint_of(said) if said is not None else None
        if keep and digits is None:
            raise UsageRefusal("--keep does not say whom to trust.", "add --trust DIGITS.")
        if challenge is not None and not _CHALLENGE.fullmatch(challenge):
            raise UsageRefusal("A challenge has eight digits.", "type the digits that came with the package.")
        if package is None:
            _settle(memory, digits, keep, forget)
            return
        if keep and digits:
            memory.keep(digits)
        verdict = _look(package, day or date.today(), memory, digits, forget, status)
    from .verdict_told import tell_verdict, verdict_json

    if as_json:
        click.echo(verdict_json(verdict, challenge))
    else:
        tell_verdict(verdict, language or _own_language(), challenge)
    _remember(memory, verdict)
    sys.exit(verdict.exit_code)


def _settle(memory: "Memory", digits: str | None, keep: bool, forget: bool) -> None:
    """Keep or forget a press without a package at hand."""
    if digits is None or keep == forget:
        raise UsageRefusal("No package is named.", "name its folder or its ZIP file.")
    if keep:
        memory.keep(digits)
    else:
        memory.distrust(digits)
    click.echo(f"{'Kept' if keep else 'Forgotten'}: {digits}")


def _look(
    package: Path, today: date, memory: "Memory", digits: str | None, forget: bool, status: Path | None
) -> "Verdict":
    """Return the verdict for whoever trusts `digits`, or else the digits that are kept; with `forget`, as at first."""
    from safeconduct.seal.verify import verify_for

    trusted = memory.trusted() if digits is None else (digits,)
    memory.check()
    verdict = verify_for(package, today, trusted, lambda one: None if forget else memory.seen(one), status)
    if forget and verdict.fingerprint:
        memory.forget(verdict.fingerprint)
    return verdict


def _remember(memory: "Memory", verdict: "Verdict") -> None:
    """Remember what was seen; where that cannot be, say so, and let the verdict stand."""
    if verdict.newly_seen is None or verdict.fingerprint is None:
        return
    try:
        memory.remember(verdict.fingerprint, verdict.newly_seen)
    except Refusal as refusal:
        click.echo(harmless(f"{refusal.what} The numbers above were not remembered."), err=True)


def _examine(folder: Path | None) -> None:
    with refusals():
        if folder is None:
            raise UsageRefusal("No folder is named.", "name the folder of the bag.")
        from safeconduct.seal.plain_bagit.examining import examine

        found = examine(folder)
    for told in (*found.faults, *found.warnings):
        click.echo(harmless(str(told)), err=True)
    click.echo("This is a valid bag." if found.valid else "This is no valid bag.")
    sys.exit(0 if found.valid else 6)


def _own_language() -> str:
    """Return the reader's language by their environment, as POSIX orders it, if it is one of ours; else English."""
    spoken = next((os.environ[one] for one in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(one)), "")
    return spoken[:2] if spoken[:2] in READERS else "en"
