# SPDX-License-Identifier: Apache-2.0
"""What shines through adds no more ink than the paper can take."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, is_for_press, most_ink
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

_CLOSE_PERCENT = 1.0


@check(
    id="ink-may-be-heavy",
    subject=PrintFile,
    severity=Severity.NOTE,
    rationale="A shadow or a tint that darkens what lies below adds its ink to it; only the press knows how much.",
    remedy="Ask the print shop for the heaviest ink of the page, or flatten what is transparent and look again.",
    reference="docs/standard.md#inks",
)
def ink_may_be_heavy(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not is_for_press(file):
        return
    most = most_ink(file)
    heavy = {seen.page for seen in file.proof.all("ink-coverage") if seen.value > most + _CLOSE_PERCENT}
    for seen in file.proof.all("ink-unsure"):
        if seen.value > most + _CLOSE_PERCENT and seen.page not in heavy:
            yield Fault(
                f"On page {seen.page} transparent things can bring the ink to {seen.value:.0f} %; "
                f"the paper takes {most:g} %.",
                at=at(file, seen),
            )
