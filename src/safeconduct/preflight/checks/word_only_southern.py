# SPDX-License-Identifier: Apache-2.0
"""No word of the copy is known to Southern dictionaries alone."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="word-only-southern",
    subject=Worded,
    severity=Severity.WARN,
    rationale="Tables cannot hold every word: what only the South's dictionary knows was missed by them.",
    remedy="Use a word of the North, or say in choices.ko-KP.tsv that this one is right.",
    reference="docs/standard.md#words-of-the-readers",
)
def word_only_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("only-southern"):
        yield Fault(f"“{one.words}” stands in the Southern dictionary and not in the Northern{proposed(one)}.", at)
