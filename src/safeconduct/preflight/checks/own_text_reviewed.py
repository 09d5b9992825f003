# SPDX-License-Identifier: Apache-2.0
"""Nobody signs off their own text."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity, SignOff
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.standard import AUTHOR


@check(
    id="own-text-reviewed",
    subject=SignOff,
    severity=Severity.STOP,
    rationale="Whoever wrote a text reads what was meant, not what stands there.",
    remedy="Let somebody else review it.",
    reference="docs/standard.md#sign-offs",
    waivable=False,
)
def own_text_reviewed(sign_off: SignOff, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if sign_off.role == AUTHOR:
        return
    keys = {signer.person: signer.key.split()[:2] for signer in scene.edition.signers}  # a comment changes no key
    for other in scene.edition.sign_offs:
        same = other.person == sign_off.person or keys.get(other.person) == keys.get(sign_off.person, [])
        if other.role == AUTHOR and other.piece == sign_off.piece and same:
            yield Fault(f"“{sign_off.person}” wrote “{sign_off.piece}” and cannot sign it off as {sign_off.role}.")
