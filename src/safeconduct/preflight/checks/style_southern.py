# SPDX-License-Identifier: Apache-2.0
"""Turns of speech that are heard as Southern are told."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded


@check(
    id="style-southern",
    subject=Worded,
    severity=Severity.NOTE,
    rationale="Endings, titles and clipped words of the South stand on lists in the North.",
    remedy="Say it as the proposal does, or ask a reader from the North.",
    reference="docs/standard.md#words-of-the-readers",
)
def style_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("southern-style"):
        yield Fault(f"“{one.words}”: {one.why}", at)
