# SPDX-License-Identifier: Apache-2.0
"""The sender is spoken at the start and at the end."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="sender-not-spoken",
    subject=Spoken,
    severity=Severity.STOP,
    rationale="A voice that does not say whose it is deceives, whatever it says.",
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#sender",
)
def sender_not_spoken(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not (spoken.master.sender_start and spoken.master.sender_end):
        yield Fault(f"“{spoken.piece.id}” in {spoken.language} does not name its sender at both ends.")
