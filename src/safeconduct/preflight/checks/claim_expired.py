# SPDX-License-Identifier: Apache-2.0
"""No printed claim is past its date."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="claim-expired",
    subject=Claim,
    severity=Severity.STOP,
    rationale="Numbers and situations age; a leaflet that states last month's situation as today's can kill.",
    remedy="Check the claim again, give it a new quote, as_of and expires, or take the words out.",
    reference="docs/standard.md#claims",
)
def claim_expired(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, named in scene.edition.with_parts(claim):
        if one.expires is not None and one.expires < scene.as_of:
            yield Fault(f"{named} expired on {one.expires}; this edition is made as of {scene.as_of}.")
