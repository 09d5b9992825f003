# SPDX-License-Identifier: Apache-2.0
"""`safeconduct recall-notice`: of every recall in a press's word a page to print and a message to read out."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .lines import say
from .options import CHANCERY, JSON, chancery_at, cli, own_memory
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.recall_notices import MadeNotice

NOT_FINAL = 7


@cli.command("recall-notice")
@click.argument("package", metavar="[PACKAGE]", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Write into this folder.")
@click.option("--status", type=click.Path(path_type=Path), help="A newer status.json than the package's.")
@click.option("--trust", "trusted", multiple=True, metavar="DIGITS", help="The fingerprint that you compared.")
@CHANCERY
@click.option("--id", "wanted", metavar="ID", help="Only recalls of this line of releases.")
@click.option("--language", "languages", multiple=True, type=click.Choice(["en", "uk", "ko", "ru"]), help="Only this.")
@click.option("--sound/--no-sound", default=True, help="With a recording in the draft voice (default).")
@click.option("--synthetic", is_flag=True, help="The house stands for a computer voice: the recording is no specimen.")
@JSON
def recall_notice_command(
    package: Path | None, out: Path, status: Path | None, trusted: tuple[str, ...], chancery: Path | None,
    wanted: str | None, languages: tuple[str, ...], sound: bool, synthetic: bool, as_json: bool,
) -> None:  # fmt: skip
    """Print and speak every recall in a press's latest word.

    PACKAGE is a sealed package that holds the word, or a chancery (default: your own, which knows no titles). Of each
    recall a page, a script and a recording in each language. They are SPECIMEN unless the signatures of the word count
    and you compared the fingerprint; your own chancery's and those that `verify` keeps are known. Exit code 7: a
    specimen; 1: a message is longer than a minute.
    """
    from safeconduct.api.recall_notices import Manner, recall_notices
    from safeconduct.api.recall_word import recall_word
    from safeconduct.model.sealed import READERS
    from safeconduct.seal.verify import fingerprint_of

    with refusals(as_json):
        memory = own_memory()
        known = [fingerprint_of(digits) for digits in trusted] or [*_own(chancery), *memory.trusted()]
        word = recall_word(package or chancery_at(chancery).folder, date.today(), known, status, memory.seen)
        made = recall_notices(word, out, wanted, Manner(languages or READERS, sound, synthetic))
    if as_json:
        _tell_json(word.doubts, made)
    else:
        for one in made:
            _tell(one)
        if not word.titles:
            say("No title is known here, so the id stands for it: name the package as well, and its title is printed.")
        for doubt in word.doubts:
            say(f"SPECIMEN: {doubt}")
    sys.exit(NOT_FINAL if word.doubts else int(any(one.too_long for one in made)))


def _own(chancery: Path | None) -> list[str]:
    """The fingerprint of one's own press, where there is one on this machine."""
    from safeconduct.model.refusal import Refusal

    try:
        return [chancery_at(chancery).fingerprint]
    except Refusal:
        return []


def _tell(one: "MadeNotice") -> None:
    for path in one.files:
        click.echo(f"  {path}")
    seconds = f"{one.sound.message_s:.0f} s as recorded" if one.sound else f"about {one.expected_s:.0f} s"
    say(f"{one.language}: the message lasts {seconds}.")
    if one.left_out:
        say(
            f"Not spoken in full, for want of time: {', '.join(one.left_out)}. It stands at the end of the script.",
            "  ",
        )
    if one.too_long:
        say("! It is longer than a minute: shorten the title or the name of the press in your own reading.", "  ")


def _tell_json(doubts: tuple[str, ...], made: "tuple[MadeNotice, ...]") -> None:
    told = {
        "schema": "safeconduct-recall-notice-1",
        "status": "specimen" if doubts else "final",
        "doubts": list(doubts),
        "notices": [
            {
                "language": one.language,
                "files": [path.name for path in one.files],
                "left_out": list(one.left_out),
                "expected_s": one.expected_s,
                "recorded_s": one.sound.message_s if one.sound else None,
            }
            for one in made
        ],
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
