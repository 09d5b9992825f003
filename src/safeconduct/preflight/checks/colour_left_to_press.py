# SPDX-License-Identifier: Apache-2.0
"""No colour is left for the press to convert."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="colour-left-to-press",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="A colour with a profile of its own is converted at the press: black text may come out in four inks, "
    "and an ink limit that was kept is broken.",
    remedy="Convert all colours to the CMYK of the print shop's profile when you export, keeping CMYK and spot "
    "colours as they are.",
    reference="docs/standard.md#inks",
)
def colour_left_to_press(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "colour-converted"):
        yield Fault(f"On page {seen.page} there is {seen.what}.", at=at(file, seen))
