# SPDX-License-Identifier: Apache-2.0
"""One spot ink has one recipe."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="ink-told-twice",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="Two recipes under one name come out as one ink on the press and as two colours on every screen and "
    "proof.",
    remedy="Merge the two swatches into one, in the placed pictures too.",
    reference="docs/standard.md#inks",
)
def ink_told_twice(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "ink-recipe"):
        yield Fault(f"The ink “{seen.what}” is described in {seen.value:g} ways.", at=at(file, seen))
