# SPDX-License-Identifier: Apache-2.0
"""`safeconduct log name`: which institution a pseudonym stands for, kept encrypted and apart from the log."""

from pathlib import Path

import click

from .log import log
from .options import CHANCERY, chancery_at, passphrase
from .telling import refusals


@log.command()
@click.argument("pseudonym", required=False)
@CHANCERY
@click.option("--add", is_flag=True, help="Ask for the institution's name and keep it.")
@click.option("--remove", is_flag=True, help="Forget this name.")
@click.option("--forget-all", is_flag=True, help="Delete every name; the log does not need them.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase.")
@click.option("--yes", is_flag=True, help="Do not ask again before all is forgotten.")
def name(
    pseudonym: str | None, chancery: Path | None, add: bool, remove: bool, forget_all: bool,
    passphrase_file: Path | None, yes: bool,
) -> None:  # fmt: skip
    """Show, keep or forget whom PSEUDONYM stands for; alone: list all.

    Neither name nor passphrase is ever given on the command line, which the
    shell remembers: both are asked for, or read from a pipe, one line each.
    """
    from safeconduct.model.refusal import UsageRefusal
    from safeconduct.seal.consignments.sealed_names import change_names, names_file, read_names

    with refusals():
        folder = chancery_at(chancery).folder
        if add + remove + forget_all > 1 or (pseudonym is None) != (forget_all or not (add or remove or pseudonym)):
            raise UsageRefusal("Which name?", "give PSEUDONYM with --add or --remove, or alone; or --forget-all alone.")
        if forget_all:
            _forget(folder, yes)
            return
        new = add and not names_file(folder).exists()
        if not names_file(folder).exists() and not new:
            raise UsageRefusal("No name is kept here.", "keep one: safeconduct log name PSEUDONYM --add")
        said = _passphrase(passphrase_file, confirm=new)
        if add:
            told = click.prompt(f"The institution that “{pseudonym}” stands for", err=True)
            change_names(folder, said, lambda names: names.having(str(pseudonym), told))
            click.echo(f"Kept, encrypted: {names_file(folder)}")
        elif remove:
            change_names(folder, said, lambda names: names.without(str(pseudonym)))
            click.echo("Forgotten. Copies of the file that you made still have it.")
        elif pseudonym is not None:
            click.echo(read_names(folder, said).name(pseudonym))
        else:
            for one, of in sorted(read_names(folder, said).by_pseudonym.items()):
                click.echo(f"{one}  {of}")


def _forget(folder: Path, yes: bool) -> None:
    from safeconduct.model.refusal import UsageRefusal
    from safeconduct.seal.consignments.sealed_names import forget_names

    asked = "Nobody will be able to say whom a pseudonym stands for. Forget all names?"
    if not (yes or click.confirm(asked, err=True)):
        raise UsageRefusal("Nothing was forgotten.", "answer y, or say --yes.")
    there = forget_names(folder)
    click.echo("Deleted. Disks and copies may keep what was deleted." if there else "There was no name to forget.")


def _passphrase(file: Path | None, confirm: bool) -> str:
    from safeconduct.model.refusal import UsageRefusal
    from safeconduct.seal.files import read_at_most

    try:
        content = passphrase("The passphrase of the names", confirm) if file is None else read_at_most(file, 4096)
        return content.decode("utf-8").split("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError):
        raise UsageRefusal("The passphrase cannot be read.", "write it as plain text, on the first line.") from None
