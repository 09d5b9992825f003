# SPDX-License-Identifier: Apache-2.0
"""The file says if traps were set."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="trapping-not-told",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="A trap is a hair of overlap between two inks; set twice it shows as a dark line, set by nobody it "
    "leaves a white one.",
    remedy="Set the “Trapped” entry of the file to False, or to True where the layout program has set traps itself.",
    reference="docs/standard.md#print-files",
)
def trapping_not_told(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "no-trapped", "trapped-unknown"):
        yield Fault(seen.what, at=at(file, seen))
