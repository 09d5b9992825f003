# SPDX-License-Identifier: Apache-2.0
"""Whoever stands against a claim contradicts it."""

from collections.abc import Iterator

from safeconduct.model.edition import Edition
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="against-unneeded",
    subject=Edition,
    severity=Severity.NOTE,
    rationale=(
        "A reason for standing against a claim that says nothing else misleads whoever reads the ledger next; mostly "
        "a topic is lacking or the other claim was mended."
    ),
    remedy="Take the [[against]] out, or give both claims the topic on which they differ.",
    reference="docs/standard.md#contradictions",
)
def against_unneeded(edition: Edition, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for claim in edition.claims.values():
        others = {name for contradiction in scene.contradicting(claim.id) for name in contradiction.claims}
        for entry in claim.against:
            if entry.claim in edition.claims and entry.claim not in others - {claim.id}:
                yield Fault(f"“{claim.id}” stands against “{entry.claim}”, which does not contradict it.", at=entry.at)
