# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language convert` and `words`: any text, without a manuscript."""

import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .language import language
from .lines import say
from .options import JSON
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.language.northern.converting import Converted
    from safeconduct.language.northern.edits import Edit
    from safeconduct.model.wording import Looked

_CONVERT, _WORDS = "safeconduct-convert-1", "safeconduct-words-1"
_FILE = click.argument("file", metavar="[FILE]", default="-", type=click.Path(path_type=Path, allow_dash=True))
_CHOICES = click.option(
    "--choices", metavar="FILE", type=click.Path(path_type=Path), help="Which words you chose: south, tab, north."
)


@language.command("convert")
@_FILE
@click.option("--to", "to", type=click.Choice(["ko-KP"]), default="ko-KP", show_default=True, help="The norm.")
@_CHOICES
@click.option("--beside", is_flag=True, help="Print the draft and the result line by line, one under the other.")
@click.option("--sounds", is_flag=True, help="Print below each line how it sounds, made from both spellings.")
@click.option(
    "--check", "checking", is_flag=True, help="Print no text: exit 1 if anything would change or is in doubt."
)
@JSON
def convert_command(
    file: Path, to: str, choices: Path | None, beside: bool, sounds: bool, checking: bool, as_json: bool
) -> None:
    """Turn a Southern draft into Northern copy.

    FILE is plain text; without it, standard input. The result goes to standard output, what was done to standard error:
    A is certain, B was changed and should be read, C stays as it is, with a proposal. Hanja in braces behind a word
    say which one is meant: 연대{聯隊}.
    """
    from safeconduct.language.korean_sounds.aligned import aligned_sounds
    from safeconduct.language.northern.choosing import read_choices
    from safeconduct.language.northern.converting import convert

    with refusals(as_json):
        text = _text(file)
        done = convert(text, read_choices(choices) if choices else {})
    heard = aligned_sounds(done.text, done.edits, text).split("\n") if sounds else []
    if as_json:
        spoken = {"sounds": heard} if sounds else {}
        click.echo(json.dumps({**_plain(done, to), **spoken}, ensure_ascii=False, indent=1))
    elif beside or (sounds and not checking):
        _tell_lines(text if beside else None, done.text, heard)
    elif not checking:
        click.echo(done.text, nl=False)
    if not as_json:
        _tell(text, done, whole=checking)
    sys.exit(int(checking and any(edit.grade != "C" for edit in done.edits)))


@language.command("words")
@_FILE
@click.option("--in", "tag", metavar="TAG", required=True, help="The language of the text: ko-KP, uk, ru or en.")
@_CHOICES
@JSON
def words_command(file: Path, tag: str, choices: Path | None, as_json: bool) -> None:
    """Look over the words of a text: spelling, type, what is hard to read.

    FILE is plain text; without it, standard input. Exit code 0: nothing was noted; 1: something was, or something that
    should have looked is not there.
    """
    from safeconduct.language.examining import look
    from safeconduct.language.northern.choosing import read_choices

    with refusals(as_json):
        text = _text(file)
        lines = [(str(number), "paragraph", tag, line) for number, line in enumerate(text.split("\n"), 1) if line]
        told = look(lines, choices=read_choices(choices) if choices else {})
    if as_json:
        from safeconduct.model.codec import plain

        click.echo(json.dumps({"schema": _WORDS, **plain(told)}, ensure_ascii=False, indent=1))
    else:
        _tell_words(file, told)
    sys.exit(int(bool(told.noted or told.not_looked)))


def _text(file: Path) -> str:
    from safeconduct.api.drifting import text_of
    from safeconduct.model.refusal import FolderRefusal

    if str(file) != "-":
        return text_of(file)
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise FolderRefusal("Standard input is not UTF-8 text.", "save the text as UTF-8 and try again.") from None


def _tell(text: str, done: "Converted", *, whole: bool) -> None:
    counts = {grade: sum(edit.grade == grade for edit in done.edits) for grade in "ABC"}
    for edit in done.edits:
        if whole or edit.grade != "A":
            click.echo(f"{_line_of(text, edit.start)}: {_told(edit)}", err=True)
    told = f"{counts['A']} changed for certain, {counts['B']} changed or in doubt (read them), {counts['C']} proposed."
    click.echo(told, err=True)
    if not done.modelled:
        click.echo("The analysers for Korean are not installed: tables alone were asked, and more is missed.", err=True)


def _told(edit: "Edit") -> str:
    shown = f"{edit.old or '·'} -> {edit.new or '·'}" if edit.old != edit.new else edit.old
    other = f" (or {', '.join(edit.alternatives)})" if edit.alternatives else ""
    why = f". {edit.why}" if edit.why else ""
    return f"{edit.grade.value} {shown}{other}: {edit.rule}, {edit.article}{why}"


def _tell_lines(draft: str | None, result: str, heard: list[str]) -> None:
    """Print the result line by line: below the `draft`, where that is asked for, and above what is `heard`."""
    drafted = draft.removesuffix("\n").split("\n") if draft is not None else []
    made = result.removesuffix("\n").split("\n")
    for old, new, sound in zip_longest(drafted, made, heard[: len(made)], fillvalue=""):
        if draft is not None:
            say(old, "  ")
        if draft is None or new != old:
            say(new, "" if draft is None else "> ")
        if sound:
            say(sound, "= ")


def _tell_words(file: Path, told: "Looked") -> None:
    for one in told.noted:
        instead = f" -> {one.proposal}" if one.proposal else ""
        say(f"{'-' if str(file) == '-' else file}:{one.block}: {one.kind}: “{one.words}”{instead}. {one.why}")
    for sentence in told.not_looked:
        say(f"Note: {sentence}")
    nothing = "Nothing was noted, and not everything was looked at." if told.not_looked else "Nothing was noted."
    say(f"{len(told.noted)} noted." if told.noted else nothing)


def _line_of(text: str, place: int) -> str:
    before = text[:place]
    return f"{before.count(chr(10)) + 1}:{place - before.rfind(chr(10))}"


def _plain(done: "Converted", to: str) -> dict[str, Any]:
    from safeconduct.model.codec import plain

    edits = [{**plain(edit), "kept": edit.kept} for edit in done.edits]
    return {"schema": _CONVERT, "to": to, "text": done.text, "analysed": done.modelled, "edits": edits}
