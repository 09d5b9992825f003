# SPDX-License-Identifier: Apache-2.0
"""`safeconduct take`: a narrator's recording becomes a take of the manuscript."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lines import say
from .options import MANUSCRIPT, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.capturing_takes import Brought

DELETED = (
    "Deleted: the original. Memory cards, phones and disks may keep what was deleted until they write over it; if that "
    "is a danger, destroy the card."
)


@cli.command()
@click.argument("recording", type=click.Path(path_type=Path, readable=False))
@MANUSCRIPT
@click.argument("piece")
@click.argument("language")
@click.option("--paragraph", metavar="ID", help="The paragraph that is read; leave it out when it is all in one.")
@click.option("--delete-original", is_flag=True, help="Delete RECORDING once the take lies in the manuscript.")
def take(
    recording: Path, manuscript: Path, piece: str, language: str, paragraph: str | None, delete_original: bool
) -> None:
    """Bring RECORDING into MANUSCRIPT as a take of PIECE.

    It is decoded in a jail without network. Only its sound goes on: no name, place, time or device. A take that is
    there is never written over.
    """
    with refusals():
        from safeconduct.api.capturing_takes import bring
        from safeconduct.api.capturing_takes import delete_original as delete

        brought = bring(recording, manuscript, piece, language, paragraph)
        _tell(brought)
        if delete_original:
            delete(recording)
            say(DELETED)
        _next(brought, manuscript, date.today())


def _tell(brought: "Brought") -> None:
    decoded = brought.decoded
    say(f"Taken: {brought.path}{' (disguised)' if brought.disguised else ''}")
    say(f"  from {decoded.kind}, {decoded.length_s:.1f} s; {decoded.lock.told}")
    for remark in decoded.remarks:
        say(f"  {remark}")
    pace = f", {brought.pace:.1f} syllables a second" if brought.pace else ""
    say(
        f"  speech {brought.speech_db:.0f} dBFS, pauses {brought.noise_db:.0f} dBFS, peak {brought.peak_db:.1f} dBTP, "
        f"hum {f'{brought.hum_hz:g} Hz' if brought.hum_hz else 'none found'}{pace}"
    )
    for warning in brought.warnings:
        say(f"  ! {warning}")


def _next(brought: "Brought", manuscript: Path, today: date) -> None:
    say("Next: listen to it, script in hand. Then have the narrator agree to this very recording, under a pseudonym:")
    say(f"  {manuscript / 'consents' / 'NAME.toml'}")
    for line in (
        'person = "a pseudonym"',
        f'covers = ["sha256:{brought.digest}"]',
        f"given = {today.isoformat()}",
        'terms = "what was agreed, in one sentence"',
        f'voice = "{"disguised" if brought.disguised else "own"}"',
    ):
        say(f"    {line}")
    say(f"Then: safeconduct check {manuscript}")
