# SPDX-License-Identifier: Apache-2.0
"""`safeconduct capture`: a page on the disk becomes a source."""

from datetime import date
from pathlib import Path

import click

from .options import DAY, cli
from .telling import refusals


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--manuscript", required=True, type=click.Path(path_type=Path), help="The folder with edition.toml.")
@click.option("--id", "source_id", required=True, help="What claims will call this source: letters, digits, hyphens.")
@click.option("--title", required=True, help="The title of the page.")
@click.option("--publisher", required=True, help="Who published it.")
@click.option("--language", required=True, help="The language it is written in: en, uk, ru, ko-KP …")
@click.option("--published", type=DAY, help="The day it was published; leave it out when the page does not say.")
@click.option("--reliability", metavar="A-F", help="The Admiralty grade of the source; with --grounds.")
@click.option("--grounds", default="", help="Why it has that grade.")
@click.option("--taken", type=DAY, help="The day you fetched it (default: today).")
def capture(
    file: Path, manuscript: Path, source_id: str, title: str, publisher: str, language: str, published: date | None,
    reliability: str | None, grounds: str, taken: date | None,
) -> None:  # fmt: skip
    """Keep FILE (HTML, PDF, DOCX, HWPX or plain text) as a source.

    The file is read in a jail without network; nothing is downloaded and nothing in it is run. Its bytes, its words
    and a record with the digests of both are written, all or none.
    """
    from safeconduct.manuscript.capturing import Origin, capture

    with refusals():
        origin = Origin(title, publisher, language, published, reliability, grounds)
        captured = capture(manuscript, file, source_id, origin, taken or date.today(), date.today())
    for path in captured.files:
        click.echo(f"  {path}")
    if captured.remark:
        click.echo(captured.remark)
    found = f" found by {captured.extractor}" if captured.extractor else ""
    click.echo(f"Captured: {captured.words:,} words{found}; {captured.lock}.")
    click.echo(f"They begin: {captured.beginning}")
    click.echo(f"Is this the right page? Then quote from {captured.files[-2]}.")
