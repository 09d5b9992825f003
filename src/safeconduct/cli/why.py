# SPDX-License-Identifier: Apache-2.0
"""What a person is told who asks why a piece is a specimen, or final."""

import json
from typing import TYPE_CHECKING

import click

from .findings import waived_by
from .lines import say

if TYPE_CHECKING:
    from safeconduct.api.judging import Judged
    from safeconduct.model.judgement import Finding
    from safeconduct.preflight.why import Held, Why


def tell_why(told: "Why", judged: "Judged", as_json: bool) -> None:
    """Print the reasons sentence by sentence, then what stands against the whole, then what was waived."""
    if as_json:
        from safeconduct.api.kit import report
        from safeconduct.api.reasons import plain_reasons

        click.echo(json.dumps({**report(judged), "why": plain_reasons(told)}, ensure_ascii=False, indent=1))
        return
    click.echo(f"{told.piece}: {told.status.upper()}")
    for one in told.sentences:
        click.echo(f"\n{one.at}  [{one.language}]  {{#{one.block}}}")
        say(f"“{one.text}”", "  ")
        for finding in one.findings:
            _tell_finding(finding)
    if told.whole:
        click.echo("\nAgainst the piece as a whole:")
        for finding in told.whole:
            _tell_finding(finding)
    if told.waived:
        click.echo("\nWaived:")
        for let in told.waived:
            click.echo(f"  {let.finding.check}  {let.finding.place}")
            say(let.finding.message, "    ")
            say(waived_by(let.waiver), "    ")
    if told.held:
        _tell_held(told.held)


def _tell_finding(finding: "Finding") -> None:
    click.echo(f"  {finding.severity.upper()}  {finding.check}  {finding.place}")
    say(finding.message, "    ")


def _tell_held(held: "Held") -> None:
    click.echo("\nNothing stands against it. What held:")
    for one in held.sign_offs:
        click.echo(
            f"  signed off as {one.role}{f' ({one.language})' if one.language else ''} by {one.person}, {one.on}"
        )
    for answer in held.confirmations:
        force = f" for {answer.force}" if answer.force else ""
        click.echo(f"  every step confirmed by {answer.person}{force}, until {answer.until}")
    for test in held.reader_tests:
        click.echo(f"  tried with {len(test.readers)} readers by {test.person}, {test.on}")
    click.echo(f"  it holds until {held.until}" if held.until else "  nothing that it rests on has an end")
