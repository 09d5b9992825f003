# SPDX-License-Identifier: Apache-2.0
"""Every step is confirmed by the receiving side."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import Answer, Confirmation
from safeconduct.preflight.confirming import answers
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, StepSaid


@check(
    id="step-not-confirmed",
    subject=StepSaid,
    severity=Severity.STOP,
    rationale=(
        "Those who receive a person following these steps must know and accept the very same steps; otherwise"
        " a reader who does everything right is shot."
    ),
    remedy="Have the receiving side read the steps as they stand now and confirm them: safeconduct confirm.",
    reference="docs/standard.md#steps",
)
def step_not_confirmed(step: StepSaid, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    confirmations = [one for one in scene.edition.confirmations if one.piece == step.piece.id]
    if not any(answers(one, step.block.id, Answer.CONFIRMED, scene) for one in confirmations):
        reason = _why_not([one for one in confirmations if scene.is_genuine(one)], step, scene)
        yield Fault(
            f"The step {{#{step.block.id}}} of “{step.piece.id}” is not confirmed by the receiving side{reason}."
        )


def _why_not(confirmations: list[Confirmation], step: StepSaid, scene: Scene) -> str:
    said = [one for one in confirmations if one.steps.get(step.block.id) is Answer.CONFIRMED]
    if not said:
        return ""
    last = max(said, key=lambda one: (one.on, one.until))
    if last.saw != scene.steps[step.piece.id]:
        return f": the steps have changed since “{last.person}” confirmed it"
    return f": what “{last.person}” confirmed ended on {last.until}"
