# SPDX-License-Identifier: Apache-2.0
"""Sentences and words a tired reader would stumble over are told."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded


@check(
    id="hard-to-read",
    subject=Worded,
    severity=Severity.NOTE,
    rationale=(
        "Readers are tired, afraid, and read once (after the principles of ISO 24495-1; no conformity is claimed)."
    ),
    remedy="Shorten it, say it with an everyday word, or let a reader test show that it is understood.",
    reference="docs/standard.md#words-of-the-readers",
)
def hard_to_read(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("hard-to-read"):
        yield Fault(f"“{one.words}”: {one.why}", at)
