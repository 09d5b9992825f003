# SPDX-License-Identifier: Apache-2.0
"""The house standard: who must have signed what before a piece may be FINAL (docs/standard.md)."""

from collections.abc import Iterator

from safeconduct.model.edition import BlockKind, Piece
from safeconduct.model.spoken import SPOKEN_FORMS

AUTHOR = "author"
REVIEWER = "reviewer"
LANGUAGE = "language"
RECIPIENT = "recipient"
READER_TESTED = ("leaflet", "fold-guide", *SPOKEN_FORMS)
"""The formats that readers read or hear; letters and briefs are for those who receive them."""


def steps_of(piece: Piece) -> tuple[str, ...]:
    """Return the ids of the steps that readers are told to take, in whatever language, in order."""
    blocks = (block for copy in piece.copies.values() for block in copy.blocks)
    return tuple(dict.fromkeys(block.id for block in blocks if block.kind is BlockKind.STEP))


def required(piece: Piece) -> Iterator[tuple[str, str | None]]:
    """Yield each (role, language) that must have signed off the piece; language None: the piece as a whole."""
    yield AUTHOR, None
    yield REVIEWER, None
    for language in piece.copies:
        yield LANGUAGE, language
