# SPDX-License-Identifier: Apache-2.0
"""Nothing is graded “confirmed” that comes from one root."""

from collections.abc import Iterator

from safeconduct.evidence.roots import independent, name_of, roots
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene

CONFIRMED, ENOUGH = 1, 2
"""The grade of what is confirmed, and how many independent lines of evidence it takes."""


@check(
    id="credibility-not-earned",
    subject=Claim,
    severity=Severity.STOP,
    rationale=(
        "“Confirmed” means that others, who did not hear it from one another, say the same. Two papers that cite one "
        "agency are one source, and a reader who meets the agency's error twice takes it for the truth."
    ),
    remedy="Grade the claim 2 or lower, or find a second source that does not rest on the same root.",
    reference="docs/standard.md#grades",
)
def credibility_not_earned(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if claim.credibility != CONFIRMED:
        return
    number = independent(claim, scene.edition)
    if number < ENOUGH:
        names = [name_of(root, scene.edition) for root in roots(claim, scene.edition)]
        led = {0: "no named root", 1: f"one root, {names[0]}" if names else ""}.get(len(names))
        led = led or f"the roots {', '.join(names)}, all by way of somebody whom they share"
        yield Fault(f"The claim “{claim.id}” is graded 1 (confirmed), and its quotations lead to {led}.")
