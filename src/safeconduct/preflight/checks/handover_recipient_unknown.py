# SPDX-License-Identifier: Apache-2.0
"""Pieces are handed over to a named institution, and to nobody else."""

from collections.abc import Iterator

from safeconduct.model.handover import Handover
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import EntityKind
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="handover-recipient-unknown",
    subject=Handover,
    severity=Severity.STOP,
    rationale=(
        "A plan tells which institution is given what. A reader, a private person or an armed force as a whole is not "
        "somebody who can check a package, answer for it and be asked about it."
    ),
    remedy='Write as to the id of a record in entities/ whose kind is "body": an embassy, a ministry, an office.',
    reference="docs/standard.md#handovers",
)
def handover_recipient_unknown(handover: Handover, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for a recipient that is no entity of the edition, or no body."""
    entity = scene.edition.entities.get(handover.to)
    if entity is None:
        yield Fault(f"The handover “{handover.id}” is to “{handover.to}”, which is no entity of this edition.")
    elif entity.kind is not EntityKind.BODY:
        yield Fault(f"The handover “{handover.id}” is to “{handover.to}”, which is a {entity.kind}, not a body.")
