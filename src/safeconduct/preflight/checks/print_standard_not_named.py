# SPDX-License-Identifier: Apache-2.0
"""The file names the print standard it keeps, and describes itself as that asks."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="print-standard-not-named",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="A print shop's machines sort files by the standard they name; one that names none is opened, "
    "converted and guessed at.",
    remedy="Export the file again as PDF/X-4 (in the layout program: Export, Adobe PDF (Print), PDF/X-4); give "
    "it a title.",
    reference="docs/standard.md#print-files",
)
def print_standard_not_named(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    kinds = ("no-xmp", "no-print-standard", "wrong-print-standard", "version-too-new", "no-file-id", "not-described")
    for seen in for_press(file, *kinds):
        yield Fault(_sentence(seen.kind, seen.what), at=at(file, seen))


def _sentence(kind: str, what: str) -> str:
    return f"The file is {what}; print shops ask for PDF 1.6 at most." if kind == "version-too-new" else what
