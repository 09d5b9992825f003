# SPDX-License-Identifier: Apache-2.0
"""`safeconduct preflight`: look at a finished PDF, anybody's, as a print shop would."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .findings import begun_small
from .lines import say
from .options import JSON, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.preflighting import Preflighted
    from safeconduct.model.judgement import Finding

SCHEMA = "safeconduct-preflight-1"
MANY = 8
"""So many findings of one check are told; the rest is counted."""


@cli.command("preflight")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--channel", metavar="NAME", help="Judge by the rules of this channel (default: usual ones).")
@click.option("--use", type=click.Choice(("press", "screen", "sheet")), help="What it is for (default: as it says).")
@click.option(
    "--against", metavar="COPY", type=click.Path(path_type=Path), help="A text whose sentences must all be in it."
)
@click.option(
    "--leaf", metavar="LEAF.pdf", type=click.Path(path_type=Path), help="What a sheet was imposed from: compare backs."
)
@click.option(
    "--turn",
    type=click.Choice(("long-edge", "short-edge", "work-and-turn", "work-and-tumble", "one-side")),
    help="How the sheet is turned (default: as it fits best).",
)
@click.option(
    "-o", "--out", metavar="REPORT", type=click.Path(path_type=Path), help="Write an HTML report with pictures."
)
@JSON
def preflight_command(
    file: Path,
    channel: str | None,
    use: str | None,
    against: Path | None,
    leaf: Path | None,
    turn: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Look at a finished PDF, anybody's, as a print shop would.

    FILE is opened in a process without network, files or other programs.
    Exit code 0: nothing stops it; 1: something does.
    """
    from safeconduct.api.preflighting import preflight, report_of
    from safeconduct.api.single_files import keep_apart, write_whole

    with refusals(as_json):
        for read in (file, against, leaf) if out is not None else ():
            if read is not None and out is not None:
                keep_apart(read, out)
        told = preflight(file, channel, use or "", against, leaf, turn or "")
        if out is not None:
            write_whole(out, report_of(told))
    if as_json:
        click.echo(json.dumps(_plain(told), ensure_ascii=False, indent=1))
    else:
        _tell(told, out)
    sys.exit(int(any(finding.severity == "stop" for finding in told.findings)))


def _tell(told: "Preflighted", out: Path | None) -> None:
    number = len(told.proof.pages)
    say(f"{told.proof.file}: {'1 page' if number == 1 else f'{number} pages'} for {told.use}, because {told.because}.")
    say(f"Rules: {told.rules}.")
    if told.turned:
        say(f"Backs and fronts: compared by their words, {told.turned}.")
    say(f"Reader: {told.lock}.")
    by_check: dict[tuple[str, str], list[Finding]] = {}
    for finding in reversed(told.findings):
        by_check.setdefault((finding.check, finding.remedy), []).insert(0, finding)
    for (check, remedy), alike in by_check.items():
        click.echo(f"{alike[0].severity.upper():5} {check}{f'  {len(alike)} times' if len(alike) > MANY else ''}")
        for finding in alike[:MANY]:
            say(f"{finding.message}{_at(finding)}", "  ")
        if len(alike) > MANY:
            say(f"and {len(alike) - MANY} more like these; all of them: -o REPORT.html or --json.", "  ")
        say(f"Do: {begun_small(remedy)}", "  ")
    held = sum(not outcome.findings for outcome in told.outcomes)
    counted = [f"{sum(f.severity == kind for f in told.findings)} {kind}" for kind in ("stop", "warn", "note")]
    click.echo(f"{len(told.outcomes)} checks, {held} of them found nothing; findings: {', '.join(counted)}.")
    for words in told.not_checked:
        say(f"Not checked: {begun_small(words)}")
    if out is not None:
        click.echo(f"Report: {out}")


def _at(finding: "Finding") -> str:
    from safeconduct.model.places import Sheet

    place = finding.place
    if isinstance(place, Sheet):
        x, y, wide, high = place.box_mm
        return f" (at {x:.0f} × {y:.0f} mm, {wide:.0f} × {high:.0f} mm large)" if any(place.box_mm) else ""
    return f" ({place})"


def _plain(told: "Preflighted") -> dict[str, Any]:
    from safeconduct.model.codec import plain

    return {
        "schema": SCHEMA,
        "file": told.proof.file,
        "use": told.use,
        "because": told.because,
        "channel": told.channel.id if told.channel else None,
        "rules": told.rules,
        "turned": told.turned or None,
        "pages": [
            {"number": page.number, "trim_mm": list(page.trim_mm), "bleed_mm": page.bleed_mm}
            for page in told.proof.pages
        ],
        "findings": [plain(finding) for finding in told.findings],
        "checks": [{"check": one.check, "findings": len(one.findings)} for one in told.outcomes],
        "not_checked": list(told.not_checked),
        "reader": told.lock,
    }
