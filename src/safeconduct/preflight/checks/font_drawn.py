# SPDX-License-Identifier: Apache-2.0
"""No letter is drawn by instructions of the file's own."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="font-drawn",
    subject=PrintFile,
    severity=Severity.NOTE,
    rationale="Letters of a Type 3 font come without hints and often as coarse pictures: small type gets ragged.",
    remedy="Use the font itself, as TrueType or OpenType, and export again.",
    reference="docs/standard.md#type",
)
def font_drawn(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "font-drawn"):
        yield Fault(f"The font {seen.what} is drawn letter by letter (Type 3).", at=at(file, seen))
