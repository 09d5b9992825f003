# SPDX-License-Identifier: Apache-2.0
"""`safeconduct capture`: a page on the disk becomes a source, a picture its pixels in the manuscript."""

from datetime import date
from pathlib import Path

import click

from .options import DAY, cli
from .telling import refusals


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--manuscript", required=True, type=click.Path(path_type=Path), help="The folder with edition.toml.")
@click.option("--id", "source_id", required=True, help="What claims will call it: letters, digits, hyphens.")
@click.option("--title", default="", help="The title of the page.")
@click.option("--publisher", default="", help="Who published it.")
@click.option("--language", default="", help="The language it is written in: en, uk, ru, ko-KP …")
@click.option("--published", type=DAY, help="The day it was published; leave it out when the page does not say.")
@click.option("--reliability", metavar="A-F", help="The Admiralty grade of the source; with --grounds.")
@click.option("--grounds", default="", help="Why it has that grade.")
@click.option("--taken", type=DAY, help="The day you fetched it (default: today).")
def capture(
    file: Path, manuscript: Path, source_id: str, title: str, publisher: str, language: str, published: date | None,
    reliability: str | None, grounds: str, taken: date | None,
) -> None:  # fmt: skip
    """Keep a page as a source, or a photo as bare pixels.

    A page is HTML, PDF, DOCX, HWPX or plain text; a photo (JPEG, PNG) goes to art/.

    The file is read in a jail without network; nothing is downloaded and nothing in it is run. Of a page its bytes,
    its words and a record with the digests of both are written, all or none. A page needs --title, --publisher and
    --language. Of a picture only the upright pixels are kept, in sRGB: no place, day, camera or small earlier picture.
    """
    from safeconduct.manuscript.capturing import Origin, capture
    from safeconduct.manuscript.capturing_pictures import is_picture

    told = (title, publisher, language, published, reliability, grounds, taken)
    if is_picture(file):
        _picture(file, manuscript, source_id, any(told))
        return
    for name, value in (("--title", title), ("--publisher", publisher), ("--language", language)):
        if not value:
            raise click.UsageError(f"Missing option '{name}': a page needs it.")
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


def _picture(file: Path, manuscript: Path, picture_id: str, as_page: bool) -> None:
    from safeconduct.manuscript.capturing_pictures import capture_picture
    from safeconduct.model.refusal import UsageRefusal

    with refusals():
        if as_page:
            raise UsageRefusal(
                f"“{file.name}” is a picture, and a picture is no source: nobody can quote words from it.",
                "to print it, give --manuscript and --id alone; to quote, type its words into a text file and capture "
                "that.",
            )
        placed = capture_picture(manuscript, file, picture_id)
    one = placed.stripped
    turned = ", turned upright" if one.turned else ""
    click.echo(f"  {placed.path}")
    click.echo(f"Captured: {one.width} × {one.height} pixels{turned}, and nothing else; {one.lock.told}.")
    click.echo("Look at it: faces, papers, landmarks and shadows tell more than any note in a file.")
    click.echo("The original is not kept. Delete it yourself, where it endangers anybody; phones keep copies.")
