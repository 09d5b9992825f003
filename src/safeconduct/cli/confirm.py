# SPDX-License-Identifier: Apache-2.0
"""The command with which the receiving side answers the steps of a guide."""

from datetime import date
from pathlib import Path

import click

from safeconduct.model.refusal import UsageRefusal

from .options import ARCHIVE, KEY, MANUSCRIPT, PERSON, PIECE, UNTIL, cli, loaded_key
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
    """Confirm the steps of a piece for the receiving side."""
    from safeconduct.api.judging import judge
    from safeconduct.api.signing import confirm as append

    with refusals():
        reasons = _reasons(rejected)
        judged = judge(manuscript, archives, None, date.today())
        path = append(judged, piece, person, force.strip(), until, reasons, loaded_key(key), date.today())
    click.echo(f"{'Answered' if reasons else 'Confirmed'} until {until}: {path}")


def _reasons(rejected: tuple[str, ...]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for words in rejected:
        step, _, reason = (part.strip() for part in words.partition("="))
        if step in reasons:
            raise UsageRefusal(f"The step “{step}” is rejected twice.", "give all that is wrong with it as one reason.")
        reasons[step] = reason
    return reasons
