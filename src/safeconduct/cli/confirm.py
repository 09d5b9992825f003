# SPDX-License-Identifier: Apache-2.0
"""The command with which the receiving side answers the steps of a guide."""

from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, KEY, MANUSCRIPT, PERSON, PIECE, UNTIL, cli
from .telling import refusals


@cli.command()
@MANUSCRIPT
@PIECE
@PERSON
@click.option("--force", default="", metavar="WORDS", help="Which side answers: the id of an entity, or words.")
@UNTIL
@click.option("--reject", "rejected", multiple=True, metavar="STEP=REASON", help="A step that is rejected, and why.")
@KEY
@ARCHIVE
def confirm(
    manuscript: Path, piece: str, person: str, force: str, until: date, rejected: tuple[str, ...], key: Path,
    archives: tuple[Path, ...],
) -> None:  # fmt: skip
    """Confirm the steps of a piece of MANUSCRIPT for the receiving side."""
    from safeconduct.api.judging import judge
    from safeconduct.api.signing import confirm as append
    from safeconduct.seal.keys import load_key

    with refusals():
        reasons = dict(_reason(words) for words in rejected)
        judged = judge(manuscript, archives, None, date.today())
        path = append(judged, piece, person, force, until, reasons, load_key(key), date.today())
    click.echo(f"{'Answered' if reasons else 'Confirmed'} until {until}: {path}")


def _reason(words: str) -> tuple[str, str]:
    step, _, reason = words.partition("=")
    return step.strip(), reason
