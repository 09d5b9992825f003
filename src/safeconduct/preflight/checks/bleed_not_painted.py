# SPDX-License-Identifier: Apache-2.0
"""The bleed has its width and is painted or wholly blank."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, PrintFile, Scene

MOST_WHITE = 0.02


@check(
    id="bleed-not-painted",
    subject=(Printed, PrintFile),
    severity=Severity.STOP,
    rationale="A background that ends at the trim leaves white slivers when the cut is off by a hair.",
    remedy="Use a picture that reaches beyond the trim, or a channel without bleed.",
    reference="docs/standard.md#margins",
)
def bleed_not_painted(product: Printed | PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so; a file of ours is looked at as a product, once."""
    if isinstance(product, Printed):
        yield from _of_ours(product)
    elif product.piece is None and product.use == "press":
        yield from _unpainted(product)


def _of_ours(printed: Printed) -> Iterator[Fault]:
    wanted = printed.channel.bleed_mm if printed.use == "press" else 0.0
    for page in printed.proof.pages:
        if abs(page.bleed_mm - wanted) > 0.02:
            yield Fault(
                f"Page {page.number} has {page.bleed_mm:g} mm bleed; the channel asks for {wanted:g} mm.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
    yield from _unpainted(printed)


def _unpainted(product: Printed | PrintFile) -> Iterator[Fault]:
    for page in product.proof.pages:
        if page.bleed_white > MOST_WHITE:
            yield Fault(
                f"On page {page.number} {page.bleed_white:.0%} of the bleed is unpainted.",
                at=Sheet(product.proof.file, page.number, page.trim_mm),
            )
