# SPDX-License-Identifier: Apache-2.0
"""The bleed has its width and is painted or wholly blank."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, Scene

MOST_WHITE = 0.02


@check(
    id="bleed-not-painted",
    subject=Printed,
    severity=Severity.STOP,
    rationale="A background that ends at the trim leaves white slivers when the cut is off by a hair.",
    remedy="Use a picture that reaches beyond the trim, or a channel without bleed.",
    reference="docs/standard.md#margins",
)
def bleed_not_painted(printed: Printed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for page in printed.proof.pages:
        if abs(page.bleed_mm - printed.channel.bleed_mm) > 0.02:
            yield Fault(
                f"Page {page.number} has {page.bleed_mm:g} mm bleed; "
                f"the channel asks for {printed.channel.bleed_mm:g} mm.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
        elif page.bleed_white > MOST_WHITE:
            yield Fault(
                f"On page {page.number} {page.bleed_white:.0%} of the bleed is unpainted.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
