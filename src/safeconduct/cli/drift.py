# SPDX-License-Identifier: Apache-2.0
"""The command `drift`: what changed between two tellings of one story."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import JSON, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.evidence.changes import Change, Drift
    from safeconduct.evidence.tellings import Telling


@cli.command("drift")
@click.argument("first", metavar="A", type=click.Path(path_type=Path, readable=False))
@click.argument("second", metavar="B", type=click.Path(path_type=Path, readable=False))
@click.option("--language", default="en", metavar="TAG[,TAG]", help="Of both, or of A and of B.  [default: en]")
@JSON
def drift_command(first: Path, second: Path, language: str, as_json: bool) -> None:
    """Say what changed between two tellings of a story, A and B.

    Compared are figures, hedges, dates, names, certainty and negations, sentence by sentence.
    Exit code 0: nothing changed; 1: something did.
    """
    from safeconduct.api.drifting import drifted
    from safeconduct.model.refusal import UsageRefusal

    with refusals(as_json):
        tags = tuple(tag.strip() for tag in language.split(","))
        if len(tags) not in (1, 2):
            raise UsageRefusal(f"“{language}” names {len(tags)} languages.", "name one, or two as en,ko-KP.")
        found = drifted(first, second, (tags[0], tags[-1]))
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
    else:
        _tell(found)
    sys.exit(int(found.found))


def _tell(found: "Drift") -> None:
    first, second = found.first, found.second
    for pair in (pair for pair in found.pairs if pair.changes):
        for telling, number in ((first, pair.beside.first), (second, pair.beside.second)):
            _say(f"{telling.place(number)}  {telling.sentences[number].words}")
        for change in pair.changes:
            _say(f"    {change}")
        click.echo()
    if found.elsewhere:
        click.echo("Elsewhere in the texts:")
        for change in found.elsewhere:
            places = [telling.place(spot.sentence) for telling, spot in _spots(found, change) if spot]
            _say(f"    {change}  ({' → '.join(places)})")
        click.echo()
    for telling, alone in zip((first, second), found.alone, strict=True):
        for number in alone:
            _say(f"{telling.place(number)}  told only here: {telling.sentences[number].words}")
    changes = _counted(sum(len(pair.changes) for pair in found.pairs) + len(found.elsewhere), "change")
    beside = _counted(len(found.pairs), "pair")
    click.echo(
        f"{changes}; {beside} of sentences tell of the same, "
        f"{len(found.alone[0])} stand only in {first.file}, {len(found.alone[1])} only in {second.file}."
        if found.found else f"Nothing changed in {beside} of sentences."
    )  # fmt: skip


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _say(line: str) -> None:
    # The texts come from anywhere: no sign in them may steer the terminal.
    click.echo("".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line))


def _spots(found: "Drift", change: "Change") -> tuple[tuple["Telling", Any], ...]:
    return (found.first, change.first), (found.second, change.second)


def _plain(found: "Drift") -> dict[str, Any]:
    def change(one: "Change") -> dict[str, Any]:
        told: dict[str, Any] = {"what": one.what.value}
        for side, (telling, spot) in zip(("first", "second"), _spots(found, one), strict=True):
            told[side] = spot and {
                "words": spot.words, "meaning": spot.meaning, "line": telling.sentences[spot.sentence].line,
            }  # fmt: skip
        return told

    def sentence(telling: "Telling", number: int) -> dict[str, Any]:
        return {"line": telling.sentences[number].line, "words": telling.sentences[number].words}

    return {
        "schema": "safeconduct-drift-1",
        "first": {"file": found.first.file, "language": found.first.language},
        "second": {"file": found.second.file, "language": found.second.language},
        "drift": found.found,
        "pairs": [
            {
                "first": sentence(found.first, pair.beside.first),
                "second": sentence(found.second, pair.beside.second),
                "likeness": pair.beside.likeness,
                "changes": [change(one) for one in pair.changes],
            }
            for pair in found.pairs
        ],
        "elsewhere": [change(one) for one in found.elsewhere],
        "only_first": [sentence(found.first, number) for number in found.alone[0]],
        "only_second": [sentence(found.second, number) for number in found.alone[1]],
    }
