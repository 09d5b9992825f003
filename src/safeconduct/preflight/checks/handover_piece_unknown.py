# SPDX-License-Identifier: Apache-2.0
"""What a handover gives is a piece of this edition, in a language and for a channel that it has."""

from collections.abc import Iterator

from safeconduct.model.handover import Handover
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="handover-piece-unknown",
    subject=Handover,
    severity=Severity.STOP,
    rationale="Copies of a piece that is never made would be missing on the day, and nobody would know why.",
    remedy="Write the id of a piece, and a channel and languages that it is made for, or take the lot out.",
    reference="docs/standard.md#handovers",
)
def handover_piece_unknown(handover: Handover, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each lot of something that this edition does not make."""
    for lot in handover.lots:
        piece = scene.edition.piece(lot.piece)
        if piece is None:
            yield Fault(f"The handover “{handover.id}” gives “{lot.piece}”, which is no piece of this edition.", lot.at)
            continue
        if lot.channel not in piece.channels:
            yield Fault(f"“{lot.piece}” is not made for {lot.channel}, which “{handover.id}” hands over.", lot.at)
        for language in lot.languages:
            if language not in piece.copies:
                yield Fault(f"“{lot.piece}” has no copy in {language}, which “{handover.id}” hands over.", lot.at)
