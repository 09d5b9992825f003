# SPDX-License-Identifier: Apache-2.0
"""`safeconduct pictograms`: our own drawings, to be copied into a manuscript; and a measure for other drawings."""

import sys
from pathlib import Path

import click

from .options import cli
from .telling import refusals


@cli.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("pictograms"),
    help="The folder for the drawings (default: pictograms).",
)
@click.option(
    "--measure",
    "drawings",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Measure this SVG at 8 mm instead; can be repeated.",
)
def pictograms(out: Path, drawings: tuple[Path, ...]) -> None:
    """Write our pictograms, or measure yours."""
    from safeconduct.api.pictograms import measured, publish

    with refusals():
        if not drawings:
            count = publish(out)
            click.echo(f"{count} drawings and contact-sheet.pdf: {out} (copy what you need into art/)")
            return
        told = [(drawing, *measured(drawing)) for drawing in drawings]
    for drawing, found, faults in told:
        click.echo(
            f"{drawing} at {found.size_mm:g} mm: thinnest stroke {found.thinnest_mm:.2f} mm, "
            f"narrowest gap {found.narrowest_mm:.2f} mm, ink {found.ink_share:.0%}"
        )
        for fault in faults:
            click.echo(f"  {fault}")
    sys.exit(int(any(faults for *_, faults in told)))
