# SPDX-License-Identifier: Apache-2.0
"""`safeconduct ours`: is this leaflet, picture or recording in any of our finals?"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .lines import harmless, say
from .options import JSON, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.finals import Final
    from safeconduct.api.ours import Told
    from safeconduct.seal.manifest import PackedFile

SCHEMA = "safeconduct-ours-1"


@cli.command("ours")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--in",
    "packages",
    multiple=True,
    required=True,
    metavar="PACKAGE",
    type=click.Path(path_type=Path),
    help="A sealed package, or a folder of them; can be repeated.",
)
@click.option("--trust", "trusted", multiple=True, metavar="DIGITS", help="A fingerprint that you have compared.")
@JSON
def ours_command(file: Path, packages: tuple[Path, ...], trusted: tuple[str, ...], as_json: bool) -> None:
    """Say whether a leaflet, picture or recording is ours.

    By its digest it is; by its looks, sound or words it is only like one of ours,
    which proves nothing. FILE is opened in a process without network or files.
    Exit code 0: it is ours, byte for byte; 1: it is only like ours, or not found.
    """
    from safeconduct.api.ours import Answer, told_of

    with refusals(as_json):
        told = told_of(file, packages, date.today(), trusted)
    if as_json:
        click.echo(json.dumps(_plain(told), ensure_ascii=False, indent=1))
    else:
        for sentence in told.sentences:
            say(harmless(sentence))
    sys.exit(0 if told.answer is Answer.OURS else 1)


def _plain(told: "Told") -> dict[str, Any]:
    likeness = told.likeness
    return {
        "schema": SCHEMA,
        "file": told.file,
        "sha256": told.sha256,
        "answer": told.answer.value,
        "same": [_place(final, packed) for final, packed in told.same],
        "compared": likeness and {"as": likeness.kind, "with": likeness.compared},
        "like": [
            {**_place(one.final, one.packed), "how": one.verb, "where": one.where, "agrees": one.score,
             "figures": list(one.figures)}
            for one in (likeness.alike if likeness else ())
        ],
        "not_compared": list(likeness.not_compared) if likeness else [],
        "looked_at": [{**_package(final), "remarks": list(final.remarks)} for final in told.looked_at],
        "passed_over": [{"package": str(one.place), "why": one.why} for one in told.passed],
        "told": list(told.sentences),
    }  # fmt: skip


def _place(final: "Final", packed: "PackedFile") -> dict[str, Any]:
    return {"file": packed.path, "piece": packed.piece, "language": packed.language, **_package(final)}


def _package(final: "Final") -> dict[str, Any]:
    release = final.release
    return {
        "package": str(final.place),
        "id": release.id,
        "version": release.version,
        "status": release.status.value,
        "valid_until": release.expires.isoformat() if release.expires else None,
    }
