# SPDX-License-Identifier: Apache-2.0
"""Korean copy is spaced as the North spaces."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="spacing-southern",
    subject=Worded,
    severity=Severity.WARN,
    rationale="Spacing is the first thing by which a Southern text is known.",
    remedy="Space the words as proposed.",
    reference="docs/standard.md#words-of-the-readers",
)
def spacing_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("southern-spacing"):
        yield Fault(f"“{one.words}” is spaced as in the South{proposed(one)}.", at)
