# SPDX-License-Identifier: Apache-2.0
"""Words that may sound Southern are told."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="word-perhaps-southern",
    subject=Worded,
    severity=Severity.NOTE,
    rationale="Where the North has several words, or usage changes, only a reader from there can choose.",
    remedy="Ask a reader from the North which word is said today.",
    reference="docs/standard.md#words-of-the-readers",
)
def word_perhaps_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("perhaps-southern"):
        yield Fault(f"“{one.words}” may sound Southern{proposed(one)}.", at)
