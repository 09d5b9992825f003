# SPDX-License-Identifier: Apache-2.0
"""The words of every copy were looked at by all that can look."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded


@check(
    id="words-not-looked-at",
    subject=Worded,
    severity=Severity.WARN,
    rationale="A copy that nobody looked at is as quiet as one without a fault.",
    remedy="Install what is missing and check again, or have a reader of that language read every word.",
    reference="docs/standard.md#words-of-the-readers",
)
def words_not_looked_at(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for sentence in worded.looked.not_looked:
        yield Fault(sentence, worded.at)
