# SPDX-License-Identifier: Apache-2.0
"""No piece cites a claim that another one contradicts, unless somebody settled it."""

from collections.abc import Iterator

from safeconduct.evidence.contradictions import OUT_OF_USE, settled
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="claim-contradicted",
    subject=Claim,
    severity=Severity.STOP,
    rationale=(
        "A reader who has heard the other figure takes this page for a lie. Whoever prints one of two statements that "
        "cannot both be true has to know why that one."
    ),
    remedy=(
        "Find out which of the two stands: write [[against]] with the reason into that claim, or give the other the "
        "verdict refuse or withdrawn."
    ),
    reference="docs/standard.md#contradictions",
)
def claim_contradicted(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for name in (claim.id, *scene.edition.derived_from(claim)):
        for contradiction in scene.contradicting(name):
            one, other = (side.claim for side in contradiction.sides)
            stands, against = (one, other) if one.id == name else (other, one)
            if stands.verdict not in OUT_OF_USE and not settled(stands, against):
                rests = "" if name == claim.id else f"“{claim.id}” is derived from “{name}”, and "
                yield Fault(f"{rests}{contradiction.sentence}")
