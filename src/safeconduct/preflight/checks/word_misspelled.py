# SPDX-License-Identifier: Apache-2.0
"""Every word is in the dictionary of its language, or is a name of the manuscript."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="word-misspelled",
    subject=Worded,
    severity=Severity.WARN,
    rationale="A slip makes a reader doubt the rest, and can change what a step tells them to do.",
    remedy="Correct the word; give a name an entity of its own in entities/.",
    reference="docs/standard.md#words-of-the-readers",
)
def word_misspelled(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("misspelled"):
        yield Fault(f"“{one.words}” is not in the dictionary{proposed(one)}.", at)
