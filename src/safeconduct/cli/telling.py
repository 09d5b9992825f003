# SPDX-License-Identifier: Apache-2.0
"""What a person at the terminal, or a program at the other end of a pipe, is told."""

import errno
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from safeconduct import __version__
from safeconduct.model.refusal import FolderRefusal, Refusal

from .findings import begun_small, tell_findings, tell_waived
from .lines import harmless

if TYPE_CHECKING:
    from safeconduct.api.judging import Judged
    from safeconduct.api.making import Made

BUG, INTERRUPTED, UNHEARD = 70, 130, 141
FULL = (errno.ENOSPC, errno.EDQUOT)


def exit_code(judged: "Judged") -> int:
    return int(any(finding.severity == "stop" for finding in judged.decision.findings))


def tell(judged: "Judged", made: "Made | None", as_json: bool, target: Path | None = None) -> None:
    if as_json:
        from safeconduct.api.kit import report

        click.echo(json.dumps(report(judged, made), ensure_ascii=False, indent=1))
        return
    tell_findings(judged.decision.findings, in_short=made is not None)
    for let in judged.decision.waived:
        tell_waived(let)
    counted = [f for f in judged.decision.findings if f.severity != "note"]
    if counted:
        number = "1 finding" if len(counted) == 1 else f"{len(counted)} findings"
        click.echo(f"{number}. Why a check exists: safeconduct explain {counted[0].check}")
    for piece, status in judged.decision.pieces.items():
        click.echo(f"  {status.upper():9} {piece}")
    if made is None:
        waiting = sum(outcome.not_run is not None for outcome in judged.outcomes)
        click.echo(f"Text checked as of {judged.scene.as_of}; {waiting} checks had nothing to examine yet.")
    elif made.failed is not None:
        click.echo("No kit was written: mend what is listed above, then build again.")
    else:
        _what_is_what(made)
        size = f"{len(made.artifacts)} files, {len(made.ran)} steps run"
        click.echo(f"{judged.decision.edition.upper()}: {target} ({size})")


def _what_is_what(made: "Made") -> None:
    from safeconduct.manuscript.channels import channels

    from .kit_files import told

    pieces = {piece.id: piece for piece in made.judged.edition.pieces}
    titles = {channel.id: channel.title for channel in channels().values()}
    for line in told(made.artifacts, pieces, titles):
        click.echo(line)


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str, Any], None]]:
    """Bars on a terminal, plain lines when piped; both on standard error."""
    if quiet or not sys.stderr.isatty():

        def line(name: str, ending: Any) -> None:
            if getattr(ending, "ran", False) and not quiet:
                click.echo(f"made {name}", err=True)

        yield line
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        done = 0

        def spin(name: str, _ending: Any) -> None:
            nonlocal done
            done += 1
            bar.update(task, description=f"{done} steps done, last: {name}")

        yield spin


@contextmanager
def refusals(as_json: bool = False) -> Iterator[None]:
    """Turn whatever ends a command early into a sentence and an exit code."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit):
        raise  # the front door says itself what is wrong with the words on the command line
    except Refusal as refusal:
        refuse(refusal, as_json)
    except (KeyboardInterrupt, click.Abort):  # click says so when somebody leaves a question unanswered
        click.echo("Interrupted; nothing was half-written.", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # whoever read our words has gone, as under “| head”
        _fall_silent()
        sys.exit(UNHEARD)
    except Exception as bug:
        if isinstance(bug, OSError) and bug.errno in FULL:
            _fall_silent()
            refuse(FolderRefusal(f"A disk is full ({bug.strerror}).", "make room, then do it again."), as_json)
        _bug(bug, as_json)


def _fall_silent() -> None:
    # What still waits to be written would fail once more when Python ends, and be told as its own fault.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse(refusal: Refusal, as_json: bool) -> NoReturn:
    if as_json:
        told = {"what": refusal.what, "do": refusal.do, "code": refusal.code}
        click.echo(json.dumps({"schema": "safeconduct-report-1", "status": None, "refusal": told}, ensure_ascii=False))
    # A refusal names what stands in a file, and that may be a stranger's.
    sentence = f"{refusal.what}\n  Do: {begun_small(refusal.do)}"
    click.echo("\n".join(map(harmless, sentence.split("\n"))), err=True)
    sys.exit(refusal.code)


def _bug(bug: Exception, as_json: bool) -> NoReturn:
    """Write a log without a word of the manuscript: only where it broke, never what was in it."""
    import traceback

    from platformdirs import user_log_path

    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(bug.__traceback__)]
    remote = [line.strip() for line in str(bug).splitlines() if line.strip().startswith("File ")]
    path = user_log_path("safeconduct") / f"bug-{datetime.now():%Y%m%d-%H%M%S}.txt"
    log = "\n".join([f"safeconduct {__version__}", type(bug).__name__, *frames, *remote, ""])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(log, "utf-8")
        click.echo(f"This is our fault. Please send us this log, which holds no text of yours: {path}", err=True)
    except OSError:  # a full disk, or a home that cannot be written
        click.echo(f"This is our fault. Please send us these lines, which hold no text of yours:\n{log}", err=True)
    if as_json:
        click.echo(json.dumps({"schema": "safeconduct-report-1", "status": None, "bug": type(bug).__name__}))
    sys.exit(BUG)
