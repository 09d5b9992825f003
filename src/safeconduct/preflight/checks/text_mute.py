# SPDX-License-Identifier: Apache-2.0
"""Every letter can be turned back into text."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="text-mute",
    subject=PrintFile,
    severity=Severity.WARN,
    rationale="Where nobody can tell which letter a shape is, no search finds the word, no voice reads it, and no "
    "check compares it.",
    remedy="Export the file again with fonts that bring their Unicode table, or with the option to keep text as text.",
    reference="docs/standard.md#type",
)
def text_mute(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("text-mute"):
        yield Fault(f"On page {seen.page} text in {seen.what} cannot be turned back into letters.", at=at(file, seen))
