# SPDX-License-Identifier: Apache-2.0
"""`safeconduct script`: what a narrator reads, before anything is recorded."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, AS_OF, JSON, MANUSCRIPT, cli
from .telling import refusals


@cli.command()
@MANUSCRIPT
@click.argument("piece")
@click.option("--language", metavar="TAG", help="The language of the copy (default: that of the readers).")
@click.option("--channel", metavar="NAME", help="The channel that sets the pace (default: the first of the piece).")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write it here: .pdf in large type, .txt as text.")
@ARCHIVE
@AS_OF
@JSON
def script(
    manuscript: Path, piece: str, language: str | None, channel: str | None, out: Path | None,
    archives: tuple[Path, ...], as_of: date | None, as_json: bool,
) -> None:  # fmt: skip
    """Print or write the reading script of PIECE."""
    from safeconduct.api.judging import judge
    from safeconduct.api.preparing import prepare
    from safeconduct.api.single_files import write_whole
    from safeconduct.model.refusal import UsageRefusal

    with refusals(as_json):
        if out is not None and out.suffix not in {".pdf", ".txt"}:
            raise UsageRefusal(f"{out} is neither a .pdf nor a .txt.", "name a file that ends in .pdf or .txt.")
        prepared = prepare(judge(manuscript, archives, as_of, date.today()), piece, language, channel)
        if out is not None:
            write_whole(out, prepared.file(out.suffix))
    kept = all(holds for _, holds in prepared.verdicts)
    if as_json:
        from safeconduct.model.codec import plain

        told = {
            "schema": "safeconduct-script-1",
            "script": plain(prepared.script),
            "verdicts": [{"says": says, "kept": holds} for says, holds in prepared.verdicts],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        if out is None:
            click.echo(prepared.text, nl=False)
        for says, holds in prepared.verdicts:
            click.echo(f"{'  ' if holds else '! '}{says}", err=out is None)
        if out is not None:
            click.echo(f"Written: {out}")
    sys.exit(0 if kept else 1)
