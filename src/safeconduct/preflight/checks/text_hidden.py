# SPDX-License-Identifier: Apache-2.0
"""No words are in the file that nobody sees on the page."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="text-hidden",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale=(
        "Hidden words can tell one copy from another, say what the page does not, and are found by whoever "
        "searches the file."
    ),
    remedy=(
        "Delete them in the layout program. If they are the reading of a scan, print the file from the scan alone."
    ),
    reference="docs/standard.md#print-files",
)
def text_hidden(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("text-hidden"):
        yield Fault(f"On page {seen.page} there are words that nobody sees, {seen.what}.", at=at(file, seen))
