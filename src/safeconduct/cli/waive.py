# SPDX-License-Identifier: Apache-2.0
"""The command that lets a warning pass."""

from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, KEY, MANUSCRIPT, PERSON, PIECE, UNTIL, cli, loaded_key
from .telling import refusals


@cli.command()
@MANUSCRIPT
@click.option("--check", "check_id", required=True, metavar="ID", help="The check whose warnings are let pass.")
@PIECE
@PERSON
@click.option("--reason", required=True, help="Why, in a sentence.")
@UNTIL
@KEY
@ARCHIVE
def waive(
    manuscript: Path, check_id: str, piece: str, person: str, reason: str, until: date, key: Path,
    archives: tuple[Path, ...],
) -> None:  # fmt: skip
    """Let a warning on a piece pass, for a time and a reason."""
    from safeconduct.api.judging import judge
    from safeconduct.api.signing import waive as append

    with refusals():
        judged = judge(manuscript, archives, None, date.today())
        path = append(judged, check_id, piece, person, reason, until, loaded_key(key), date.today())
    click.echo(f"Waived until {until}: {path}")
