# SPDX-License-Identifier: Apache-2.0
"""Korean copy is punctuated as in the North."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="punctuation-southern",
    subject=Worded,
    severity=Severity.WARN,
    rationale="Quotation marks and dots of the South are seen before a word is read.",
    remedy="Write the marks as proposed.",
    reference="docs/standard.md#words-of-the-readers",
)
def punctuation_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("southern-punctuation"):
        yield Fault(f"“{one.words}” is punctuated as in the South{proposed(one)}.", at)
