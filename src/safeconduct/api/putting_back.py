# SPDX-License-Identifier: Apache-2.0
"""Putting back: a reviewer's back-translation is stored beside the copy, and shown beside it."""

from datetime import date
from pathlib import Path

from attrs import frozen

from safeconduct.language.exchange.beside import Beside, beside
from safeconduct.language.exchange.beside_page import page
from safeconduct.manuscript.back_translations import back_translation_text
from safeconduct.manuscript.copy_writing import written
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.manuscript.segments import bare_fingerprint
from safeconduct.manuscript.together import write_together
from safeconduct.model.edition import Copy, Piece
from safeconduct.model.exchange import BackTranslation
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal

from .drifting import text_of
from .exchanging import known_role
from .faultless import faultless


@frozen
class Shown:
    """A back-translation as it is shown: what is to be said of it, and every block."""

    back: BackTranslation
    notices: tuple[str, ...]
    blocks: tuple[Beside, ...]


def stored(folder: Path, piece_id: str, language: str, file: Path, by: str, into: str, machine: bool, on: date) -> str:
    """Store a back-translation in a manuscript and return its path there; raises `UsageRefusal`.

    `file` holds it as a copy: the same blocks with the same ids.
    """
    known_role(by)
    manuscript, piece, copy = _found(folder, piece_id, language)
    if into == language or not (2 <= len(into.partition("-")[0]) <= 3):
        raise UsageRefusal(f"“{into}” is no language to put {language} back into.", "name another with --into.")
    body = text_of(file)
    told = written(body, into, file.name).copy
    missing = [block.id for block in copy.blocks if block.id not in {one.id for one in told.blocks}]
    strange = [one.id for one in told.blocks if one.id not in {block.id for block in copy.blocks}]
    if missing or strange:
        what = f"lacks the block {{#{missing[0]}}}" if missing else f"has a block {{#{strange[0]}}} of its own"
        raise UsageRefusal(f"{file.name} {what}.", f"put back each block of {copy.at.file}, under its id.")
    path = f"pieces/{piece.id}/back.{language}.{into}.md"
    faultless(manuscript, [path])
    if machine and any(not one.machine for one in piece.backs if (one.language, one.into) == (language, into)):
        what = f"A person has put “{piece.id}” back already, and a machine’s would take its place."
        raise UsageRefusal(what, f"take {path} away first, if it is to go.")
    source = piece.copies.get(into)
    made = BackTranslation(
        language, into, by, on, machine, {},
        {block.id: bare_fingerprint(block) for block in copy.blocks},
        {block.id: bare_fingerprint(block) for block in source.blocks} if source else {},
        Span(""),
    )  # fmt: skip
    write_together(manuscript.snapshot, {path: back_translation_text(made, body).encode()})
    return path


def shown(folder: Path, piece_id: str, language: str, into: str | None) -> Shown:
    """Return a back-translation beside its copy and source; raises `UsageRefusal` where there is none."""
    manuscript, piece, copy = _found(folder, piece_id, language)
    tongues = [into] if into else manuscript.edition.languages
    faultless(manuscript, [f"pieces/{piece.id}/back.{language}.{one}.md" for one in tongues])
    backs = [back for back in piece.backs if back.language == language and into in (None, back.into)]
    if not backs:
        raise UsageRefusal(
            f"Nobody has put “{piece.id}” back from {language}{f' into {into}' if into else ''} yet.",
            "store a back-translation with --store FILE --by ROLE.",
        )
    back = min(backs, key=lambda one: one.into not in piece.copies)
    blocks = tuple(beside(copy, back, piece.copies.get(back.into)))
    return Shown(back, tuple(_notices(piece, back, blocks)), blocks)


def page_of(told: Shown, piece_id: str) -> str:
    """Return what is shown as one HTML page."""
    back = told.back
    return page(
        f"{piece_id}, {back.language}, put back", told.notices, (back.into, back.language, back.into), told.blocks
    )


def _notices(piece: Piece, back: BackTranslation, blocks: tuple[Beside, ...]) -> list[str]:
    told = [f"Put back by {back.by} on {back.on.isoformat()}."]
    if back.machine:
        told.append("A machine put it back: that proves nothing, and counts as not done.")
    changed = sum(bool(one.changed) for one in blocks)
    if changed:
        told.append(f"{changed} of {len(blocks)} blocks have changed since.")
    if back.into not in piece.copies:
        told.append(f"There is no copy in {back.into} to compare it with.")
    return told


def _found(folder: Path, piece_id: str, language: str) -> tuple[Manuscript, Piece, Copy]:
    manuscript = read_manuscript(folder)
    piece = manuscript.edition.piece(piece_id)
    if piece is None:
        known = ", ".join(one.id for one in manuscript.edition.pieces)
        raise UsageRefusal(f"There is no piece “{piece_id}”.", f"name one of: {known}.")
    if language not in piece.copies:
        known = ", ".join(piece.copies)
        raise UsageRefusal(f"“{piece_id}” has no copy in “{language}”.", f"name one of: {known}.")
    return manuscript, piece, piece.copies[language]
