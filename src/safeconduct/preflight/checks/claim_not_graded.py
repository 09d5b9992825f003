# SPDX-License-Identifier: Apache-2.0
"""Each claim that is cited is graded, and so are its sources."""

from collections.abc import Iterator

from safeconduct.evidence.roots import lines
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="claim-not-graded",
    subject=Claim,
    severity=Severity.WARN,
    rationale=(
        "How far a source can be trusted and how likely a statement is are two judgements. Whoever has to decide in a "
        "hurry needs to see that somebody made them."
    ),
    remedy='Write credibility = 1 to 6 in the claim, and reliability = "A" to "F" with grounds in each source.',
    reference="docs/standard.md#grades",
)
def claim_not_graded(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if claim.credibility is None:
        yield Fault(f"The claim “{claim.id}” is cited and has no grade of credibility.")
    quoted = dict.fromkeys(line.quote.source for line in lines(claim, scene.edition))
    sources = [scene.edition.sources[name] for name in quoted if name in scene.edition.sources]
    lacking = [f"“{source.id}”" for source in sources if source.reliability is None]
    if lacking:
        yield Fault(f"The claim “{claim.id}” rests on sources without a grade of reliability: {', '.join(lacking)}.")
