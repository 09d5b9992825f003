# SPDX-License-Identifier: Apache-2.0
"""Only cleared claims are printed."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim, Verdict
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="claim-not-cleared",
    subject=Claim,
    severity=Severity.STOP,
    rationale=(
        "An editor has put this claim on hold, refused or withdrawn it, or found it disputed; printing it would "
        "overrule that in silence."
    ),
    remedy="Settle the claim with a new source, or take the words out of the copy.",
    reference="docs/standard.md#claims",
)
def claim_not_cleared(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, named in scene.edition.with_parts(claim):
        if one.verdict not in (Verdict.USE, Verdict.ATTRIBUTE):
            why = f" ({one.why.rstrip('.')})" if one.why else ""
            yield Fault(f"{named} stands at “{one.verdict}”{why} and is cited all the same.")
