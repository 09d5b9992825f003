# SPDX-License-Identifier: Apache-2.0
"""Sender, notice, sources and validity are found in the finished PDF."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.normal import bare_letters
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, Scene


@check(
    id="imprint-lost",
    subject=Printed,
    severity=Severity.STOP,
    rationale="A sheet that lost its sender, or the line that says it is no pass, has become another sheet.",
    remedy="Shorten the copy or choose a larger channel; if it happens again, it is our bug.",
    reference="docs/standard.md#completeness",
)
def imprint_lost(printed: Printed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each line of the imprint that is not there."""
    page = bare_letters("".join(cell.text for page in printed.proof.pages for cell in page.cells))
    for line in printed.imprint:
        if bare_letters(line) not in page:
            yield Fault(f"“{line}” is not in the finished {printed.proof.file}.")
