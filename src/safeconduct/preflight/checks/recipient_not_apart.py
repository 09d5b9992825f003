# SPDX-License-Identifier: Apache-2.0
"""The receiving side is confirmed by somebody who signed nothing else on the piece."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity, SignOff
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.standard import RECIPIENT


@check(
    id="recipient-not-apart",
    subject=SignOff,
    severity=Severity.STOP,
    rationale="A confirmation by the receiving side that the sending side wrote itself confirms nothing.",
    remedy="Have somebody of the receiving side confirm the piece with a key of their own.",
    reference="docs/standard.md#sign-offs",
    waivable=False,
)
def recipient_not_apart(sign_off: SignOff, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for a recipient who, or whose key, also signed in another role."""
    if sign_off.role != RECIPIENT:
        return
    keys = {signer.person: signer.key.split()[:2] for signer in scene.edition.signers}
    for other in scene.edition.sign_offs:
        same = other.person == sign_off.person or keys.get(other.person) == keys.get(sign_off.person, [])
        if other.role != RECIPIENT and other.piece == sign_off.piece and same:
            yield Fault(
                f"“{sign_off.person}” confirms “{sign_off.piece}” for the receiving side "
                f"and has also signed it as {other.role}."
            )
