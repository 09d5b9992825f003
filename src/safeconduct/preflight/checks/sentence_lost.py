# SPDX-License-Identifier: Apache-2.0
"""Every sentence of the copy is found in the finished PDF."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Span
from safeconduct.preflight.normal import bare_letters
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Against, Printed, Scene


@check(
    id="sentence-lost",
    subject=(Printed, Against),
    severity=Severity.STOP,
    rationale=(
        "Layout programs lose text at page ends and in full frames without a word. Every sentence of the copy"
        " must be found in the finished PDF."
    ),
    remedy="Shorten the copy or choose a larger channel; if it happens again, it is our bug.",
    reference="docs/standard.md#completeness",
)
def sentence_lost(product: Printed | Against, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    page = bare_letters("".join(cell.text for page in product.proof.pages for cell in page.cells))
    for source, sentence in product.sentences:
        if bare_letters(sentence) not in page:
            at = source if isinstance(source, Span) else source.at
            yield Fault(f"“{sentence}” is not in the finished {product.proof.file}.", at=at)
