# SPDX-License-Identifier: Apache-2.0
"""The lots of a handover add up to what its author worked out."""

from collections.abc import Iterator

from safeconduct.model.handover import Handover
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="handover-sum-differs",
    subject=Handover,
    severity=Severity.STOP,
    rationale="One nought too many is thousands of sheets to be destroyed; one too few is found out on the day.",
    remedy="Add the copies of all lots up once more (copies times languages) and correct the total or the lot.",
    reference="docs/standard.md#handovers",
)
def handover_sum_differs(handover: Handover, scene: Scene) -> Iterator[Fault]:
    """Yield a fault when the sum is another."""
    if handover.in_all != handover.total:
        yield Fault(
            f"The lots of “{handover.id}” add up to {handover.in_all} copies, but its total is {handover.total}."
        )
