# SPDX-License-Identifier: Apache-2.0
"""What is planned is still to come."""

from collections.abc import Iterator

from safeconduct.model.handover import Handover
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="handover-past",
    subject=Handover,
    severity=Severity.STOP,
    rationale=(
        "An edition can be handed over only after it has been checked. A day before that of the edition is a slip, "
        "or the plan of another edition."
    ),
    remedy="Write the day that is planned now; what was handed over already belongs to the edition it was made from.",
    reference="docs/standard.md#handovers",
)
def handover_past(handover: Handover, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for a day before that of the edition."""
    if handover.on < scene.as_of:
        yield Fault(f"“{handover.id}” is planned for {handover.on}; this edition is made as of {scene.as_of}.")
