# SPDX-License-Identifier: Apache-2.0
"""No note, field or link lies on what is printed."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="note-on-page",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="Some machines print notes and fields, others leave them out: nobody knows which page comes off the "
    "press.",
    remedy="Delete the notes, fields and links, or flatten them into the page if they are meant to be printed.",
    reference="docs/standard.md#print-files",
)
def note_on_page(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in for_press(file, "note"):
        yield Fault(f"On page {seen.page} lies {seen.what}.", at=at(file, seen))
