# SPDX-License-Identifier: Apache-2.0
"""No type is smaller than the channel allows."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, Scene


@check(
    id="type-too-small",
    subject=Printed,
    severity=Severity.STOP,
    rationale="Small type on poor paper in poor light is not read.",
    remedy="Shorten the copy, or choose a larger channel.",
    reference="docs/standard.md#type",
)
def type_too_small(printed: Printed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for page in printed.proof.pages:
        if page.smallest_pt < printed.channel.smallest_pt - 0.05:
            yield Fault(
                f"Page {page.number} has type of {page.smallest_pt:.1f} pt (“{page.smallest_text}”); "
                f"{printed.channel.title} allows no less than {printed.channel.smallest_pt:g} pt.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
