# SPDX-License-Identifier: Apache-2.0
"""A text that readers do not find their way in, or understand the dangerous way round, does not go out."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import ReaderTest
from safeconduct.preflight.reader_tests import shortfalls
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="reader-test-failed",
    subject=ReaderTest,
    severity=Severity.STOP,
    rationale="One reader in ten who understands a warning as an invitation is one life in ten.",
    remedy="Rewrite what was misunderstood, then try it again with other readers.",
    reference="docs/standard.md#readers",
)
def reader_test_failed(test: ReaderTest, scene: Scene) -> Iterator[Fault]:
    """Yield a fault, with the numbers, for a test of these very words that falls short; spacing saves nothing."""
    short = list(shortfalls(test))
    same = (
        test.saw == scene.seen.get(test.piece)
        or test.bare == scene.bare.get(test.piece)
        or (test.tried is not None and test.tried == scene.tried.get((test.piece, test.language)))
    )
    if short and same and scene.is_genuine(test):
        yield Fault(f"The reader test “{test.id}” of “{test.piece}” in {test.language} failed: {'; '.join(short)}.")
