# SPDX-License-Identifier: Apache-2.0
"""A file that says it follows a standard does so."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="standard-not-kept",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale=(
        "Archives and screen readers rely on what a file says it is; a claim that is not kept misleads the "
        "very people it is made for."
    ),
    remedy=(
        "Export the file again with that standard chosen, or take the claim out. A validator can err: then "
        "waive this, with the reason."
    ),
    reference="docs/standard.md#print-files",
)
def standard_not_kept(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("not-conform"):
        times = f", {seen.value:.0f} times" if seen.value > 1 else ""
        yield Fault(f"Not as it says, {seen.what}{times}.", at=at(file, seen))
