# SPDX-License-Identifier: Apache-2.0
"""The front door itself: the group of commands, and the options that several of them share."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from safeconduct import __version__

from .front import Front


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a date; write it as 2024-11-20.", param, ctx)


DAY = _Day()
MANUSCRIPT = click.argument("manuscript", type=click.Path(path_type=Path, readable=False))
ARCHIVE = click.option(
    "--archive", "archives", multiple=True, type=click.Path(path_type=Path), help="A folder with captured pages."
)
AS_OF = click.option("--as-of", type=DAY, help="The day that counts (default: as_of in edition.toml, else today).")
STORE = click.option("--store", type=click.Path(path_type=Path), help="Keep intermediate products in this folder.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
PIECE = click.option("--piece", required=True, metavar="ID", help="The piece that it is about.")
PERSON = click.option("--person", required=True, help="The pseudonym listed as [[signer]] in edition.toml.")
CHANCERY = click.option(
    "--chancery", type=click.Path(path_type=Path), help="Where keys, status and log are kept (default: your own)."
)
KEY = click.option("--key", required=True, type=click.Path(path_type=Path), help="The person's private key file.")
BY_HAND = click.option(
    "--by-hand", type=click.Path(path_type=Path), metavar="FILE", help="For a key on a token: what it is to sign."
)
UNTIL = click.option("--until", required=True, type=_Day(), help="The last day on which it holds.")


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="safeconduct")
def cli() -> None:
    """A press for appeals that people stake their lives on.

    One plain-text folder in; leaflets, guides, audio, letters and one sealed package out. Whatever is unverified,
    expired or unsigned comes out marked SPECIMEN, with the reasons.
    """


def chancery_at(folder: Path | None) -> Any:
    """Open the chancery in `folder`, or in its usual place."""
    from platformdirs import user_data_path

    from safeconduct.seal.chancery.keeping import Chancery

    return Chancery(folder or user_data_path("safeconduct") / "chancery")


def loaded_key(path: Path) -> Any:
    """Load a private key; for a locked one the passphrase is asked for, or read from a pipe, and never shown."""
    from safeconduct.seal.keys import is_locked, load_key

    return load_key(path, passphrase(f"Passphrase of {path.name}") if is_locked(path) else b"")


def signer_of(key: Path, by_hand: Path | None, *folders: Path) -> Any:
    """Return who signs: the private key in the file `key`, or, by hand, who holds the key of the .pub file `key`.

    Raises `UsageRefusal` when what is to be signed by hand would lie in one of our `folders`, and be taken for a part.
    """
    if by_hand is None:
        return loaded_key(key)
    from safeconduct.model.refusal import UsageRefusal
    from safeconduct.seal.signers import ByHand

    inside = next((one for one in folders if by_hand.resolve().is_relative_to(one.resolve())), None)
    if inside is not None:
        raise UsageRefusal(f"{by_hand} would lie in {inside}.", "name a file elsewhere after --by-hand.")
    return ByHand(key, by_hand)


def passphrase(asked: str, confirm: bool = False) -> bytes:
    """Ask for a passphrase at the terminal; from a pipe, one line is read."""
    if sys.stdin.isatty():
        said: str = click.prompt(
            asked, hide_input=True, confirmation_prompt=confirm, default="", show_default=False, err=True
        )
        return said.encode("utf-8", "surrogateescape")
    # Bytes as they come: a passphrase need not be UTF-8.
    return sys.stdin.buffer.readline().rstrip(b"\r\n")


def own_memory() -> Any:
    """Open what was seen of presses on this machine: whom the reader trusts, and the highest numbers."""
    from platformdirs import user_state_path

    from safeconduct.seal.memory import Memory

    return Memory(user_state_path("safeconduct"))


def utc_today() -> date:
    """Return the day at Greenwich: what is signed and handed on must not tell in which zone somebody sat."""
    return datetime.now(UTC).date()


def store_at(folder: Path | None) -> Any:
    """Open the store in `folder`, or in its usual place."""
    from platformdirs import user_cache_path

    from safeconduct.graph.store import Store

    return Store(folder or user_cache_path("safeconduct") / "store")
