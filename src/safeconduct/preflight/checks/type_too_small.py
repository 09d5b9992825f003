# SPDX-License-Identifier: Apache-2.0
"""No type is smaller than the channel allows."""

from collections.abc import Iterator

from safeconduct.model.edition import BlockKind
from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.normal import short
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Printed, PrintFile, Scene

LEAST_PT = 6.0
"""The smallest type when nobody names a channel."""
OTHER_SCRIPTS = 10 / 11
"""The body size of a channel is meant for Korean; Latin and Cyrillic letters of this share of it look as large."""
_CLOSE_PT = 0.05


@check(
    id="type-too-small",
    subject=(Printed, PrintFile),
    severity=Severity.STOP,
    rationale="Small type on poor paper in poor light is not read.",
    remedy="Shorten the copy, or choose a larger channel.",
    reference="docs/standard.md#type",
)
def type_too_small(product: Printed | PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so; a file of ours is looked at as a product, once."""
    if isinstance(product, Printed):
        yield from _of_ours(product)
    elif product.piece is None:
        least = product.channel.smallest_pt if product.channel else LEAST_PT
        for seen in product.proof.all("type-size"):
            if seen.value < least - _CLOSE_PT:
                yield Fault(
                    f"Page {seen.page} has type of {seen.value:.1f} pt (“{seen.what}”); {least:g} pt is the least.",
                    at=at(product, seen),
                )


def _of_ours(printed: Printed) -> Iterator[Fault]:
    for page in printed.proof.pages:
        if page.smallest_pt < printed.channel.smallest_pt - _CLOSE_PT:
            yield Fault(
                f"Page {page.number} has type of {page.smallest_pt:.1f} pt (“{page.smallest_text}”); "
                f"{printed.channel.title} allows no less than {printed.channel.smallest_pt:g} pt.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )
    wanted = _least_of_copy(printed)
    for seen in printed.proof.all("copy-type"):
        kind, least = wanted.get(seen.what, ("", 0.0))
        if seen.value < least - _CLOSE_PT:
            yield Fault(
                f"On page {seen.page} the {kind} “{short(seen.what)}” is set in {seen.value:.1f} pt; "
                f"{least:.3g} pt is the least here.",
                at=Sheet(printed.proof.file, seen.page, seen.box_mm),
            )


def _least_of_copy(printed: Printed) -> dict[str, tuple[str, float]]:
    """What each text of the copy is, and its least size: that of the channel, or the larger one of the house."""
    body = printed.channel.body_pt * (1.0 if printed.language.startswith("ko") else OTHER_SCRIPTS)
    least = {BlockKind.STEP: printed.channel.steps_pt, BlockKind.PARAGRAPH: body}
    blocks = printed.piece.copies[printed.language].blocks
    return {block.text: (block.kind, least[block.kind]) for block in blocks if block.kind in least}
