# SPDX-License-Identifier: Apache-2.0
"""A waiver ends on the day that it names."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import Waiver
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="waiver-expired",
    subject=Waiver,
    severity=Severity.WARN,
    rationale="What may be let pass for a time is looked at again when the time is over.",
    remedy="Mend what was waived, or have it waived anew; then delete the old record.",
    reference="docs/standard.md#waivers",
)
def waiver_expired(waiver: Waiver, scene: Scene) -> Iterator[Fault]:
    """Yield a fault when the waiver ended before the day of the edition or before today."""
    if not scene.is_current(waiver.until):
        yield Fault(f"The waiver “{waiver.id}” of {waiver.check} on “{waiver.piece}” ended on {waiver.until}.")
