# SPDX-License-Identifier: Apache-2.0
"""Korean copy is spelled as the North spells."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded
from safeconduct.preflight.wordings import proposed


@check(
    id="spelling-southern",
    subject=Worded,
    severity=Severity.WARN,
    rationale=(
        "A reader in the North is punished harder for Southern spelling than for the paper itself, and trusts it less."
    ),
    remedy="Write the word as proposed, or say in choices.ko-KP.tsv how this copy writes it.",
    reference="docs/standard.md#words-of-the-readers",
)
def spelling_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("southern-spelling"):
        yield Fault(f"“{one.words}” is Southern spelling{proposed(one)}.", at)
