# SPDX-License-Identifier: Apache-2.0
"""The file says for which press it was made, and brings that press's profile."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="output-intent-missing",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="Ink percentages mean nothing without the press and the paper they were reckoned for; another machine "
    "prints other colours.",
    remedy="Export the file again as PDF/X-4 (in the layout program: Export, Adobe PDF (Print), PDF/X-4), with "
    "the CMYK profile of the print shop as its output intent, embedded.",
    reference="docs/standard.md#print-files",
)
def output_intent_missing(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "no-output-intent", "no-press-profile", "wrong-press-profile"):
        yield Fault(seen.what, at=at(file, seen))
