# SPDX-License-Identifier: Apache-2.0
"""Every page says where it is cut, and its boxes lie within one another."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="trim-box-missing",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="Without a trim that is told, the cut is guessed: the page is shrunk to fit, or the bleed is printed "
    "as part of it.",
    remedy="Export the file again as PDF/X-4 (in the layout program: Export, Adobe PDF (Print), PDF/X-4) with "
    "the document's bleed; set no art box.",
    reference="docs/standard.md#print-files",
)
def trim_box_missing(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "no-trim-box", "wrong-box"):
        yield Fault(f"On page {seen.page}: {seen.what}", at=at(file, seen))
