# SPDX-License-Identifier: Apache-2.0
"""The command that builds a kit and seals it into one package."""

from datetime import date
from pathlib import Path

import click

from .options import ARCHIVE, AS_OF, BY_HAND, CHANCERY, KEY, MANUSCRIPT, STORE, chancery_at, cli, signer_of, store_at
from .telling import progress, refusals


@cli.command()
@MANUSCRIPT
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="The package's folder; must be new.")
@KEY
@BY_HAND
@CHANCERY
@click.option("--version", type=click.IntRange(1), help="Its number (default: the one after the highest given).")
@ARCHIVE
@AS_OF
@STORE
def seal(
    manuscript: Path, out: Path, key: Path, by_hand: Path | None, chancery: Path | None, version: int | None,
    archives: tuple[Path, ...], as_of: date | None, store: Path | None,
) -> None:  # fmt: skip
    """Build MANUSCRIPT and seal the kit into one signed package.

    With a key on a token, --key names its .pub file: the first call writes what is to be signed to FILE, ssh-keygen
    signs it, and the second call takes FILE.sig in.
    """
    from safeconduct.api.judging import judge
    from safeconduct.api.making import make
    from safeconduct.api.sealing import seal as seal_kit
    from safeconduct.api.whole_folder import outside
    from safeconduct.graph.executor import local_processes
    from safeconduct.seal.chancery.numbers import next_number
    from safeconduct.seal.pack import refuse_stranger, refuse_taken

    with refusals():
        judged = judge(manuscript, archives, as_of, date.today())
        place = outside(out, manuscript)
        kept = chancery_at(chancery)
        root = kept.root()
        signing = signer_of(key, by_hand, manuscript, place, kept.folder)
        # What would only be refused after the whole kit was made is refused now.
        refuse_stranger(root, signing, judged.scene.as_of)
        refuse_taken(place)
        next_number(kept, judged.edition.id)
        with store_at(store).locked() as shelf:
            with progress() as notice:
                made = make(judged, shelf, local_processes, notice, uniform=True)
            sealed = seal_kit(made, shelf, kept, signing, version, place)
        status = made.judged.decision.edition
        click.echo(f"Sealed as {str(status).upper()}: {out}, {sealed.id} version {sealed.version}")
        if status == "final":
            for role in root.asked_for(sealed.kinds):
                click.echo(f"  still to be signed off: safeconduct attest {out} --role {role} --key KEY")
        click.echo(f"Fingerprint of the press, to read over the phone: {kept.fingerprint}")
    click.echo(f"Check it with: safeconduct verify {out}")
