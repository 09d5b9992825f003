# SPDX-License-Identifier: Apache-2.0
"""A strict reader finds nothing wrong with how the file is written."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="file-written-badly",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale=(
        "Where a file breaks the rules, each program guesses on its own, and what was proofed is not what is printed."
    ),
    remedy="Export the file again; do not send it through a program that repairs or shrinks PDF files.",
    reference="docs/standard.md#print-files",
)
def file_written_badly(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("syntax"):
        yield Fault(f"A strict reader stumbles: {seen.what.rstrip('.')}.", at=at(file, seen))
