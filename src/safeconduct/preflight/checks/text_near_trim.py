# SPDX-License-Identifier: Apache-2.0
"""All text keeps the safe margin."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, PrintFile, Scene

SAFE_MM = 3.0
"""How far text stays from the trim when nobody names a channel."""
_CLOSE_MM = 0.05
_CUT_OFF_MM = 2.0
"""Farther outside stands what is meant to be cut off: the slug, the names of the plates."""


@check(
    id="text-near-trim",
    subject=(Printed, PrintFile),
    severity=Severity.STOP,
    rationale="Cutting machines are off by a millimetre or two; what lies too near the edge is cut off.",
    remedy="Shorten the copy, or move the text inwards.",
    reference="docs/standard.md#margins",
)
def text_near_trim(product: Printed | PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so; a file of ours is looked at as a product, once."""
    if isinstance(product, Printed):
        yield from _of_ours(product)
    elif product.piece is None and product.use == "press":
        least = product.channel.safe_mm if product.channel else SAFE_MM
        for seen in product.proof.all("text-to-trim"):
            if -_CUT_OFF_MM < seen.value < least - _CLOSE_MM:
                where = f"{seen.value:.1f} mm from the edge" if seen.value >= 0 else "across the edge"
                what = f"On page {seen.page} “{seen.what}” lies {where}; {least:g} mm is the least."
                yield Fault(what, at=at(product, seen))


def _of_ours(printed: Printed) -> Iterator[Fault]:
    for page in printed.proof.pages:
        if page.outside_safe:
            yield Fault(
                f"On page {page.number} “{page.outside_safe[:40]}” lies nearer to the edge "
                f"than {printed.channel.safe_mm:g} mm.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
