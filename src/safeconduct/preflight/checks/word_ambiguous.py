# SPDX-License-Identifier: Apache-2.0
"""A word that is spelled in two ways, as it means one thing or another, is settled by its author."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="word-ambiguous",
    subject=Worded,
    severity=Severity.WARN,
    rationale=(
        "Several Korean words are one in the South and two in the North; a machine that guesses wrong "
        "changes what is said."
    ),
    remedy="Write the hanja in braces behind the word, as in 연대{聯隊}, or settle it in choices.ko-KP.tsv.",
    reference="docs/standard.md#words-of-the-readers",
)
def word_ambiguous(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("ambiguous"):
        yield Fault(f"“{one.words}” is spelled by what it means{proposed(one)}.", at)
