# SPDX-License-Identifier: Apache-2.0
"""What readers are to act on was tried with readers."""

from collections.abc import Iterator

from safeconduct.model.edition import Piece
from safeconduct.model.judgement import Severity
from safeconduct.preflight.reader_tests import FEWEST_READERS, tests_of, wanted
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="reader-test-missing",
    subject=Piece,
    severity=Severity.WARN,
    rationale="Whoever writes a text cannot know how it is understood by somebody who is tired, afraid and in a hurry.",
    remedy=(
        f"Try the piece as it stands with at least {FEWEST_READERS} people of the readers' language, and have the "
        "tester sign the record: safeconduct reader-test."
    ),
    reference="docs/standard.md#readers",
)
def reader_test_missing(piece: Piece, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for a piece for the readers that has no test of their language which binds to it as it stands."""
    tests = list(tests_of(piece, scene)) if wanted(piece, scene) else []
    if wanted(piece, scene) and not any(scene.is_as_seen(test) for test in tests):
        since = f": it has changed since “{tests[-1].person}” tested it" if tests else ""
        yield Fault(f"“{piece.id}” has not been tried with readers of {scene.edition.readers}{since}.")
