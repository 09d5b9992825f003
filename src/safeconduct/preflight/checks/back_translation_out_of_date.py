# SPDX-License-Identifier: Apache-2.0
"""What was put back is what the copy says today."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.exchanged import PutBack
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="back-translation-out-of-date",
    subject=PutBack,
    severity=Severity.WARN,
    rationale="Somebody vouched for other words than those that are printed.",
    remedy="Have the changed blocks put back again, and store the new back-translation.",
    reference="docs/standard.md#translations",
)
def back_translation_out_of_date(put_back: PutBack, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    changed = put_back.changed
    for block in put_back.copy.blocks:
        if what := changed.get(block.id):
            whose = f"The {' and the '.join(what)} of {{#{block.id}}}"
            yield Fault(f"{whose} changed since it was put back from {put_back.back.language}.", block.at)
