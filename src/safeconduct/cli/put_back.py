# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language back` and `glossary`: what a copy says to a second reader, and the terms it uses."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .language import language
from .lines import harmless, say
from .options import MANUSCRIPT
from .telling import refusals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeconduct.language.exchange.beside import Stretch


@language.command("back")
@MANUSCRIPT
@click.argument("piece", metavar="PIECE")
@click.argument("tag", metavar="LANGUAGE")
@click.option("--into", metavar="TAG", help="The language that it was put back into.")
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Write a page in three columns.")
@click.option(
    "--store",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, readable=False),
    help="Store this back-translation first: Markdown with the blocks of the copy, under their ids.",
)
@click.option("--by", metavar="ROLE", help="Who put it back: a role or a pseudonym.  Needed with --store.")
@click.option("--machine", is_flag=True, help="A machine put it back; it counts as not done.")
def back_command(
    manuscript: Path, piece: str, tag: str, into: str | None, html: Path | None, file: Path | None, by: str | None,
    machine: bool,
) -> None:  # fmt: skip
    """Show source, copy and back-translation of PIECE in LANGUAGE beside each other.

    Words that stand in source or back-translation alone are marked [so]. It is never printed, and decides nothing.
    """
    from safeconduct.api.putting_back import page_of, shown, stored
    from safeconduct.api.single_files import write_whole
    from safeconduct.model.refusal import UsageRefusal

    with refusals():
        if file is not None:
            if by is None:
                raise UsageRefusal("Nobody is named who put it back.", "add --by ROLE.")
            into = into or "en"
            click.echo(f"Stored: {stored(manuscript, piece, tag, file, by, into, machine, date.today())}")
        told = shown(manuscript, piece, tag, into)
        if html is not None:
            write_whole(html, page_of(told, piece).encode())
    for notice in told.notices:
        say(notice)
    if html is not None:
        click.echo(f"Page: {html}")
        return
    for one in told.blocks:
        since = f"  (changed since: {', '.join(one.changed)})" if one.changed else ""
        say(f"\n{{#{one.block}}}{since}")
        say(harmless(_marked(one.source)), f"  {told.back.into:6} ")
        say(harmless(one.copy), f"  {tag:6} ")
        say(harmless(_marked(one.back)), "  back   ")


@language.command("glossary")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@click.option("-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path), help="Where to write.")
@click.option("--header", default="en", show_default=True, metavar="TAG", help="The language of a TBX header.")
def glossary_command(file: Path, output: Path, header: str) -> None:
    """Turn a glossary FILE from .csv into .tbx, or back; no term is lost."""
    from safeconduct.api.glossaries import turned

    with refusals():
        concepts, lost = turned(file, output, header)
    click.echo(f"{output}: {concepts} concepts.")
    if lost:
        click.echo(f"Not kept: {lost} elements that are no term, status or note, such as definitions.")


def _marked(stretches: "Iterable[Stretch]") -> str:
    return "".join(f"[{one.words}]" if one.alone and one.words.strip() else one.words for one in stretches)
