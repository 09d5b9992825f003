# SPDX-License-Identifier: Apache-2.0
"""The command that makes a sealed kit again and compares it."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, JSON, STORE, cli, store_at
from .telling import progress, refusals


@cli.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--manuscript", required=True, type=click.Path(path_type=Path), help="The folder that it was made from.")
@ARCHIVE
@STORE
@JSON
def rebuild(package: Path, manuscript: Path, archives: tuple[Path, ...], store: Path | None, as_json: bool) -> None:
    """Make the kit of PACKAGE again and compare every file.

    PACKAGE is a folder or a ZIP file.
    """
    from safeconduct.api.making import make
    from safeconduct.api.rebuilding import compared, judged_as_sealed, sealed_kit
    from safeconduct.graph.executor import local_processes
    from safeconduct.model.codec import plain

    with refusals(as_json):
        release, manifest = sealed_kit(package, date.today())
        judged = judged_as_sealed(manifest, manuscript, archives)
        with store_at(store).locked() as shelf, progress(quiet=as_json) as notice:
            made = make(judged, shelf, local_processes, notice, uniform=True)
            found = compared(release, manifest, made, shelf)
    if as_json:
        told = {"schema": "safeconduct-rebuild-1", "holds": found.holds, **plain(found)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        sys.exit(0 if found.holds else 5)
    for name in found.differing:
        click.echo(f"  {name}: differs")
        for line in found.why[name]:
            click.echo(f"    {line}")
    for title, names in (
        ("was not made again", found.missing),
        ("was not in the package", found.added),
        ("made again, not compared to the bit", found.heard),
    ):
        for name in names:
            click.echo(f"  {name}: {title}")
    if found.manuscript_differs:
        click.echo("The manuscript is not the one that was sealed.")
    for tool, (then, now) in found.tools.items():
        click.echo(f"Made then with {tool} {then}, now with {now}.")
    whole = len(found.same) + len(found.differing)
    click.echo(f"{len(found.same)} of {whole} files are the same to the bit.")
    sys.exit(0 if found.holds else 5)
