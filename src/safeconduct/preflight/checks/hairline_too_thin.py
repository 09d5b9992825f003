# SPDX-License-Identifier: Apache-2.0
"""Every line is thick enough to be printed whole."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, is_for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

FULL_PT, TINT_PT = 0.25, 0.5
_CLOSE_PT = 0.02


@check(
    id="hairline-too-thin",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="A line below a quarter of a point breaks up on the plate; one in a tint or in several inks does so "
    "sooner.",
    remedy="Make the line at least 0.25 pt in one full ink, at least 0.5 pt in a tint, in white or in several inks.",
    reference="docs/standard.md#inks",
)
def hairline_too_thin(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not is_for_press(file):
        return
    for seen in file.proof.all("hairline"):
        least = FULL_PT if seen.what.startswith("in one full ink") else TINT_PT
        if seen.value < least - _CLOSE_PT:
            yield Fault(
                f"On page {seen.page} there is a line of {seen.value:.2f} pt {seen.what}; "
                f"{least:g} pt are the least there.",
                at=at(file, seen),
            )
