# SPDX-License-Identifier: Apache-2.0
"""Names that neither the dictionary nor the manuscript knows are told."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="name-not-known",
    subject=Worded,
    severity=Severity.NOTE,
    rationale="A name in one wrong letter is another person or another place.",
    remedy="Compare it letter by letter with its source, and give it an entity of its own in entities/.",
    reference="docs/standard.md#words-of-the-readers",
)
def name_not_known(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("unknown-name"):
        yield Fault(f"The name “{one.words}” is not known{proposed(one)}.", at)
