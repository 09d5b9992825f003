# SPDX-License-Identifier: Apache-2.0
"""Every printed claim rests on a quotation."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim, parts_of
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="claim-without-quote",
    subject=Claim,
    severity=Severity.STOP,
    rationale="A claim without a quotation rests on somebody's memory.",
    remedy="Add a [[quote]] with source and exact words.",
    reference="docs/standard.md#claims",
)
def claim_without_quote(claim: Claim, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, named in scene.edition.with_parts(claim):
        if not one.quotes and (one is claim or not parts_of(one.quantity)):
            yield Fault(f"{named} has no quotation to rest on.")
