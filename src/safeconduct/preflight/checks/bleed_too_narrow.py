# SPDX-License-Identifier: Apache-2.0
"""The page is larger than its trim by the whole bleed."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, least_bleed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

_CLOSE_MM = 0.05


@check(
    id="bleed-too-narrow",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="A cutting machine is off by a millimetre; where nothing is printed beyond the cut, white paper shows.",
    remedy="Export the file again with the bleed that the print shop asks for, on all four sides.",
    reference="docs/standard.md#margins",
)
def bleed_too_narrow(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if file.use != "press":
        return
    least = least_bleed(file)
    for seen in file.proof.all("bleed-width"):
        if seen.value < least - _CLOSE_MM:
            yield Fault(
                f"Page {seen.page} has {seen.value:g} mm of bleed at its narrowest side; {least:g} mm are asked for.",
                at=at(file, seen),
            )
