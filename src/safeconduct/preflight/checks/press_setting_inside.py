# SPDX-License-Identifier: Apache-2.0
"""The file leaves the settings of the machine to the print shop."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="press-setting-inside",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="Transfer curves, screens, layers and stand-ins were meant for one machine; on another they change "
    "tones or swap pictures.",
    remedy="Export the file again as PDF/X-4 (in the layout program: Export, Adobe PDF (Print), PDF/X-4); place "
    "every picture in full, and drop layers that are not to be printed.",
    reference="docs/standard.md#print-files",
)
def press_setting_inside(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "setting", "packing", "layer"):
        yield Fault(f"The file holds {seen.what}.", at=at(file, seen))
