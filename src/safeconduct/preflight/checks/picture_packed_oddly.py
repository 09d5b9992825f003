# SPDX-License-Identifier: Apache-2.0
"""Pictures are packed in a way that every machine reads, and that changes nothing."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="picture-packed-oddly",
    subject=PrintFile,
    severity=Severity.NOTE,
    rationale="JBIG2 can put one letter in place of another that looks like it; old machines stop at JPEG 2000 and "
    "at 16 bits.",
    remedy="Export the file again with ZIP or JPEG compression and 8 bits.",
    reference="docs/standard.md#pictures-in-print",
)
def picture_packed_oddly(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "picture-packing"):
        yield Fault(f"On page {seen.page} a picture is packed as {seen.what}.", at=at(file, seen))
