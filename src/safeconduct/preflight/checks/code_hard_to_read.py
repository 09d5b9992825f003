# SPDX-License-Identifier: Apache-2.0
"""A code that may be printed is large enough and has room around it."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

LEAST_MM, LEAST_MODULES = 15.0, 4.0


@check(
    id="code-hard-to-read",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale=(
        "A telephone needs about fifteen millimetres and four light modules around a code; one that cannot be "
        "read is an ornament."
    ),
    remedy="Print the code at 15 mm or more, with a light strip of four modules on each side.",
    reference="docs/standard.md#addresses",
)
def code_hard_to_read(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("code", "code-quiet"):
        if seen.kind == "code" and seen.value < LEAST_MM:
            yield Fault(f"On page {seen.page} a code is {seen.value:g} mm wide.", at=at(file, seen))
        if seen.kind == "code-quiet" and seen.value < LEAST_MODULES:
            yield Fault(f"On page {seen.page} a code has {seen.value:g} modules of light around it.", at=at(file, seen))
