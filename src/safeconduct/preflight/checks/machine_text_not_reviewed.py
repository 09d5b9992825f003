# SPDX-License-Identifier: Apache-2.0
"""A person has reviewed whatever a machine has translated."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.exchanged import Translation
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="machine-text-not-reviewed",
    subject=Translation,
    severity=Severity.STOP,
    rationale="A machine writes smooth sentences that say something else, and the reader cannot ask back.",
    remedy="Have a person who reads the language review or rewrite it, and import the file without the machine's mark.",
    reference="docs/standard.md#translations",
)
def machine_text_not_reviewed(translation: Translation, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one in translation.stood:
        if one.block and one.by_machine:
            yield Fault(f"A machine wrote {{#{one.block.id}}} in {translation.copy.language}.", one.block.at)
