# SPDX-License-Identifier: Apache-2.0
"""Numbers and signs in what is spoken can be read in one way only."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Scripted


@check(
    id="number-not-read",
    subject=Scripted,
    severity=Severity.NOTE,
    rationale="Two narrators read the same figure in two ways, and a listener cannot look at it again.",
    remedy="Write it in words as it should be said, or let the narrator decide and listen to it.",
    reference="docs/standard.md#script",
)
def number_not_read(scripted: Scripted, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for block, words in scripted.left:
        told = ", ".join(f"“{word}”" for word in words)
        yield Fault(f"How {told} is read aloud is not certain in {scripted.copy.language}.", block.at)
