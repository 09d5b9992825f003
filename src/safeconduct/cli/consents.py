# SPDX-License-Identifier: Apache-2.0
"""`safeconduct consents`: which consents hold, what rests on them, and what must be called back."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lines import say
from .options import JSON, MANUSCRIPT, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.consents import Consents, Standing

MUST_RECALL = 1


@cli.command()
@MANUSCRIPT
@click.option(
    "--kit", "kits", multiple=True, type=click.Path(path_type=Path), help="A kit that was given away; can be repeated."
)
@JSON
def consents(manuscript: Path, kits: tuple[Path, ...], as_json: bool) -> None:
    """Show every consent of MANUSCRIPT, and what to recall.

    Exit code 1 when a kit holds a recording that may not be used any more. The notices name files, never a person.
    """
    from safeconduct.api.consents import consents as look

    with refusals(as_json):
        found = look(manuscript, kits, date.today())
    if as_json:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
    else:
        _tell(found, bool(kits))
    sys.exit(MUST_RECALL if found.recall else 0)


def _tell(found: "Consents", with_kits: bool) -> None:
    if not found.standings:
        say("There is no consent in this manuscript.")
    for one in found.standings:
        say(f"{one.consent.id}: {_state(one)}")
        for line in _lines(one, with_kits):
            say(line, "  ")
    for language, text in found.notices.items():
        say(f"\nNotice in {language}:\n\n{text}")
    if found.notices:
        say("\nFixed words in Korean, Ukrainian and Russian: have a native reader look before you send them.")


def _state(one: "Standing") -> str:
    consent = one.consent
    day = {
        "withdrawn": f" on {consent.withdrawn}",
        "ended": f" on {consent.expires}",
        "not yet": f" until {consent.given}",
    }
    until = f"; ends on {consent.expires}" if one.state == "in force" and consent.expires else ""
    voice = "" if consent.voice == "own" else f"; voice: {consent.voice}"
    return f"{one.state}{day.get(one.state, '')}{until}{voice}"


def _lines(one: "Standing", with_kits: bool) -> list[str]:
    lines = [f"{take.file}  heard in “{take.piece}”, {take.language}" for take in one.takes]
    if one.unfound:
        lines.append(f"{len(one.unfound)} recordings that it covers lie no longer in takes/.")
    if one.rebuild:
        lines.append(f"Build again without it: {', '.join(one.rebuild)}.")
    lines += [f"Recall: {file.file} of {file.kit}{'' if file.sure else ' (may hold it)'}" for file in one.recall]
    if one.state in ("withdrawn", "ended") and not with_kits:
        lines.append("Name the kits that were given away with --kit, to learn what must be recalled.")
    return lines


def _plain(found: "Consents") -> dict[str, object]:
    return {
        "schema": "safeconduct-consents-1",
        "edition": found.edition,
        "consents": [
            {
                "id": one.consent.id,
                "state": one.state,
                "voice": str(one.consent.voice),
                "given": one.consent.given.isoformat(),
                "withdrawn": one.consent.withdrawn.isoformat() if one.consent.withdrawn else None,
                "expires": one.consent.expires.isoformat() if one.consent.expires else None,
                "takes": [
                    {"file": take.file, "sha256": take.digest, "piece": take.piece, "language": take.language}
                    for take in one.takes
                ],
                "unfound": list(one.unfound),
                "rebuild": list(one.rebuild),
                "recall": [
                    {"kit": file.kit, "file": file.file, "sha256": file.sha256, "sure": file.sure}
                    for file in one.recall
                ],
            }
            for one in found.standings
        ],
        "notices": dict(found.notices),
    }
