# SPDX-License-Identifier: Apache-2.0
"""A waiver is signed by a listed editor who did not write the piece, and waives only what can be waived."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import Waiver
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.waiving import fault_of


@check(
    id="waiver-not-genuine",
    subject=Waiver,
    severity=Severity.STOP,
    rationale="A waiver that anybody could have written, or the author, turns every warning off.",
    remedy="Delete the record, and have a listed editor who did not write the piece waive what can be waived.",
    reference="docs/standard.md#waivers",
)
def waiver_not_genuine(waiver: Waiver, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for a waiver that does not count, whatever its end."""
    reason = fault_of(waiver, scene)
    if reason is not None:
        yield Fault(f"The waiver “{waiver.id}” does not hold: {reason}.")
