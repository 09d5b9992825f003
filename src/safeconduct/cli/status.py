# SPDX-License-Identifier: Apache-2.0
"""The commands by which a press gives its word: what is the latest, what is called back, when it will speak again."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .attest import SAID, by_language
from .options import BY_HAND, CHANCERY, DAY, KEY, chancery_at, cli, own_memory, signer_of, utc_today
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.model.sealed import StatusWord
    from safeconduct.seal.chancery.keeping import Chancery
    from safeconduct.seal.memory import Memory
    from safeconduct.seal.seen import Seen

_NEXT = click.option("--next", "next_by", required=True, type=DAY, help="The day by which you will speak again.")
_LATEST = click.option("--latest", multiple=True, metavar="ID=N", help="The highest version of a line of releases.")


@cli.group()
def status() -> None:
    """Give the press's latest word on its releases."""


@status.command("give")
@CHANCERY
@KEY
@BY_HAND
@_NEXT
@_LATEST
def give(chancery: Path | None, key: Path, by_hand: Path | None, next_by: date, latest: tuple[str, ...]) -> None:
    """Give a new word: all that was said holds, and these are the latest.

    With a key on a token, --key names its .pub file: the first call writes what is to be signed to FILE, ssh-keygen
    signs it, and the second call takes FILE.sig in.
    """
    from safeconduct.api.giving_word import give_word

    with refusals():
        kept = chancery_at(chancery)
        word = give_word(kept, signer_of(key, by_hand, kept.folder), utc_today(), next_by, latest, (), _seen(kept))
        _remember(kept, word)
    click.echo(f"Word {word.version} given; the next is due by {word.next}.")


@status.command("sign")
@CHANCERY
@KEY
@BY_HAND
def sign(chancery: Path | None, key: Path, by_hand: Path | None) -> None:
    """Add your signature to the latest word, where several must sign."""
    from safeconduct.seal.chancery.acting import sign_word
    from safeconduct.seal.records import status_from

    with refusals():
        kept = chancery_at(chancery)
        shown = kept.status_draft()
        _tell(status_from(shown))
        sign_word(kept, signer_of(key, by_hand, kept.folder), shown)
    click.echo("Signed.")


@status.command("put")
@click.argument("package", type=click.Path(path_type=Path))
@CHANCERY
def put(package: Path, chancery: Path | None) -> None:
    """Put the latest word, and newer lists of keys, into a PACKAGE."""
    from safeconduct.api.giving_word import put_word

    with refusals():
        names = put_word(chancery_at(chancery), package)
    click.echo(f"Put into {package}: {', '.join(names)}")


@status.command("show")
@CHANCERY
def show(chancery: Path | None) -> None:
    """Show the latest word."""
    with refusals():
        word = chancery_at(chancery).status()
    if word is None:
        click.echo("No word has been given yet: safeconduct status give --key KEY --next DAY")
        return
    _tell(word)


def _tell(word: "StatusWord") -> None:
    click.echo(f"Word {word.version} of {word.issued}; the next is due by {word.next}.")
    for line, version in sorted(word.latest.items()):
        click.echo(f"  {line}: the latest is version {version}")
    for one in word.recalled:
        what = f"the steps {', '.join(one.steps)} of " if one.steps else ""
        click.echo(f"  recalled ({one.severity}) since {one.on}: {what}{one.id} {one.first} to {one.last}")
        for language, reason in sorted(one.reason.items()):
            click.echo(f"    {language}: {reason}")


@cli.command()
@click.argument("line", metavar="ID")
@CHANCERY
@KEY
@BY_HAND
@_NEXT
@click.option("--first", required=True, type=click.IntRange(1), help="The first version that is called back.")
@click.option("--last", type=click.IntRange(1), help="The last one (default: the same).")
@click.option("--step", "steps", multiple=True, metavar="PIECE#STEP", help="Only this step; can be repeated.")
@click.option("--care", is_flag=True, help="Not “stop using it”, but “use it with this in mind”.")
@click.option("--reason", "reasons", multiple=True, required=True, type=SAID, help="Why, in en, uk, ko and ru.")
@click.option("--replaced-by", type=click.IntRange(1), help="The version to use instead.")
def recall(
    line: str, chancery: Path | None, key: Path, by_hand: Path | None, next_by: date, first: int, last: int | None,
    steps: tuple[str, ...], care: bool, reasons: tuple[tuple[str, str], ...], replaced_by: int | None,
) -> None:  # fmt: skip
    """Call back versions of a line of releases, or steps."""
    from safeconduct.api.giving_word import give_word
    from safeconduct.model.sealed import Recall, Urgency

    with refusals():
        called = Recall(
            id=line, first=first, last=last or first, on=utc_today(), severity=Urgency.CARE if care else Urgency.STOP,
            steps=steps, reason=by_language(reasons), replaced_by=replaced_by,
        )  # fmt: skip
        latest = (f"{line}={replaced_by}",) if replaced_by else ()
        kept = chancery_at(chancery)
        before = kept.status()
        word = give_word(
            kept, signer_of(key, by_hand, kept.folder), utc_today(), next_by, latest, (called,), _seen(kept)
        )
        _remember(kept, word)
        if line not in (before.latest if before else {}):
            known = ", ".join(sorted(before.latest)) if before and before.latest else "none"
            click.echo(f"  Mind: no word has named “{line}” before (named: {known}). Is it spelled right?", err=True)
    click.echo(f"Recalled in word {word.version}: {line}, version {first} to {last or first}.")
    click.echo("Now tell those who hold it (safeconduct log map), send the word, and print the notice:")
    click.echo("  safeconduct status put PACKAGE; safeconduct recall-notice PACKAGE -o DIR")


def _seen(kept: "Chancery") -> "Seen | None":
    """What this machine has seen of one's own press; it lies apart from the chancery, and does not go back with it."""
    kept.root()
    memory: Memory = own_memory()
    return memory.seen(kept.fingerprint)


def _remember(kept: "Chancery", word: "StatusWord") -> None:
    """Remember the number of the word; where that cannot be, say so: the word is given."""
    from safeconduct.model.refusal import Refusal
    from safeconduct.seal.seen import Seen

    stopped = tuple(sorted({(one.id, one.first, one.last) for one in word.recalled if one.severity == "stop"}))
    try:
        own_memory().remember(kept.fingerprint, Seen(word.root_version, word.version, dict(word.latest), stopped))
    except Refusal as refusal:
        click.echo(f"  Mind: {refusal.what} The number of this word was not remembered.", err=True)
