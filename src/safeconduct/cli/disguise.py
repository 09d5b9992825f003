# SPDX-License-Identifier: Apache-2.0
"""`safeconduct disguise`: a light disguise of a voice, and what it is not."""

from pathlib import Path

import click

from safeconduct.model.refusal import UsageRefusal

from .lines import say
from .options import cli
from .telling import refusals


@cli.command()
@click.argument("recording", type=click.Path(path_type=Path, readable=False))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The disguised recording (.flac).")
@click.option("--i-understand", "understood", is_flag=True, help="You have read what a light disguise cannot do.")
def disguise(recording: Path, out: Path, understood: bool) -> None:
    """Disguise the voice in RECORDING, lightly.

    It makes a casual listener less sure, and protects against nobody who has the voice on file. The safe way is another
    reader, or the draft voice. How the voice was changed is drawn at random, used once, and kept nowhere.
    """
    with refusals():
        from safeconduct.api.disguising import HONEST, HUM, STAYS
        from safeconduct.api.disguising import disguise as lay

        say(HONEST)
        say(STAYS)
        if not understood:
            raise UsageRefusal(
                "Nothing was written.", "if you have read this and still want the disguise, add --i-understand."
            )
        done = lay(recording, out)
        say(HUM.format(f"{done.hum_hz:g} Hz" if done.hum_hz else "none"))
        say(f"Disguised: {done.path}")
        say(f"The record that it is: {done.record} (keep the two together until `safeconduct take` has read them).")
        say("Listen to it from start to end. The original is untouched; delete it, and every copy on phone and card.")
