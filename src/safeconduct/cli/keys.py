# SPDX-License-Identifier: Apache-2.0
"""The commands that make and look after a person's own key."""

from pathlib import Path

import click

from .options import cli, passphrase
from .telling import refusals

_FILE = click.argument("file", type=click.Path(path_type=Path))
_OPEN = click.option("--no-passphrase", is_flag=True, help="Leave the key file open to whoever holds it.")


@cli.group()
def keys() -> None:
    """Make a key of your own, lock it, and read it out."""


@keys.command()
@_FILE
@_OPEN
def new(file: Path, no_passphrase: bool) -> None:
    """Make a key: FILE stays with you, FILE.pub goes to the press."""
    import secrets

    from safeconduct.seal.keys import make_key, public_of, save_key

    with refusals():
        said = _new_passphrase("A passphrase of several words", no_passphrase)
        key = make_key(secrets.token_bytes(32))
        save_key(key, file, said)
        _tell(public_of(key))
    click.echo(f"Kept in {file}; give away only {file}.pub")


@keys.command()
@_FILE
def show(file: Path) -> None:
    """Show the id of a key FILE or FILE.pub, and the digits to read out."""
    from safeconduct.seal.public_keys import without_comment
    from safeconduct.seal.signers import public_line_in

    with refusals():
        beside = file if file.suffix == ".pub" else Path(f"{file}.pub")
        _tell(without_comment(public_line_in(beside)))


@keys.command("passphrase")
@_FILE
@_OPEN
def change(file: Path, no_passphrase: bool) -> None:
    """Lock the key FILE with another passphrase."""
    from safeconduct.seal.keys import change_passphrase, is_locked, load_key

    with refusals():
        key = load_key(file, passphrase("The passphrase until now") if is_locked(file) else b"")
        change_passphrase(key, file, _new_passphrase("The new passphrase", no_passphrase))
    click.echo(f"Changed: {file}. Copies of the file keep the old one.")


def _new_passphrase(asked: str, none: bool) -> bytes:
    from safeconduct.model.refusal import UsageRefusal

    said = b"" if none else passphrase(asked, confirm=True)
    if not (said or none):
        raise UsageRefusal(
            "Without a passphrase, whoever finds the file can sign as you.",
            "type one, or say that you mean it: --no-passphrase",
        )
    return said


def _tell(line: str) -> None:
    from safeconduct.seal.public_keys import fingerprint, public_key

    click.echo(f"Id:                  {public_key(line).id}")
    click.echo(f"Line:                {line}")
    click.echo(f"To read over phone:  {fingerprint(line)}")
