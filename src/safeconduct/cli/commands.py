# SPDX-License-Identifier: Apache-2.0
"""The commands: words into calls.  Only here is the clock read."""

import gc
import sys
from datetime import date
from pathlib import Path

import click

from safeconduct.model.refusal import UsageRefusal

from .options import ARCHIVE, AS_OF, JSON, KEY, MANUSCRIPT, PERSON, PIECE, STORE, cli, loaded_key, store_at
from .telling import exit_code, progress, refusals, refuse, tell
from .why import tell_why


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Begin a manuscript in FOLDER."""
    from safeconduct.manuscript.appending import begin

    for path in begin(folder, date.today()):
        click.echo(f"  {path}")
    click.echo(f"Begun. Edit the files, then: safeconduct check {folder}")


@cli.command()
@MANUSCRIPT
@ARCHIVE
@AS_OF
@click.option("--why", "asked", metavar="PIECE", help="Say why this piece has its status, sentence by sentence.")
@STORE
@JSON
def check(
    manuscript: Path, archives: tuple[Path, ...], as_of: date | None, asked: str | None, store: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Check the text of MANUSCRIPT; nothing is built."""
    from safeconduct.api.judging import judge
    from safeconduct.api.wording import with_wording
    from safeconduct.graph.executor import local_processes

    with refusals(as_json):
        judged = judge(manuscript, archives, as_of, date.today())
        with store_at(store).locked() as shelf, progress(quiet=as_json or not sys.stderr.isatty()) as notice:
            judged = with_wording(judged, shelf, local_processes, notice)
        if asked is not None:
            from safeconduct.api.reasons import reasons

            tell_why(reasons(judged, asked), judged, as_json)
            sys.exit(exit_code(judged))
    tell(judged, None, as_json)
    sys.exit(exit_code(judged))


@cli.command()
@MANUSCRIPT
@click.option("-o", "--out", type=click.Path(path_type=Path), help="The kit's folder (default: <edition>-kit).")
@click.option(
    "--piece", "pieces", multiple=True, metavar="ID", help="Only this piece and what it covers; can be repeated."
)
@click.option("--twice", is_flag=True, help="Make everything a second time and compare every byte.")
@click.option("--why", metavar="FILE", help="Say why this file of the kit was or was not made again.")
@ARCHIVE
@AS_OF
@STORE
@JSON
def build(
    manuscript: Path, out: Path | None, pieces: tuple[str, ...], twice: bool, why: str | None,
    archives: tuple[Path, ...], as_of: date | None, store: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Build the kit of MANUSCRIPT, a SPECIMEN unless all holds."""
    from safeconduct.api.judging import judge
    from safeconduct.api.kit import check_target, old_steps, publish
    from safeconduct.api.kit import why as reasons
    from safeconduct.api.making import differing_steps, make
    from safeconduct.api.whole_folder import outside
    from safeconduct.graph.executor import local_processes

    with refusals(as_json):
        judged = judge(manuscript, archives, as_of, date.today(), pieces)
        target = out or Path(f"{judged.edition.id}-kit")
        place = outside(target, manuscript)
        with store_at(store).locked() as shelf:
            check_target(place)  # with the lock held: another build may be swapping its kit in
            before = old_steps(place)
            with progress(quiet=as_json) as notice:
                made = make(judged, shelf, local_processes, notice)
            if made.failed is None:
                publish(made, shelf, place)
            differing = differing_steps(made, local_processes, lambda *_: None) if twice and not made.failed else ()
            lines = reasons(made, before, shelf, why) if why and made.failed is None else ()
    tell(made.judged, made, as_json, target)
    for line in lines:
        click.echo(line, err=as_json)
    if twice and made.failed is None:
        click.echo(
            f"Made twice, and not the same bytes: {', '.join(differing)}" if differing
            else "Made twice, the same bytes both times.", err=as_json,
        )  # fmt: skip
    sys.exit(made.failed or (5 if differing else exit_code(made.judged)))


@cli.command()
@click.argument("check_id", metavar="CHECK")
def explain(check_id: str) -> None:
    """Explain CHECK: why it exists and what to do."""
    from difflib import get_close_matches

    from safeconduct.preflight.engine import checks

    known = checks()
    if check_id not in known:
        near = get_close_matches(check_id, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the checks are: {', '.join(known)}."
        refuse(UsageRefusal(f"There is no check called “{check_id}”.", hint), as_json=False)
    record = known[check_id]
    click.echo(f"{record.id}  ({record.severity})\n\nWhy: {record.rationale}\nDo:  {record.remedy}")
    click.echo(f"See: {record.reference}")
    if record.severity != "note":
        click.echo("An editor can waive this for a time." if record.waivable else "This can never be waived.")


@cli.command("sign-off")
@MANUSCRIPT
@PIECE
@click.option("--role", required=True, help="author, reviewer or language.")
@PERSON
@click.option("--language", help="For the role “language”: which language was read.")
@KEY
@ARCHIVE
def sign_off(
    manuscript: Path, piece: str, role: str, person: str, language: str | None, key: Path, archives: tuple[Path, ...]
) -> None:
    """Sign off a piece of MANUSCRIPT as it stands now."""
    from safeconduct.api.judging import judge
    from safeconduct.api.signing import sign_off as append

    with refusals():
        judged = judge(manuscript, archives, None, date.today())
        path = append(judged, piece, role, person, language, loaded_key(key), date.today())
    click.echo(f"Signed off: {path}")


@cli.group()
def store() -> None:
    """The folder of intermediate products; delete it at any time."""


@store.command()
@STORE
def clean(store: Path | None) -> None:
    """Delete every intermediate product."""
    with refusals(), store_at(store).locked() as shelf:
        freed = shelf.clean()
    click.echo(f"Freed {freed / 1e6:.1f} MB in {shelf.folder}")


def main() -> None:
    """Run the command line; what slips past a command's own care still ends in a sentence."""
    # A command lives for a moment; collecting cycles while it imports costs a tenth of its time and frees nothing.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    with refusals():
        cli()
