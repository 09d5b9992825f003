# SPDX-License-Identifier: Apache-2.0
"""No copy can be told from another."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="copies-marked",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale=(
        "A number or sign that differs from copy to copy tells who had which; a leaflet that is found then "
        "leads to whoever carried it."
    ),
    remedy="Take the numbers out, so that all copies are alike.",
    reference="docs/standard.md#print-files",
)
def copies_marked(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("copy-mark"):
        yield Fault(f"On page {seen.page} a copy is told apart by {seen.what}.", at=at(file, seen))
