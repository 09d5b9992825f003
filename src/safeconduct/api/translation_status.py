# SPDX-License-Identifier: Apache-2.0
"""Translation status: how far every piece is in every language, counted in blocks."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from safeconduct.manuscript.reading import read_manuscript
from safeconduct.manuscript.segments import REOPENED, Standing, standings
from safeconduct.model.edition import Edition, Piece

from .faultless import copies_of, faultless


@frozen
class Row:
    """How far one piece is in one language; the numbers are those of blocks.

    `kept` is false where no states are kept: then nobody has said anything, and every block is open.
    """

    piece: str
    language: str
    source: str
    blocks: int
    counts: Mapping[str, int]
    kept: bool


def status(folder: Path) -> tuple[Row, ...]:
    """Return how far every piece is in every language but the one that it is translated from.

    Raises `FolderRefusal` for a copy or states with a fault.
    """
    manuscript = read_manuscript(folder)
    edition = manuscript.edition
    faultless(manuscript, copies_of([piece.id for piece in edition.pieces], *edition.languages))
    return tuple(row for piece in edition.pieces for row in _rows(edition, piece))


def _rows(edition: Edition, piece: Piece) -> Iterator[Row]:
    usual = next((tag for tag in ("en", *edition.languages) if tag in piece.copies), "")
    for language in edition.languages:
        segments = piece.segments.get(language)
        source = segments.translated_from if segments else usual
        if language == source or source not in piece.copies:
            continue
        stood = list(standings(piece.copies[source], piece.copies.get(language), segments, language))
        counts = {standing.value: 0 for standing in Standing}
        for one in stood:
            counts[one.standing.value] += 1
        counts["reopened"] = sum(counts.pop(standing.value) for standing in REOPENED)
        counts["machine"] = sum(one.by_machine for one in stood)
        counts["untranslated"] = sum(one.block is None for one in stood)
        yield Row(piece.id, language, source, len(stood), counts, segments is not None)
