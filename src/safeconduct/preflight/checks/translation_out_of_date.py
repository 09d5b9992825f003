# SPDX-License-Identifier: Apache-2.0
"""A translation says what its source says today."""

from collections.abc import Iterator

from safeconduct.manuscript.segments import REOPENED
from safeconduct.model.judgement import Severity
from safeconduct.preflight.exchanged import Translation
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="translation-out-of-date",
    subject=Translation,
    severity=Severity.WARN,
    rationale="The words of one language were changed, and nobody looked whether the other still says the same.",
    remedy="Export the piece again, have the block translated or reviewed anew, and import the file.",
    reference="docs/standard.md#translations",
)
def translation_out_of_date(translation: Translation, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one in translation.stood:
        if one.block and one.segment and one.standing in REOPENED:
            whose = f"its source ({one.source.at})" if one.standing is REOPENED[0] else "it"
            said = f"{{#{one.block.id}}} in {translation.copy.language} was {one.segment.state}"
            yield Fault(f"Since {said}, {whose} was changed.", one.block.at)
