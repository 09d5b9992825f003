# SPDX-License-Identifier: Apache-2.0
"""Black text prints in black ink alone."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, is_for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

_LARGE_PT = 24.0


@check(
    id="black-not-pure",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="Letters in several inks get coloured edges as soon as one plate lies a hair off, and small type "
    "closes up.",
    remedy="Set the text in 0/0/0/100, and export so that black text stays in black alone.",
    reference="docs/standard.md#inks",
)
def black_not_pure(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not is_for_press(file):
        return
    for seen in file.proof.all("black-text"):
        # Large type may be rich; what will be converted, nobody has decided on.
        if seen.value < _LARGE_PT or seen.what.startswith(("RGB", "grey")):
            yield Fault(f"On page {seen.page} black text is set in {seen.what}.", at=at(file, seen))
