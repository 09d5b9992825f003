# SPDX-License-Identifier: Apache-2.0
"""Every picture is fine enough for the size it is printed at."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, least_ppi
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

_CLOSE_PPI = 1.0
_FEW_PIXELS = 200


@check(
    id="picture-too-coarse",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="A coarse picture shows its squares, and a face that must be recognised is not.",
    remedy="Place the picture in its original size, or print it smaller; enlarging it in a program adds no detail.",
    reference="docs/standard.md#pictures-in-print",
)
def picture_too_coarse(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    least = least_ppi(file)
    for seen in file.proof.all("picture", "line-art", "picture-blown-up"):
        # A drawing of a few large squares, such as a code, loses nothing.
        if seen.kind == "line-art" and _is_small(seen.what):
            continue
        if seen.value < least - _CLOSE_PPI:
            how = ", though it was enlarged to seem finer" if seen.kind == "picture-blown-up" else f" ({seen.what})"
            yield Fault(
                f"On page {seen.page} a picture has {seen.value:.0f} ppi{how}; {least:g} are needed.",
                at=at(file, seen),
            )


def _is_small(what: str) -> bool:
    width = what.split(" ", 1)[0]
    return width.isdigit() and int(width) < _FEW_PIXELS
