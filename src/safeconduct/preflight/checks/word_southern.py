# SPDX-License-Identifier: Apache-2.0
"""Korean copy uses the words of the North."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="word-southern",
    subject=Worded,
    severity=Severity.WARN,
    rationale=(
        "A word that is said only in the South tells whoever finds the paper where it comes from, and "
        "may not be understood."
    ),
    remedy="Use the word proposed, or say in choices.ko-KP.tsv which one this copy uses.",
    reference="docs/standard.md#words-of-the-readers",
)
def word_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("southern-word"):
        yield Fault(f"“{one.words}” is a word of the South{proposed(one)}.", at)
