# SPDX-License-Identifier: Apache-2.0
"""Nobody signs off their own text."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import ReaderTest, SignOff
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.standard import AUTHOR


@check(
    id="own-text-reviewed",
    subject=(SignOff, ReaderTest),
    severity=Severity.STOP,
    rationale="Whoever wrote a text reads what was meant, not what stands there.",
    remedy="Let somebody else review it.",
    reference="docs/standard.md#sign-offs",
)
def own_text_reviewed(record: SignOff | ReaderTest, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if record.role != AUTHOR and any(other.role == AUTHOR for other in scene.by_same_hand(record)):
        yield Fault(f"“{record.person}” wrote “{record.piece}” and cannot sign it off as {record.role}.")
