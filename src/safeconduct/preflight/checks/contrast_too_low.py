# SPDX-License-Identifier: Apache-2.0
"""Words stand out from what lies behind them."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

OURS, LEAST = 7.0, 4.5
"""The contrast of WCAG 2.2 at its higher level (AAA), which we ask of ourselves, and at the usual one (AA)."""


@check(
    id="contrast-too-low",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="Grey words on a tint, or dark words on a dark picture, vanish in poor light and on poor paper.",
    remedy="Set the words darker, or lighten what lies behind them.",
    reference="docs/standard.md#type",
)
def contrast_too_low(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    least = OURS if file.piece else LEAST
    for seen in file.proof.all("contrast"):
        if seen.value < least:
            yield Fault(
                f"On page {seen.page} “{seen.what}” has a contrast of {seen.value:.1f} to 1; {least:g} to 1 is needed.",
                at=at(file, seen),
            )
