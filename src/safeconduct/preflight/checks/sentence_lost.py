# SPDX-License-Identifier: Apache-2.0
"""Every sentence of the copy is found in the finished PDF."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.normal import bare_letters
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, Scene


@check(
    id="sentence-lost",
    subject=Printed,
    severity=Severity.STOP,
    rationale=(
        "Layout programs lose text at page ends and in full frames without a word. Every sentence of the copy"
        " must be found in the finished PDF."
    ),
    remedy="Shorten the copy or choose a larger channel; if it happens again, it is our bug.",
    reference="docs/standard.md#completeness",
)
def sentence_lost(printed: Printed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    page = bare_letters("".join(cell.text for page in printed.proof.pages for cell in page.cells))
    for block, sentence in printed.sentences:
        if bare_letters(sentence) not in page:
            yield Fault(f"“{sentence}” is not in the finished {printed.proof.file}.", at=block.at)
