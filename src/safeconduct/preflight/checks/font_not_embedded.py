# SPDX-License-Identifier: Apache-2.0
"""Every font is embedded."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="font-not-embedded",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="A printer's machine that lacks the font puts another in its place, and letters change or vanish.",
    remedy="Export the file again with all its fonts; if it is of this press, that is our fault: please report it.",
    reference="docs/standard.md#type",
)
def font_not_embedded(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for font in file.proof.fonts_not_embedded:
        yield Fault(f"The font {font} is not embedded in {file.proof.file}.")
