# SPDX-License-Identifier: Apache-2.0
"""No words lie on a restless picture."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

MOST_SPREAD = 30.0
"""How far the lightness L* (CIE 1976, 0 to 100) behind a word may go apart."""


@check(
    id="ground-too-busy",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale=(
        "The eye takes edges of a picture for parts of letters; words on a calm ground are read, words on a "
        "busy one are not."
    ),
    remedy="Put a plain panel behind the words, or move them to a calm part of the picture.",
    reference="docs/standard.md#type",
)
def ground_too_busy(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("text-on-picture"):
        if seen.value > MOST_SPREAD:
            yield Fault(
                f"On page {seen.page} the ground behind “{seen.what}” goes from light to dark by {seen.value:.0f} %.",
                at=at(file, seen),
            )
