# SPDX-License-Identifier: Apache-2.0
"""Every step is confirmed by the receiving side."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, StepSaid
from safeconduct.preflight.standard import RECIPIENT


@check(
    id="step-not-confirmed",
    subject=StepSaid,
    severity=Severity.STOP,
    rationale=(
        "Those who receive a person following these steps must know and accept the very same steps; otherwise"
        " a reader who does everything right is shot."
    ),
    remedy=("Have the receiving side confirm the piece: a sign-off in the role “recipient” that saw it as it stands."),
    reference="docs/standard.md#steps",
    waivable=False,
)
def step_not_confirmed(step: StepSaid, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not any(
        sign_off.role == RECIPIENT and sign_off.piece == step.piece.id and scene.holds(sign_off)
        for sign_off in scene.edition.sign_offs
    ):
        yield Fault(f"The step {{#{step.block.id}}} of “{step.piece.id}” is not confirmed by the receiving side.")
