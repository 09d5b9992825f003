# SPDX-License-Identifier: Apache-2.0
"""Places where sense decides over a space are told."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="spacing-doubtful",
    subject=Worded,
    severity=Severity.NOTE,
    rationale="Whether two nouns are one thing or two, no rule can say for certain.",
    remedy="Read the place aloud and space it by its sense.",
    reference="docs/standard.md#words-of-the-readers",
)
def spacing_doubtful(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("doubtful-spacing"):
        yield Fault(f"“{one.words}” might be spaced otherwise{proposed(one)}.", at)
