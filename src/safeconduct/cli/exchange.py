# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language export`, `import` and `status`: the exchange with translators."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .language import language
from .lines import harmless, say
from .options import JSON, MANUSCRIPT
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.exchanging import Import
    from safeconduct.api.translation_status import Row

_STATES = ("initial", "translated", "reviewed", "final")


@language.command("export")
@MANUSCRIPT
@click.option("--to", "to", required=True, metavar="TAG", help="The language to translate into.")
@click.option("--from", "begun", metavar="TAG", help="The language to translate from.  [default: en, or the first]")
@click.option("--piece", "pieces", multiple=True, metavar="ID", help="This piece only; may be given several times.")
@click.option("--form", type=click.Choice(["xliff", "po"]), default="xliff", show_default=True, help="XLIFF 2.1 or PO.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write here, not to the screen.")
def export_command(
    manuscript: Path, to: str, begun: str | None, pieces: tuple[str, ...], form: str, output: Path | None
) -> None:
    """Write the copies of MANUSCRIPT as a file for translators.

    Each block is a unit, each sentence a segment. Citations, bold words and pictures are codes that must stay; what
    is translated already goes along with its state.
    """
    from safeconduct.api.sending_out import exported, unit_count
    from safeconduct.api.single_files import write_whole

    with refusals():
        content, told = exported(manuscript, to, begun, pieces, form, date.today())
        if output is not None:
            write_whole(output, content)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        click.echo(f"{output}: {unit_count(told)} units of {len(told)} pieces, into {to}.")


@language.command("import")
@MANUSCRIPT
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@click.option("--by", default="translator", show_default=True, metavar="ROLE", help="Who hands it in: a role, no name.")
@click.option(
    "--state", type=click.Choice(_STATES), default="initial", show_default=True,
    help="The state of new words for which the file tells none.",
)  # fmt: skip
@click.option("--machine", is_flag=True, help="A machine wrote the new words; they are never final by themselves.")
@click.option("--skip-changed", is_flag=True, help="Leave out units that changed in the manuscript since the export.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def import_command(
    manuscript: Path, file: Path, by: str, state: str, machine: bool, skip_changed: bool, dry_run: bool
) -> None:
    """Put a translated FILE, XLIFF 2.x or PO, back into MANUSCRIPT.

    All of it is taken or none. Only blocks whose words changed are written; how far each is goes into
    pieces/ID/copy.LANGUAGE.segments.toml.
    """
    from safeconduct.api.exchanging import taken, terms_of, write

    with refusals():
        read, told = taken(manuscript, file, terms_of(by, state, machine=machine, skip_changed=skip_changed))
        if not dry_run:
            write(read, told.changes)
    for change in told.changes if dry_run else ():
        for line in change.diff():
            say(harmless(line))
    _tell(told, dry_run=dry_run)


@language.command("status")
@MANUSCRIPT
@JSON
def status_command(manuscript: Path, as_json: bool) -> None:
    """Say how far the copies of MANUSCRIPT are translated, block by block.

    Re-opened are blocks whose source or whose own words came to say something else; a change of spacing and punctuation
    does not count.
    """
    from safeconduct.api.translation_status import status

    with refusals(as_json):
        rows = status(manuscript)
    if as_json:
        import json

        from safeconduct.model.codec import plain

        told = {"schema": "safeconduct-translation-1", "copies": [plain(row) for row in rows]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell_status(rows)


def _tell(told: "Import", *, dry_run: bool) -> None:
    for name, piece in told.pieces.items():
        say(f"{name}: {len(piece.changed)} blocks {'would change' if dry_run else 'changed'} in {told.language}.")
        for what, those in (
            ("not finished, left as they are", piece.unfinished),
            ("changed in the manuscript since the export, left out", piece.skipped),
            ("written by a machine, so their state was held back until a person has reviewed them", piece.held_back),
        ):
            if those:
                say(harmless(f"{what}: {', '.join(those)}"), "  ")
    if not told.changes:
        say("Nothing was new.")


_COLUMNS = ("final", "reviewed", "translated", "open", "reopened", "machine")


def _tell_status(rows: "tuple[Row, ...]") -> None:
    heads = ("piece", "language", "from", "blocks", *_COLUMNS)
    lines: list[tuple[str, ...]] = [heads]
    for row in rows:
        counts = [str(row.counts[name]) if row.kept else "-" for name in _COLUMNS]
        lines.append((row.piece, row.language, row.source, str(row.blocks), *counts))
    widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    for line in lines:
        cells = [cell.ljust(width) if n < 3 else cell.rjust(width) for n, (cell, width) in
                 enumerate(zip(line, widths, strict=True))]  # fmt: skip
        click.echo("  ".join(cells).rstrip())
    unsaid = sum(not row.kept and row.counts["untranslated"] < row.blocks for row in rows)
    if unsaid:
        say(f"Of {unsaid} copies no states are kept (-): nobody has said how far they are.")
