# SPDX-License-Identifier: Apache-2.0
"""No Korean word is cut at a line end."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, Scene


@check(
    id="word-broken",
    subject=Printed,
    severity=Severity.STOP,
    rationale="A Korean word cut in the middle reads like a machine's work, or like another word.",
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#type",
)
def word_broken(printed: Printed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for page in printed.proof.pages:
        for word in page.broken_words:
            yield Fault(
                f"The word “{word}” is cut at a line end on page {page.number}.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
