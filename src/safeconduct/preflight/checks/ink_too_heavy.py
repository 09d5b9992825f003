# SPDX-License-Identifier: Apache-2.0
"""Nowhere lies more ink than the paper can take."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, is_for_press, most_ink
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

_CLOSE_PERCENT = 1.0


@check(
    id="ink-too-heavy",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="Too much ink does not dry: it comes off on hands and on the next sheet, and thin paper cockles or "
    "tears.",
    remedy="Lighten the colour, or convert the picture with the profile of this paper and its ink limit.",
    reference="docs/standard.md#inks",
)
def ink_too_heavy(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not is_for_press(file):
        return
    most = most_ink(file)
    for seen in file.proof.all("ink-coverage"):
        if seen.value > most + _CLOSE_PERCENT:
            yield Fault(
                f"On page {seen.page} {seen.value:.0f} % of ink lie on one spot; the paper takes {most:g} %.",
                at=at(file, seen),
            )
