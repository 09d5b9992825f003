# SPDX-License-Identifier: Apache-2.0
"""Words that the dictionary of the North does not know are told."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="word-not-in-north",
    subject=Worded,
    severity=Severity.NOTE,
    rationale="A slip of the pen is no word in any dictionary; nor is a new name.",
    remedy="Read the word letter by letter.",
    reference="docs/standard.md#words-of-the-readers",
)
def word_not_in_north(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("not-in-north"):
        yield Fault(f"“{one.words}” is not in the dictionary of the North{proposed(one)}.", at)
