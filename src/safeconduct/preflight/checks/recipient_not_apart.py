# SPDX-License-Identifier: Apache-2.0
"""The receiving side is confirmed by somebody who signed nothing else on the piece."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import Confirmation
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.standard import RECIPIENT


@check(
    id="recipient-not-apart",
    subject=Confirmation,
    severity=Severity.STOP,
    rationale="A confirmation by the receiving side that the sending side wrote itself confirms nothing.",
    remedy="Have somebody of the receiving side confirm the piece with a key of their own.",
    reference="docs/standard.md#steps",
)
def recipient_not_apart(confirmation: Confirmation, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for a recipient who, or whose key, also signed in another role."""
    roles = {other.role for other in scene.by_same_hand(confirmation)} - {RECIPIENT}
    for role in sorted(roles):
        yield Fault(
            f"“{confirmation.person}” confirms “{confirmation.piece}” for the receiving side and has also signed it as "
            f"{role}."
        )
