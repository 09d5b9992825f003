# SPDX-License-Identifier: Apache-2.0
"""Somebody is named at the root of each claim that is cited."""

from collections.abc import Iterator

from safeconduct.evidence.roots import lines, roots
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="root-unknown",
    subject=Claim,
    severity=Severity.WARN,
    rationale=(
        "“It was said” is nobody's word. What nobody can be asked about cannot be mended, confirmed or withdrawn "
        "either."
    ),
    remedy="Find out who said it first and write that into the chain, or take the words out of the copy.",
    reference="docs/standard.md#grades",
)
def root_unknown(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if lines(claim, scene.edition) and not roots(claim, scene.edition):
        sources = ", ".join(dict.fromkeys(line.quote.source for line in lines(claim, scene.edition)))
        yield Fault(f"Nobody is named at the root of the claim “{claim.id}” (quoted from {sources}).")
