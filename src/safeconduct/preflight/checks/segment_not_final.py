# SPDX-License-Identifier: Apache-2.0
"""Every block of a translation whose states are kept is final."""

from collections.abc import Iterator

from safeconduct.manuscript.segments import REOPENED, Standing
from safeconduct.model.judgement import Severity
from safeconduct.preflight.exchanged import Translation
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="segment-not-final",
    subject=Translation,
    severity=Severity.WARN,
    rationale="Whoever translates or reviews says when a block is done; what nobody has said so of is not done.",
    remedy="Have it reviewed, set its state to final in the translation tool, and import the file.",
    reference="docs/standard.md#translations",
)
def segment_not_final(translation: Translation, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one in translation.stood:
        if one.block and not one.by_machine and one.standing not in (Standing.FINAL, *REOPENED):
            state = one.segment.state if one.segment else "without a state"
            yield Fault(f"{{#{one.block.id}}} in {translation.copy.language} is {state}, not final.", one.block.at)
