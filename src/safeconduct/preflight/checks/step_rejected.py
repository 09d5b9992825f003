# SPDX-License-Identifier: Apache-2.0
"""No piece tells a step that the receiving side has rejected."""

from collections.abc import Iterator

from safeconduct.model.edition import Piece
from safeconduct.model.judgement import Severity
from safeconduct.preflight.confirming import rejected_in
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="step-rejected",
    subject=Piece,
    severity=Severity.STOP,
    rationale=(
        "The receiving side says that who does this will not be received as the piece says. The same words are as "
        "dangerous in a recording as in a guide."
    ),
    remedy=(
        "Change the step as the receiving side asks and have it confirmed by the same person, and take it out of every "
        "other piece that tells it."
    ),
    reference="docs/standard.md#steps",
)
def step_rejected(piece: Piece, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each rejected step, or its claim or its very words, that the piece tells."""
    for confirmation, step, block in rejected_in(piece, scene):
        reason = confirmation.reasons.get(step, "no reason is given").rstrip(".")
        yield Fault(
            f"“{confirmation.person}” has rejected the step {{#{step}}} of “{confirmation.piece}” for the receiving "
            f"side, and {{#{block.id}}} of “{piece.id}” tells it: {reason}.",
            at=block.at,
        )
