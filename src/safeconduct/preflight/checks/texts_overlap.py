# SPDX-License-Identifier: Apache-2.0
"""No words cover or touch other words."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="texts-overlap",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="Words set over each other cannot be read; nothing in a layout program warns of it.",
    remedy="Move one of them, or give the frame more room.",
    reference="docs/standard.md#type",
)
def texts_overlap(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("text-overlap"):
        how = "cover each other" if seen.value else "touch"
        yield Fault(f"On page {seen.page} {seen.what} {how}.", at=at(file, seen))
