# SPDX-License-Identifier: Apache-2.0
"""The picture of a step shows what the words of that step say, and not those of another."""

from collections.abc import Iterator
from itertools import combinations

from safeconduct.model.edition import BlockKind, Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.likeness import kinship
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene

_CLEAR = 1.0
"""One stem that nothing else in the copy has: less may be chance."""


@check(
    id="picture-of-another-step",
    subject=Copy,
    severity=Severity.WARN,
    rationale=(
        "When the words of two steps change places and the pictures stay, who reads and who looks does two different "
        "things; ids and citations show nothing of it."
    ),
    remedy=(
        "Put the words of the two back beside their pictures, or describe each picture with a word of the step that "
        "it belongs to."
    ),
    reference="docs/standard.md#languages",
)
def picture_of_another_step(copy: Copy, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    # The picture of a point may only go with its words; that of a step shows them.
    blocks = [block for block in copy.blocks if block.kind is BlockKind.STEP and block.alt]
    kin = kinship([block.alt for block in blocks], [block.text for block in blocks])
    for one, other in combinations(range(len(blocks)), 2):
        crossed, own = kin[one][other] + kin[other][one], kin[one][one] + kin[other][other]
        if crossed - own >= _CLEAR:
            yield Fault(
                f"The words for the pictures of {{#{blocks[one].id}}} and {{#{blocks[other].id}}} ({copy.language}) "
                f"fit the text of the other one better: “{blocks[one].alt}”, “{blocks[other].alt}”.",
                at=blocks[one].at,
            )
