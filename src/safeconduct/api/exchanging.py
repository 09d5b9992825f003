# SPDX-License-Identifier: Apache-2.0
"""Exchanging: what came back from translators, as XLIFF or PO, into the manuscript."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from attrs import frozen

from safeconduct.language.exchange.po import read_po
from safeconduct.language.exchange.returned import LARGEST, Returned, ReturnedFile
from safeconduct.language.exchange.taking import BY_MACHINE, Taken, Terms, Texts, take
from safeconduct.language.exchange.xliff_reading import read_xliff
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.manuscript.together import write_together
from safeconduct.model.edition import Piece
from safeconduct.model.exchange import SegmentState
from safeconduct.model.refusal import FolderRefusal, UsageRefusal

from .faultless import copies_of, faultless
from .sending_out import one_source
from .single_files import content_of

_ROLE = re.compile(r"[^\W_][\w -]{0,39}")


@frozen
class Change:
    """One file of the manuscript before and after (None: it is new)."""

    path: str
    before: str | None
    after: str

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff."""
        lines = ((self.before or "").splitlines(), self.after.splitlines())
        yield from unified_diff(*lines, self.path if self.before is not None else "/dev/null", self.path, lineterm="")


@frozen
class Import:
    """What a file makes of the manuscript: every change, and what each piece took."""

    language: str
    changes: tuple[Change, ...]
    pieces: Mapping[str, Taken]


def terms_of(by: str, state: str, *, machine: bool, skip_changed: bool) -> Terms:
    """Return the terms on which a file is taken; raises `UsageRefusal` for what is no role."""
    known_role(by)
    if machine and SegmentState(state).rank > SegmentState.TRANSLATED.rank:
        raise UsageRefusal("What a machine wrote is not reviewed yet.", "leave --state out, or write translated.")
    return Terms(by, SegmentState(state), machine, skip_changed)


def known_role(by: str) -> None:
    """Raise `UsageRefusal` for what is no role or pseudonym of a person."""
    if not _ROLE.fullmatch(by) or by == BY_MACHINE:
        raise UsageRefusal(f"“{by}” is no role.", "name one such as translator or reviewer; --machine is for machines.")


def taken(folder: Path, path: Path, terms: Terms) -> tuple[Manuscript, Import]:
    """Return what a file that came back makes of the manuscript; nothing is written yet.

    Raises `FolderRefusal` for what cannot be read, and `UsageRefusal` for what must not be taken.
    """
    content = content_of(path, LARGEST, "name the file that came back.", "export and import piece by piece.")
    file = _read(content, path.name)
    manuscript = read_manuscript(folder)
    edition = manuscript.edition
    for tag, what in ((file.source, "source"), (file.target, "target")):
        if tag not in edition.languages:
            raise UsageRefusal(
                f"{path.name}: Its {what} language is “{tag}”, which edition.toml does not list.",
                f"correct it to one of: {', '.join(edition.languages)}.",
            )
    if file.source == file.target:
        raise UsageRefusal(f"{path.name}: Its two languages are both “{file.target}”.", "export it again.")
    by_piece: dict[str, list[Returned]] = {}
    for unit in file.units:
        by_piece.setdefault(unit.piece, []).append(unit)
    if not by_piece:
        raise UsageRefusal(f"{path.name}: There is no unit in it.", "name the file that came back.")
    faultless(manuscript, copies_of(by_piece, file.source, file.target))
    changes: list[Change] = []
    told: dict[str, Taken] = {}
    for name, returned in by_piece.items():
        piece = edition.piece(name)
        if piece is None or file.source not in piece.copies:
            raise UsageRefusal(
                f"{returned[0].at}: There is no piece “{name}” with a copy in “{file.source}”.",
                f"leave it out; the pieces are: {', '.join(one.id for one in edition.pieces)}.",
            )
        one_source(piece, file.source, file.target)
        texts = _texts(manuscript, piece, file)
        told[name] = take(edition, piece, texts, file, returned, terms)
        changes += _changes(manuscript, texts.target_file, told[name])
    return manuscript, Import(file.target, tuple(changes), told)


def _read(content: bytes, name: str) -> ReturnedFile:
    beginning = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return read_xliff(content, name) if beginning.startswith(b"<") else read_po(content, name)


def _texts(manuscript: Manuscript, piece: Piece, file: ReturnedFile) -> Texts:
    source, target = (f"pieces/{piece.id}/copy.{tag}.md" for tag in (file.source, file.target))
    return Texts(_text(manuscript, source) or "", _text(manuscript, target) or "", source, target)


def _text(manuscript: Manuscript, path: str) -> str | None:
    seen = manuscript.snapshot.files.get(path)
    try:
        return seen.content.decode("utf-8-sig") if seen else None
    except UnicodeDecodeError:
        raise FolderRefusal(f"{path} is not written in UTF-8.", "save it as UTF-8.") from None


def _changes(manuscript: Manuscript, copy: str, told: Taken) -> Iterator[Change]:
    for path, after in ((copy, told.copy), (copy.replace(".md", ".segments.toml"), told.segments)):
        if after is not None:
            yield Change(path, _text(manuscript, path), after)


def write(manuscript: Manuscript, changes: Iterable[Change]) -> None:
    """Write every change, all or none; raises `FolderRefusal` when a file changed meanwhile, or cannot be written."""
    files = manuscript.snapshot.files
    contents: dict[str, bytes] = {}
    for change in changes:
        seen = files.get(change.path)
        mark = BOM_UTF8 if seen is not None and seen.content.startswith(BOM_UTF8) else b""
        contents[change.path] = mark + change.after.encode()
    write_together(manuscript.snapshot, contents)
