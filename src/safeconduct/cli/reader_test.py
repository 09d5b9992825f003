# SPDX-License-Identifier: Apache-2.0
"""The command that records a round of reader tests."""

from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, KEY, MANUSCRIPT, PERSON, PIECE, cli, loaded_key
from .telling import refusals


@cli.command("reader-test")
@MANUSCRIPT
@click.argument("sessions", type=click.Path(path_type=Path))
@PIECE
@click.option("--language", required=True, help="The language in which it was read.")
@PERSON
@KEY
@ARCHIVE
def reader_test(
    manuscript: Path, sessions: Path, piece: str, language: str, person: str, key: Path, archives: tuple[Path, ...]
) -> None:
    """Record a tester's SESSIONS with readers of a piece.

    SESSIONS is a TOML file with one table [[reader]] for each of them.
    """
    from safeconduct.api.judging import judge
    from safeconduct.api.signing import record_test
    from safeconduct.manuscript.signed_records import read_sessions

    with refusals():
        readers = read_sessions(sessions)
        judged = judge(manuscript, archives, None, date.today())
        path = record_test(judged, piece, language, person, readers, loaded_key(key), date.today())
    click.echo(f"Recorded, {'1 reader' if len(readers) == 1 else f'{len(readers)} readers'}: {path}")
