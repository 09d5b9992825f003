# SPDX-License-Identifier: Apache-2.0
"""Drafts: a file from a word processor becomes copy of a piece, and copy becomes a file for a word processor."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from safeconduct.language.labels import catalogue, languages
from safeconduct.language.office import docx, hwpx
from safeconduct.language.office.sheets import beside, single
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.drafts.identifying import identified
from safeconduct.manuscript.drafts.plain_text import from_markdown, paragraphs
from safeconduct.manuscript.drafts.shaping import Shaped, shaped
from safeconduct.manuscript.drafts.writing import key, written
from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.loose import read_loose
from safeconduct.manuscript.scratch import put_whole
from safeconduct.manuscript.toml import read_table, read_text
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Block, Copy
from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.press.type.typefaces import face_of
from safeconduct.tools.drafts import MOST_BYTES, Drafted, read_draft

from .drafting_south import Done, Turned, turned
from .going_out import printed, refuse_traces, words_in

WRITERS: Final = {"docx": docx.docx, "hwpx": hwpx.hwpx}
NORTH: Final = "ko-KP"
_PIECE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,49}")
_MOST_BYTES_OF_COPY: Final = 1 << 20


@frozen
class Shelf:
    """The copies of one piece that can be read, with the text of each file."""

    folder: Path
    piece: str
    languages: tuple[str, ...]
    copies: Mapping[str, tuple[str, Copy]]

    def path(self, language: str) -> Path:
        """Where the copy of a language lies."""
        return self.folder / "pieces" / self.piece / f"copy.{language}.md"


@frozen
class Brought:
    """A draft as copy: `text` is what the file says now, or would say; `diff` leads there from what it said before.

    `new`, `gone` and `changed` are ids of blocks; `lost` are citations that stood in the copy and do not in the draft,
    with their blocks.  `remarks` counts what was read otherwise than it looks (`shaping.REMARKS`).
    """

    path: Path
    text: str
    diff: tuple[str, ...]
    blocks: int
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]
    drafted: Drafted
    remarks: Mapping[str, int]
    south: Turned | None
    was_there: bool

    @property
    def to_read(self) -> tuple[Done, ...]:
        """The edits that a person should read."""
        return tuple(done for done in self.south.edits if done.edit.grade != "A") if self.south else ()


def draft_as_copy(
    draft: Path, folder: Path, piece: str, language: str, *, south: bool = False,
    choices: Mapping[str, str] = MappingProxyType({}),
) -> Brought:  # fmt: skip
    """Read `draft` in the jail and return it as copy; nothing is written.

    With `south` its words are turned Northern.  Raises `UsageRefusal` for a draft that is refused or cannot become
    copy, and `FolderRefusal` for a manuscript without the piece or with a copy that cannot be read.
    """
    if south and language != NORTH:
        raise UsageRefusal("Only Korean is turned from South to North.", f"leave out --south, or name {NORTH}.")
    shelf = shelf_of(folder, piece)
    base = _target(shelf, language)
    try:
        content = read_loose(draft, MOST_BYTES)
    except OSError as fault:
        raise UsageRefusal(f"{draft} cannot be read ({fault.strerror}).", "name the file with the draft.") from None
    name = "".join(letter if letter.isprintable() else " " for letter in draft.name)
    drafted = read_draft(content, name)
    found = _shaped(drafted, draft.suffix.lower() == ".md", language, name)
    if not found.blocks:
        raise UsageRefusal(f"“{name}” holds nothing that could be copy.", "check whether it is the right file.")
    others = [copy for tag, (_, copy) in shelf.copies.items() if tag != language]
    blocks = identified(found.blocks, base[1] if base else None, others)
    turn = turned(blocks, choices) if south else None
    text = written(turn.blocks if turn else blocks, language, base)
    if len(text.encode()) > _MOST_BYTES_OF_COPY:
        raise UsageRefusal(f"“{name}” is longer than a copy may be (1 MiB).", "bring the part that belongs to it.")
    now = {block.id: block for block in _read(text, language)}
    before = {block.id: block for block in base[1].blocks} if base else {}
    return Brought(
        path=shelf.path(language),
        text=text,
        diff=tuple(_diff(base[0] if base else "", text, shelf.path(language).name)),
        blocks=len(now),
        new=tuple(block_id for block_id in now if block_id not in before),
        gone=tuple(block_id for block_id in before if block_id not in now),
        changed=tuple(one for one in now if one in before and key(now[one]) != key(before[one])),
        lost=tuple(_lost(before, now)),
        drafted=drafted,
        remarks={remark: count for remark, count in found.remarks.items() if count},
        south=turn,
        was_there=base is not None,
    )


def put(brought: Brought) -> None:
    """Write the copy, whole or not at all; raises `FolderRefusal`."""
    try:
        mark = brought.was_there and brought.path.read_bytes().startswith(BOM_UTF8)
        put_whole(brought.path, (BOM_UTF8 if mark else b"") + brought.text.encode())
    except OSError as fault:
        raise FolderRefusal(
            f"{brought.path} cannot be written ({fault.strerror}).", "allow yourself to write in the manuscript."
        ) from None


def copy_as_file(folder: Path, piece: str, language: str, form: str, source: str | None = None) -> bytes:
    """Return a copy as a file of `form` ("docx" or "hwpx"), beside its `source` language where one is named.

    The bytes depend on the copies alone.  A language that has no copy yet gives an empty column beside its source.
    Raises `UsageRefusal` and `FolderRefusal`.
    """
    shelf = shelf_of(folder, piece)
    base = _target(shelf, language)
    if source == language:
        raise UsageRefusal(f"{language} would stand beside itself.", "name another language after --beside.")
    if source is not None and source not in shelf.copies:
        raise UsageRefusal(
            f"“{piece}” has no copy in {source} that can be read.", f"name one of: {', '.join(shelf.copies) or 'none'}."
        )
    if base is None and source is None:
        raise UsageRefusal(
            f"“{piece}” has no copy in {language} yet.", "name the language to translate from with --beside."
        )
    copy = base[1] if base else evolve(shelf.copies[str(source)][1], language=language, blocks=())
    words = catalogue(language if language in languages() else "en")
    header = (words["working_text"], words["working_text_marks"])
    sheet = beside(shelf.copies[source][1], copy, header) if source else single(copy, header)
    content = WRITERS[form](sheet, {one: face_of(one).text for one in sheet.languages})
    said = words_in(each for _, each in shelf.copies.values())
    refuse_traces({f"{piece}.{language}.{form}": content}, printed(said))
    return content


def shelf_of(folder: Path, piece: str) -> Shelf:
    """Return the copies of a piece; raises `FolderRefusal` when there is no such manuscript or piece."""
    edition = folder / "edition.toml"
    home = folder / "pieces" / piece
    for place in (edition, home.parent):
        if place.is_symlink():
            raise FolderRefusal(f"{place} is a link, and these are never followed.", "put what it leads to there.")
    if not edition.is_file():
        raise FolderRefusal(
            f"There is no edition.toml in {folder}.",
            "name the manuscript's folder, or begin one with: safeconduct new FOLDER",
        )
    if not _PIECE.fullmatch(piece) or home.is_symlink() or not (home / "piece.toml").is_file():
        raise FolderRefusal(
            f"There is no piece “{piece}” in this manuscript.",
            f"name a folder in {folder / 'pieces'} that has a piece.toml, or write one first.",
        )
    faults = Faults()
    table = read_table(edition.read_bytes(), "edition.toml", faults)
    tags = table.texts("languages") if table else ()
    if not tags:
        raise FolderRefusal("edition.toml does not say which languages there are.", "run: safeconduct check")
    copies = {}
    for tag in tags:
        path = home / f"copy.{tag}.md"
        if path.is_file() and not path.is_symlink():
            copy = _clean(path.read_bytes(), tag, f"pieces/{piece}/{path.name}")
            if copy:
                copies[tag] = copy
    return Shelf(folder, piece, tuple(tags), copies)


def _clean(content: bytes, tag: str, file: str) -> tuple[str, Copy] | None:
    """The text of a copy and what it says; None for one with faults."""
    faults = Faults()
    text = read_text(content, file, faults)
    copy = read_copy(text, digest_of(content), tag, file, faults) if text is not None else None
    return (text, copy) if text is not None and copy is not None and not faults.found else None


def _target(shelf: Shelf, language: str) -> tuple[str, Copy] | None:
    """The copy there is, None where there is none; refuses a language or a file that cannot be written over."""
    if language not in shelf.languages:
        raise UsageRefusal(
            f"{language} is none of the languages of this manuscript.", f"name one of: {', '.join(shelf.languages)}."
        )
    path = shelf.path(language)
    if path.is_symlink():
        raise FolderRefusal(f"{path} is a link, and these are never followed.", "put the file itself there.")
    if path.exists() and language not in shelf.copies:
        raise FolderRefusal(f"{path} has faults.", "run safeconduct check and mend them first.")
    return shelf.copies.get(language)


def _shaped(drafted: Drafted, is_markdown: bool, language: str, name: str) -> Shaped:
    if drafted.kind != "text":
        return shaped(drafted.lines, language)
    if is_markdown:
        return Shaped(from_markdown(drafted.lines, language, name))
    return shaped(paragraphs(drafted.lines), language)


def _read(text: str, language: str) -> tuple[Block, ...]:
    return read_copy(text, digest_of(text.encode()), language, "copy", Faults()).blocks


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    lines = unified_diff(before.splitlines(), after.splitlines(), name, f"{name}, as drafted", lineterm="", n=1)
    return (line.rstrip("\n") for line in lines) if before else iter(())


def _lost(before: Mapping[str, Block], now: Mapping[str, Block]) -> Iterator[tuple[str, str]]:
    for block_id, block in before.items():
        there = {run.cites for run in now[block_id].every_run()} if block_id in now else set()
        for cites in dict.fromkeys(run.cites for run in block.every_run() if run.cites):
            if cites not in there:
                yield cites, block_id
