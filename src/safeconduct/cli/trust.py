# SPDX-License-Identifier: Apache-2.0
"""The commands that keep the list of keys: planned in trust.toml, written as a root, signed by its holders."""

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import BY_HAND, CHANCERY, DAY, KEY, chancery_at, cli, signer_of, utc_today
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.model.sealed import Root
    from safeconduct.seal.chancery.keeping import Chancery

_YEARS = 5


@cli.group()
def trust() -> None:
    """Say whose keys count: begin, write, sign, show."""


@trust.command()
@CHANCERY
@click.option("--alone", type=click.Path(path_type=Path), metavar="KEY.pub", help="One key does all: for trying only.")
@click.option("--name", default="The press", show_default=True, help="Who you are, in English.")
@click.option("--expires", type=DAY, help="Until when the list holds (default: five years).")
def begin(chancery: Path | None, alone: Path | None, name: str, expires: date | None) -> None:
    """Begin a chancery with a plan to edit, trust.toml."""
    from safeconduct.seal.chancery.acting import begin as begin_in

    with refusals():
        plan = begin_in(chancery_at(chancery), alone, expires or utc_today() + timedelta(days=365 * _YEARS), name)
    click.echo(f"Begun: {plan}")
    if not alone:
        click.echo("Put in the lines of your keys (safeconduct keys new FILE makes one), then: safeconduct trust write")
    else:
        click.echo(f"Next: safeconduct trust write, then safeconduct trust sign --key {alone.with_suffix('')}")


@trust.command()
@CHANCERY
def write(chancery: Path | None) -> None:
    """Write the next list of keys from trust.toml, to be signed."""
    from safeconduct.seal.chancery.acting import write_root

    with refusals():
        kept = chancery_at(chancery)
        root = write_root(kept, utc_today())
        _tell(root)
        click.echo(f"Written: trust/{root.version}.root.json")
        _who_signs(kept, root.version)


@trust.command()
@CHANCERY
@KEY
@BY_HAND
def sign(chancery: Path | None, key: Path, by_hand: Path | None) -> None:
    """Sign the newest list of keys with a root key.

    With a key on a token, --key names its .pub file: the first call writes what is to be signed to FILE, ssh-keygen
    signs it, and the second call takes FILE.sig in.
    """
    from safeconduct.seal.chancery.acting import newest_root, sign_root

    with refusals():
        kept = chancery_at(chancery)
        shown = newest_root(kept)
        _tell(shown)
        root, _ = sign_root(kept, signer_of(key, by_hand, kept.folder), shown)
        click.echo(f"Signed: trust/{root.version}.root.json")
        _who_signs(kept, root.version)


@trust.command()
@CHANCERY
def show(chancery: Path | None) -> None:
    """Show the press's fingerprint, and whose keys count now."""
    with refusals():
        kept = chancery_at(chancery)
        _tell(kept.root())
        click.echo(f"Fingerprint, to read over the phone: {kept.fingerprint}")
        click.echo(f'To print it on covering letters, add to edition.toml: press = "{kept.fingerprint}"')


def _tell(root: "Root") -> None:
    from safeconduct.seal.chancery.plan import lonely

    click.echo(f"{root.name['en']}: list of keys {root.version}, until {root.expires}")
    for role, one in sorted(root.roles.items()):
        click.echo(f"  {role:12} {one.threshold} of {', '.join(one.keys)}")
    for kind in sorted(root.policy):
        click.echo(f"  a release of the kind “{kind}” is signed off by: {', '.join(root.asked_for((kind,)))}")
    for known_as, until in sorted((one, key.until) for one, key in root.keys.items() if key.until):
        click.echo(f"  retired: {known_as}, what it signed until {until} holds")
    for known_as, day in sorted(root.revoked.items()):
        click.echo(f"  revoked: {known_as}, since {day}")
    for sentence in lonely(root):
        click.echo(f"  Mind: {sentence}", err=True)


def _who_signs(kept: "Chancery", version: int) -> None:
    signers = kept.signers(version)
    for one in signers:
        if not one.enough:
            click.echo(f"  {len(one.signed)} of {one.threshold} signed; still open: {', '.join(one.open)}")
    if all(one.enough for one in signers):
        click.echo(f"It holds. Fingerprint of the press: {kept.fingerprint}")
