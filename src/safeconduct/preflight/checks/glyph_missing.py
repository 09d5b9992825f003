# SPDX-License-Identifier: Apache-2.0
"""Every letter that is set has a shape in its font."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="glyph-missing",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="Where a font has no shape for a letter, a box or nothing is printed, and the word says something else.",
    remedy="Choose a font that has every letter of the language, and look at the words again.",
    reference="docs/standard.md#type",
)
def glyph_missing(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("glyph-missing"):
        yield Fault(
            f"On page {seen.page} the font {seen.what} has no shape for letters that are set in it.", at=at(file, seen)
        )
