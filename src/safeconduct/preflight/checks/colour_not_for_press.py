# SPDX-License-Identifier: Apache-2.0
"""No colour of a screen is left in a file for a press."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="colour-not-for-press",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="A press has no red, green and blue. Whoever converts them at the last moment decides how the picture "
    "and the black look.",
    remedy="Convert all colours to the CMYK of the print shop's profile, or to the spot inks of the job, before "
    "you export.",
    reference="docs/standard.md#inks",
)
def colour_not_for_press(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "device-rgb"):
        yield Fault(f"On page {seen.page} there is {seen.what}.", at=at(file, seen))
