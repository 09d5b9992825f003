# SPDX-License-Identifier: Apache-2.0
"""All text keeps the safe margin."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, Scene


@check(
    id="text-near-trim",
    subject=Printed,
    severity=Severity.STOP,
    rationale="Cutting machines are off by a millimetre or two; what lies too near the edge is cut off.",
    remedy="Shorten the copy, or move the text inwards.",
    reference="docs/standard.md#margins",
)
def text_near_trim(printed: Printed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for page in printed.proof.pages:
        if page.outside_safe:
            yield Fault(
                f"On page {page.number} “{page.outside_safe[:40]}” lies nearer to the edge "
                f"than {printed.channel.safe_mm:g} mm.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
