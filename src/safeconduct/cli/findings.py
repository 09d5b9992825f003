# SPDX-License-Identifier: Apache-2.0
"""What a person is told of findings: notes first and short, then what stands in the way, with what to do."""

import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

import click

from .lines import say

if TYPE_CHECKING:
    from safeconduct.model.judgement import Finding, Waived
    from safeconduct.model.signed import Waiver

FEW_NOTES, SHORT = 3, 150
"""More notes of one check than this are cut to so many letters by a command that does more than list them."""


def tell_findings(findings: Iterable["Finding"], *, in_short: bool) -> None:
    """Print findings in their order, notes first; one remedy of several findings in a row is printed once.

    `in_short` cuts the notes of a check that has many of them.
    """
    notes_first = sorted(findings, key=lambda finding: finding.severity != "note")
    for (severity, check, remedy), alike in groupby(notes_first, lambda one: (one.severity, one.check, one.remedy)):
        group = tuple(alike)
        if in_short and severity == "note" and len(group) > FEW_NOTES:
            click.echo(f"NOTE  {check}  {len(group)} times, in short; in full: safeconduct check")
            for one in group:
                say(str(one.place), "  ")
                say(textwrap.shorten(one.message, SHORT, placeholder=" …"), "    ")
        else:
            for one in group:
                click.echo(f"{one.place}  {severity.upper()}  {check}")
                say(one.message, "  ")
        say(f"Do: {begun_small(remedy)}", "  ")


def tell_waived(let: "Waived") -> None:
    """Print a finding that an editor has let pass, with who, why and until when."""
    click.echo(f"{let.finding.place}  WAIVED  {let.finding.check}  on {let.piece}")
    say(let.finding.message, "  ")
    say(waived_by(let.waiver), "  ")


def waived_by(waiver: "Waiver") -> str:
    """Say who waived something, why and until when."""
    return f"waived by {waiver.person}: {waiver.reason.rstrip('.')}, until {waiver.until}."


def begun_small(remedy: str) -> str:
    """Return a remedy as it stands after “Do:”."""
    return remedy[:1].lower() + remedy[1:]
