# SPDX-License-Identifier: Apache-2.0
"""What is called out is not longer than a call."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Scripted


@check(
    id="syllables-too-many",
    subject=Scripted,
    severity=Severity.STOP,
    rationale="A call is heard once, half of it against the wind; whatever is long in it is lost.",
    remedy="Cut the words, or choose a longer form.",
    reference="docs/standard.md#script",
)
def syllables_too_many(scripted: Scripted, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    most = scripted.form.most_syllables
    if most and scripted.syllables > most:
        yield Fault(
            f"“{scripted.piece.id}” in {scripted.copy.language} has {scripted.syllables} syllables when it is read; "
            f"a {scripted.form.title.lower()} has at most {most}."
        )
