# SPDX-License-Identifier: Apache-2.0
"""Capturing: a page on the disk becomes a source of the manuscript, with its bytes and words pinned by digest."""

import os
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.tools.extract import MOST_BYTES, Extracted, extract
from safeconduct.tools.extract_kinds import KINDS

from .appending import quoted
from .loose import read_loose
from .records import RELIABILITY

SAME: Final[Mapping[str, str]] = {".htm": ".html", ".xhtml": ".html", ".text": ".txt", ".md": ".txt"}
_ID = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LONGEST_LINE: Final = 100
_SENTENCE_WORDS: Final = 5


@frozen
class Origin:
    """What a person says of a page: who published it, under which title, when, and how far they are to be believed."""

    title: str
    publisher: str
    language: str
    published: date | None = None
    reliability: str | None = None
    grounds: str = ""


@frozen
class Captured:
    """What was written: paths in the manuscript, the record last; and what to look at.

    `words` counts them, `beginning` is their first line and first sentence, `lock` says how the page was read, and
    `remark` is a sentence when the file's name promises another kind than it is.
    """

    files: tuple[str, ...]
    words: int
    beginning: str
    extractor: str | None
    lock: str
    remark: str | None


def capture(folder: Path, page: Path, source_id: str, origin: Origin, taken: date, today: date) -> Captured:
    """Write the page, its words and its record into the manuscript: all of them, or none.

    `taken` is the day on which it was fetched.  Raises `UsageRefusal` for a page or an origin that cannot be used, and
    `FolderRefusal` when something of that name is there already or cannot be written.
    """
    _check(folder, source_id, origin, taken, today)
    content = _read(page)
    found = extract(content, _shown(page.name))
    ending = KINDS[found.kind]
    files = {f"archive/{source_id}{ending}": content}
    if found.words is not None:
        files[f"archive/{source_id}.words.txt"] = found.words
    files[f"sources/{source_id}.toml"] = _record(source_id, origin, taken, content, found).encode()
    write_all(folder, files)
    text = (content if found.words is None else found.words).decode("utf-8-sig")
    named = page.suffix.lower()
    remark = None
    if SAME.get(named, named) != ending:
        remark = f"“{_shown(page.name)}” is {_ARTICLED[found.kind]} whatever its name says, and is kept as such."
    return Captured(tuple(files), len(text.split()), _beginning(text), found.extractor, found.lock.told, remark)


def _beginning(text: str) -> str:
    """The first line; behind "…" the first that may be a sentence, where that is another one (a menu comes first)."""
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    sentence = next((line for line in lines if len(line.split()) >= _SENTENCE_WORDS), lines[0])
    shown = (line[:_LONGEST_LINE] for line in dict.fromkeys((lines[0], sentence)))
    return _shown(" … ".join(shown))


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


_ARTICLED: Final = {"html": "an HTML page", "pdf": "a PDF", "docx": "a DOCX", "hwpx": "an HWPX", "text": "plain text"}


def _check(folder: Path, source_id: str, origin: Origin, taken: date, today: date) -> None:
    if not (folder / "edition.toml").is_file():
        raise FolderRefusal(
            f"There is no edition.toml in {folder}.",
            "name the manuscript's folder, or begin one with: safeconduct new FOLDER",
        )
    if not _ID.fullmatch(source_id):
        raise UsageRefusal(
            f"“{source_id}” cannot be the id of a source.", "use plain Latin letters, digits, hyphens and underscores."
        )
    if not _LANGUAGE.fullmatch(origin.language):
        raise UsageRefusal(f"“{origin.language}” is no language tag.", "write it like en, uk, ru or ko-KP.")
    for name, text in (("title", origin.title), ("publisher", origin.publisher), ("grounds", origin.grounds)):
        if (name != "grounds" and not text.strip()) or not text.isprintable() or text != text.strip():
            raise UsageRefusal(
                f"The {name} of the source is empty, or has spaces at its ends or letters that cannot be seen.",
                f"write the {name} in words on one line.",
            )
    if origin.reliability is not None and origin.reliability not in RELIABILITY:
        raise UsageRefusal(
            f"“{origin.reliability}” is no grade of reliability.", f"write one of: {', '.join(RELIABILITY)}."
        )
    if bool(origin.reliability) != bool(origin.grounds):
        raise UsageRefusal(
            "A grade of reliability and its grounds belong together.", "give both, or neither of them for now."
        )
    if taken > today:
        raise UsageRefusal(f"The page cannot have been fetched on {taken}, which lies ahead.", "correct the date.")
    # A day may have begun where it was published and not where it was fetched.
    if origin.published and origin.published > taken + timedelta(days=1):
        raise UsageRefusal(
            f"The page cannot have been fetched on {taken}, before it was published on {origin.published}.",
            "correct one of the dates.",
        )


def _read(page: Path) -> bytes:
    try:
        return read_loose(page, MOST_BYTES)
    except OSError as fault:
        raise UsageRefusal(
            f"“{_shown(str(page))}” cannot be read ({fault.strerror}).", "name the file with the page."
        ) from None


def _record(source_id: str, origin: Origin, taken: date, content: bytes, found: Extracted) -> str:
    lines = [f"title = {quoted(origin.title)}", f"publisher = {quoted(origin.publisher)}"]
    lines.append(f"language = {quoted(origin.language)}")
    if origin.published:
        lines.append(f"published = {origin.published.isoformat()}")
    if origin.reliability:
        lines += [f"reliability = {quoted(origin.reliability)}", f"grounds = {quoted(origin.grounds)}"]
    words = content if found.words is None else found.words
    lines += ["", "[capture]", f"taken = {taken.isoformat()}", f"file = {quoted(source_id + KINDS[found.kind])}"]
    lines += [f'page = "sha256:{digest_of(content)}"', f'words = "sha256:{digest_of(words)}"']
    if found.words is not None and found.extractor:
        lines += [f"words_file = {quoted(f'{source_id}.words.txt')}", f"extractor = {quoted(found.extractor)}"]
    return "\n".join([*lines, ""])


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file or none; of a page the last one is the record, without which the others are only mentioned."""
    placed: list[Path] = []
    scratch: list[Path] = []
    try:
        for path, content in files.items():
            target = folder / path
            _check_free(target)
            scratch.append(target.with_name(f".{target.name}.new"))
            _put(scratch[-1], content)
        for path, fresh in zip(files, scratch, strict=True):
            _place(fresh, folder / path)
            placed.append(folder / path)
    except BaseException as fault:
        for target in placed:
            target.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise FolderRefusal(
                f"The capture cannot be written in {folder} ({fault.strerror}).",
                "allow yourself to write in the manuscript, and see that its disk has room.",
            ) from None
        raise
    finally:
        for fresh in scratch:
            fresh.unlink(missing_ok=True)


def _check_free(target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    if target.parent.is_symlink():
        raise FolderRefusal(
            f"{target.parent} is a link, and these are never followed.", "put the folder itself in the manuscript."
        )
    # Some disks hold capitals and small letters for the same.
    if target.name.casefold() in {path.name.casefold() for path in target.parent.iterdir()}:
        raise FolderRefusal(
            f"{target} is there already, and a capture is never changed.",
            "choose another id for this capture; or delete that file, if no source names it.",
        )


def _put(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _place(fresh: Path, target: Path) -> None:
    try:
        target.hardlink_to(fresh)  # unlike a rename, it fails when somebody else was faster
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        fresh.rename(target)
