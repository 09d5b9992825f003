# SPDX-License-Identifier: Apache-2.0
"""Every contradiction of the ledger is told, the settled ones as well."""

from collections.abc import Iterator

from safeconduct.model.edition import Edition
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene

NAMES = "Nothing: print the preferred name; the others are known as names of the same."


@check(
    id="claims-contradict",
    subject=Edition,
    severity=Severity.NOTE,
    rationale=(
        "Two statements of one ledger that cannot both be true show where a copy drifted, a source was wrong or the "
        "situation changed. The mean of two figures is a third one that nobody has stated."
    ),
    remedy=(
        "Nothing, unless a piece cites one of them: then say why the one that stands may stand ([[against]]), or "
        "refuse the other."
    ),
    reference="docs/standard.md#contradictions",
)
def claims_contradict(edition: Edition, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for contradiction in scene.contradictions:
        yield Fault(contradiction.sentence, at=contradiction.first.claim.at)
    for spelt in scene.spellings:
        yield Fault(spelt.sentence, at=spelt.entity.at, remedy=NAMES)
