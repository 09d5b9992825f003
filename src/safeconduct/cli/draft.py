# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language draft` and `export-draft`: for people who only have a word processor."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from .language import language as group
from .lines import harmless, say
from .options import MANUSCRIPT, PIECE
from .telling import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeconduct.api.drafting import Brought

_SHOWN: Final = 400
"""Lines of a difference that are printed; nobody reads more of it on a terminal."""

_LEFT: Final = {
    "changes": "tracked changes: {}, read as if all were accepted",
    "comments": "comments: {}, left out: answer them, they never become copy",
    "hidden": "hidden words: in {} places, left out",
    "notes": "footnotes and endnotes: {}, left out: what they say must stand in the text or nowhere",
    "pictures": "pictures: {}, left out: put them into art/ and name them in the copy",
    "headers": "page headers and footers: {}, left out",
    "boxes": "text boxes: {}, each read behind the paragraph that it hangs on",
}
_REMARKS: Final = {
    "title-guessed": "no title is marked: the first line was taken for it",
    "deep-heading": "headings of lower levels: {}; a copy has one level",
    "deep-list": "lists inside lists: {} lines; a copy has one level",
    "table-read": "tables that are none of phrases: {}, read cell by cell",
    "picture-moved": "blocks with more than one picture: {}; the first was kept",
    "two-ids": "blocks that two ids stood in: {}; the first was kept",
    "id-twice": "ids that stood at two blocks: {}; the first kept it",
    "untranslated": "blocks without a translation: {}, left out",
}


@group.command("draft")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@MANUSCRIPT
@PIECE
@click.option("--language", "tag", required=True, metavar="TAG", help="The language of the draft.")
@click.option("--south", is_flag=True, help="The draft is Southern Korean: turn it Northern and list what was done.")
@click.option("--choices", metavar="FILE", type=click.Path(path_type=Path), help="Which words you chose, for --south.")
@click.option("--replace", is_flag=True, help="Replace the copy there is; without it the difference is shown.")
def draft(file: Path, manuscript: Path, piece: str, tag: str, south: bool, choices: Path | None, replace: bool) -> None:
    """Bring FILE (DOCX, HWPX, plain text or Markdown) into MANUSCRIPT as copy.

    It is read in a jail without network; its author, company and dates are never looked at. Blocks keep the ids they
    have in the copy, or that stand in the file as {#id}. Nothing is replaced without --replace.
    """
    with refusals():
        from safeconduct.api.drafting import draft_as_copy, put
        from safeconduct.model.refusal import FolderRefusal, UsageRefusal

        if choices and not south:
            raise UsageRefusal("--choices says which Northern words are meant.", "use it with --south.")
        brought = draft_as_copy(file, manuscript, piece, tag, south=south, choices=_chosen(choices))
        for line in _told(brought):
            say(harmless(line))
        if brought.was_there and not brought.diff:
            say(f"Nothing to change: {brought.path} says the same.")
            return
        if brought.was_there and not replace:
            raise FolderRefusal(
                f"{brought.path} is there already.",
                "read the difference above; then do the same again with --replace.",
            )
        put(brought)
        say(f"Written: {brought.path}, {brought.blocks} blocks")
        say(f"Next: read it, and then: safeconduct check {manuscript}")


@group.command("export-draft")
@MANUSCRIPT
@click.argument("piece")
@click.argument("language")
@click.option("--form", required=True, type=click.Choice(["docx", "hwpx"]), help="DOCX for Word, HWPX for Hancom.")
@click.option("--beside", "source", metavar="TAG", help="Put it beside this language, in two columns.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write it here (default: PIECE.LANGUAGE.FORM).")
def export_draft(manuscript: Path, piece: str, language: str, form: str, source: str | None, out: Path | None) -> None:
    """Write the copy of PIECE in LANGUAGE as a file to edit in a word processor and to send back.

    What is small and grey in it belongs to the copy: ids, and where citations and pictures stand. It bears no author,
    no date and no trace of this machine; whoever edits it adds theirs, which `draft` leaves behind.
    """
    with refusals():
        from safeconduct.api.drafting import copy_as_file
        from safeconduct.api.single_files import write_whole
        from safeconduct.model.refusal import FolderRefusal

        content = copy_as_file(manuscript, piece, language, form, source)
        target = out or Path(f"{piece}.{language}.{form}")
        if os.path.lexists(target):
            raise FolderRefusal(
                f"{target} is there already, and somebody may have worked in it.", "name another file with -o."
            )
        write_whole(target, content)
        say(f"Written: {target}. It is working text, not for handing out.")
        say(f"When it comes back: safeconduct language draft FILE {manuscript} --piece {piece} --language {language}")


def _chosen(choices: Path | None) -> dict[str, str]:
    if choices is None:
        return {}
    from safeconduct.language.northern.choosing import read_choices

    return dict(read_choices(choices))


def _told(brought: "Brought") -> "Iterator[str]":
    yield from brought.diff[:_SHOWN]
    if len(brought.diff) > _SHOWN:
        yield f"… and {len(brought.diff) - _SHOWN} more lines"
    yield f"Read: {brought.drafted.kind}, {brought.blocks} blocks; {brought.drafted.lock.told}."
    for sort, count in brought.drafted.left.items():
        yield f"  {_LEFT[sort].format(count)}"
    for remark, count in brought.remarks.items():
        yield f"  {_REMARKS[remark].format(count)}"
    if brought.was_there:
        for what, ids in (("new", brought.new), ("changed", brought.changed), ("gone", brought.gone)):
            if ids:
                yield f"  {what}: {', '.join(ids)}"
    for cites, block in brought.lost:
        yield f"  ! The citation {cites} of {{#{block}}} is not in the draft: put it back, or nothing stands behind it."
    if brought.south is not None:
        yield from _turned(brought)


def _turned(brought: "Brought") -> "Iterator[str]":
    south = brought.south
    if south is None:
        return
    for done in brought.to_read:
        edit = done.edit
        shown = done.before if done.before == done.after else f"{done.before} -> {done.after}"
        others = [other for other in edit.alternatives if other.strip()]
        other = f" (or {', '.join(others)})" if others else ""
        yield f"  {{#{done.block}}} {edit.grade.value} {shown}{other}: {edit.rule}, {edit.article}"
    grades = [edit.grade.value for edit in (done.edit for done in south.edits)]
    yield (
        f"From South to North: {grades.count('A')} changed for certain, {grades.count('B')} changed or in doubt: "
        f"read them, {grades.count('C')} proposed only."
    )
    if not south.modelled:
        yield "The analysers for Korean are not installed: tables alone were asked, and more is missed."
