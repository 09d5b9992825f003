# SPDX-License-Identifier: Apache-2.0
"""The command that confirms sign-offs again after a change of spacing and punctuation."""

from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, KEY, MANUSCRIPT, PERSON, PIECE, cli, loaded_key
from .telling import refusals


@cli.command()
@MANUSCRIPT
@PIECE
@PERSON
@KEY
@ARCHIVE
def cosmetic(manuscript: Path, piece: str, person: str, key: Path, archives: tuple[Path, ...]) -> None:
    """Say that only spacing and punctuation of a piece changed."""
    from safeconduct.api.judging import judge
    from safeconduct.api.signing import mark_cosmetic

    with refusals():
        judged = judge(manuscript, archives, None, date.today())
        path = mark_cosmetic(judged, piece, person, loaded_key(key), date.today())
    click.echo(f"Confirmed again, spacing and punctuation apart: {path}")
