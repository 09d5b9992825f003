# SPDX-License-Identifier: Apache-2.0
"""What a round of reader tests must show (EU readability guideline for leaflets, 2009: ten readers, 90 % and 90 %)."""

from collections.abc import Iterator

from safeconduct.model.edition import Piece
from safeconduct.model.signed import ReaderTest

from .scene import Scene
from .standard import READER_TESTED

FEWEST_READERS = 10
LEAST_PERCENT = 90


def wanted(piece: Piece, scene: Scene) -> bool:
    """True when the piece is for the readers, in their language."""
    return piece.format in READER_TESTED and scene.edition.readers in piece.copies


def tests_of(piece: Piece, scene: Scene) -> Iterator[ReaderTest]:
    """Yield the genuine tests of the piece in the readers' language, whatever they saw."""
    for test in scene.edition.reader_tests:
        if test.piece == piece.id and test.language == scene.edition.readers and scene.is_genuine(test):
            yield test


def shortfalls(test: ReaderTest) -> Iterator[str]:
    """Yield each way in which the test falls short, with the numbers."""
    count = len(test.readers)
    if count < FEWEST_READERS:
        yield f"{count} readers instead of at least {FEWEST_READERS}"
    for word, number in (
        ("found it", sum(reader.found for reader in test.readers)),
        ("could explain it", sum(reader.explained for reader in test.readers)),
    ):
        if number * 100 < count * LEAST_PERCENT:
            yield f"{number} of {count} {word}, fewer than {LEAST_PERCENT} %"
    critical = [reader for reader in test.readers if reader.critical]
    if critical:
        told = next((f", as “{reader.confusion}”" for reader in critical if reader.confusion), "")
        yield f"{len(critical)} of {count} understood it the dangerous way round{told}"
