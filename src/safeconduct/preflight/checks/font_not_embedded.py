# SPDX-License-Identifier: Apache-2.0
"""Every font is embedded."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Imposed, Printed, Scene


@check(
    id="font-not-embedded",
    subject=(Printed, Imposed),
    severity=Severity.STOP,
    rationale="A printer's machine that lacks the font puts another in its place, and letters change or vanish.",
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#type",
)
def font_not_embedded(printed: Printed | Imposed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for font in printed.proof.fonts_not_embedded:
        yield Fault(f"The font {font} is not embedded in {printed.proof.file}.")
