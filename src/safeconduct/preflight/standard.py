# SPDX-License-Identifier: Apache-2.0
"""The house standard: who must have signed what before a piece may be FINAL (docs/standard.md)."""

from collections.abc import Iterator

from safeconduct.model.edition import BlockKind, Piece

AUTHOR = "author"
REVIEWER = "reviewer"
LANGUAGE = "language"
RECIPIENT = "recipient"


def has_steps(piece: Piece) -> bool:
    """True when the piece tells its readers to do something step by step."""
    return any(block.kind is BlockKind.STEP for copy in piece.copies.values() for block in copy.blocks)


def required(piece: Piece) -> Iterator[tuple[str, str | None]]:
    """Yield each (role, language) that must have signed off the piece; language None: the piece as a whole."""
    yield AUTHOR, None
    yield REVIEWER, None
    for language in piece.copies:
        yield LANGUAGE, language
    if has_steps(piece) or piece.about:
        yield RECIPIENT, None
