# SPDX-License-Identifier: Apache-2.0
"""`safeconduct gallery`: everything the press makes, in every theme, as pictures to look at."""

import sys
from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, STORE, cli, store_at
from .telling import progress, refusals


@cli.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("gallery"),
    help="The gallery's folder (default: gallery).",
)
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Only this language; can be repeated.")
@click.option("--theme", "themes", multiple=True, metavar="NAME", help="Only this theme; can be repeated.")
@click.option(
    "--manuscript",
    type=click.Path(path_type=Path),
    help="Show this manuscript instead of the sampler that comes along.",
)
@ARCHIVE
@STORE
def gallery(
    out: Path, languages: tuple[str, ...], themes: tuple[str, ...], manuscript: Path | None,
    archives: tuple[Path, ...], store: Path | None,
) -> None:  # fmt: skip
    """Show every format in every theme and language."""
    from safeconduct.api.gallery import SAMPLER, check_gallery, publish
    from safeconduct.api.gallery import gallery as make
    from safeconduct.api.whole_folder import outside
    from safeconduct.graph.executor import local_processes

    with refusals():
        shown = manuscript or SAMPLER
        place = outside(out, shown)
        check_gallery(place)
        with store_at(store).locked() as shelf:
            with progress() as notice:
                made = make(shown, archives, languages, themes, shelf, local_processes, date.today(), notice)
            publish(made, shelf, place)
    for fault in made.faults:
        click.echo(fault)
    cells = f"{len(made.finished)} of {len(made.cells)} products, {len(made.pictures)} pictures"
    click.echo(f"SPECIMEN, all of it: {out / 'index.html'} ({cells})")
    sys.exit(5 if made.faults else 0)
