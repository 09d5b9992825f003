# SPDX-License-Identifier: Apache-2.0
"""`safeconduct evidence`: what every claim rests on, for readers, reviewers and their programs."""

import json
from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, AS_OF, JSON, MANUSCRIPT, cli
from .telling import refusals

PURPOSES = {
    "annotations.jsonld": "each quote as a W3C Web Annotation of its captured page",
    "citations.svg": "who cites whom",
    "claim-review.jsonld": "each claim as a schema.org ClaimReview",
    "evidence.html": "the report, to read",
    "evidence.pdf": "the report, to print",
    "provenance.jsonld": "from pages to pieces, in PROV-O",
    "timeline.svg": "when the claims hold",
}


@cli.command()
@MANUSCRIPT
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="The folder of the evidence (default: <edition>-evidence)."
)
@click.option("--grades", is_flag=True, help="Put the Admiralty grades into claim-review.jsonld too.")
@ARCHIVE
@AS_OF
@JSON
def evidence(
    manuscript: Path, out: Path | None, grades: bool, archives: tuple[Path, ...], as_of: date | None, as_json: bool
) -> None:
    """Write what every claim rests on: report, pictures, exports."""
    from safeconduct.api.evidence import MOST_ON_PAPER, gather, publish
    from safeconduct.api.evidence import evidence as make
    from safeconduct.api.whole_folder import outside

    with refusals(as_json):
        gathered = gather(manuscript, archives, as_of, date.today())
        target = out or Path(f"{gathered.edition.id}-evidence")
        place = outside(target, manuscript)
        made = make(gathered, grades=grades)
        publish(made, place)
    told = made.listed()
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for name in sorted(made.files):
        click.echo(f"  {name}\n      {PURPOSES[name]}")
    if len(gathered.claims) > MOST_ON_PAPER:
        click.echo(f"No evidence.pdf: more than {MOST_ON_PAPER} claims are not printed; read evidence.html.")
    if gathered.faults:
        click.echo(f"{len(gathered.faults)} faults in the manuscript keep something out of it: safeconduct check")
    counted = ", ".join(f"{count} {verdict}" for verdict, count in gathered.verdicts.items())
    number = "1 claim" if len(gathered.claims) == 1 else f"{len(gathered.claims)} claims"
    click.echo(f"{number} ({counted}), as of {gathered.as_of}: {target}")
