# SPDX-License-Identifier: Apache-2.0
"""The commands that write in the log: a package goes out, and it arrived."""

import json
import secrets
from datetime import date
from pathlib import Path

import click

from .options import CHANCERY, DAY, JSON, KEY, chancery_at, cli, loaded_key, utc_today
from .telling import refusals

ON = click.option("--on", type=DAY, help="The day on which it was done (default: today).")
_MEDIA = ("stick", "card", "disc", "drive", "paper", "mail", "download")


@cli.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--to", required=True, metavar="PSEUDONYM", help="The institution, never by its name.")
@KEY
@CHANCERY
@click.option("--medium", type=click.Choice(_MEDIA), default="stick", show_default=True, help="What it travels on.")
@click.option("--copies", type=click.IntRange(1), default=1, show_default=True, help="How many of them.")
@click.option("--handover", metavar="ID", help="The handover of the manuscript that it fulfils.")
@click.option("--conditions-read", is_flag=True, help="The reviewers' conditions were read and are met.")
@ON
@JSON
def consign(
    package: Path, to: str, key: Path, chancery: Path | None, medium: str, copies: int, handover: str | None,
    conditions_read: bool, on: date | None, as_json: bool,
) -> None:  # fmt: skip
    """Verify PACKAGE and write in the log to whom it is given."""
    from safeconduct.api.handing_out import Terms, Writer
    from safeconduct.api.handing_out import consign as hand_out
    from safeconduct.seal.consignments.deeds import Medium
    from safeconduct.seal.consignments.receipts import receipt_code

    with refusals(as_json):
        terms = Terms(to, Medium(medium), copies, handover, conditions_read)
        challenge = f"{secrets.randbelow(10**8):08d}"
        writer = Writer(loaded_key(key), on or utc_today(), utc_today())
        made = hand_out(package, chancery_at(chancery), terms, challenge, writer)
        code = receipt_code(made.challenge, made.release.digest)
    if as_json:
        told = {"consignment": made.consignment, "to": to, "release": made.release.id, "version": made.release.version}
        click.echo(json.dumps({"schema": "safeconduct-consignment-1", **told, "challenge": challenge, "code": code}))
        return
    click.echo(f"Consignment {made.consignment}: {made.release.id} version {made.release.version}, to {to}")
    click.echo(f"For the covering letter: consignment {made.consignment}, challenge {challenge}")
    click.echo(f"The recipient reads back: {code}   (keep this to yourself)")
    click.echo(f"Then write: safeconduct receipt {made.consignment} CODE --key KEY")


@cli.command()
@click.argument("consignment")
@click.argument("code", nargs=-1)
@click.option("--key", type=click.Path(path_type=Path), help="The private key of the log.")
@CHANCERY
@click.option("--text", type=click.Path(path_type=Path), help="Write the text that the recipient's key is to sign.")
@click.option("--signature", type=click.Path(path_type=Path), help="The recipient's signature of that text.")
@click.option("--key-line", metavar="LINE", help="The recipient's public key, as you know it.")
@ON
def receipt(
    consignment: str, code: tuple[str, ...], key: Path | None, chancery: Path | None, text: Path | None,
    signature: Path | None, key_line: str | None, on: date | None,
) -> None:  # fmt: skip
    """Log that a consignment arrived, by its code or signature.

    A recipient with a key may sign instead: write the text with --text, and
    take the signature with --signature and --key-line.
    """
    from safeconduct.api.handing_out import Writer, receive_code, receive_signature
    from safeconduct.model.refusal import UsageRefusal
    from safeconduct.seal.public_keys import fingerprint, without_comment

    with refusals():
        asked = (bool(code), text is not None, signature is not None)
        if sum(asked) != 1 or (signature is None) != (key_line is None) or (key is None) != (text is not None):
            raise UsageRefusal(
                "This is not one of the three ways to say that it arrived.",
                "give CODE and --key; or --text FILE; or --signature, --key-line and --key.",
            )
        if text is not None:
            _write_text(chancery, consignment, text)
            return
        if key is None:
            raise UsageRefusal("No key of the log was named.", "name it with --key FILE.")
        writer = Writer(loaded_key(key), on or utc_today(), utc_today())
        if signature is None or key_line is None:
            entry = receive_code(chancery_at(chancery), consignment, " ".join(code), writer)
        else:
            armored = _armored(signature)
            entry = receive_signature(chancery_at(chancery), consignment, armored, key_line, writer)
            click.echo(f"Signed with the key: {fingerprint(without_comment(key_line))}")
    click.echo(f"Received on {entry.on}: {consignment.strip().upper()} (line {entry.n} of the log)")


def _write_text(chancery: Path | None, consignment: str, target: Path) -> None:
    from safeconduct.api.handing_out import consignment_in
    from safeconduct.model.refusal import FolderRefusal
    from safeconduct.seal.consignments.receipts import receipt_text
    from safeconduct.seal.files import write_new

    content = receipt_text(consignment_in(chancery_at(chancery), consignment))
    try:
        write_new(target, content)
    except OSError as fault:
        raise FolderRefusal(f"{target} cannot be written ({fault.strerror}).", "name a new file.") from None
    click.echo(f"For the recipient: ssh-keygen -Y sign -f KEY -n safeconduct.receipt {target.name}")


def _armored(signature: Path) -> str:
    from safeconduct.model.refusal import UsageRefusal
    from safeconduct.seal.files import read_at_most
    from safeconduct.seal.layout import MOST_SIGNATURE

    try:
        return read_at_most(signature, MOST_SIGNATURE).decode("ascii")
    except (OSError, UnicodeDecodeError):
        raise UsageRefusal(f"{signature.name} cannot be read as a signature.", "name the .sig file.") from None
