# SPDX-License-Identifier: Apache-2.0
"""Every paragraph of the script is heard once and in order."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.product import SENDER_END, SENDER_START
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="paragraph-not-spoken",
    subject=Spoken,
    severity=Severity.STOP,
    rationale="A paragraph that was left out, doubled or moved changes what is said.",
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#completeness",
)
def paragraph_not_spoken(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    heard = [part.block for part in spoken.master.message if part.block not in (SENDER_START, SENDER_END)]
    wanted = [block.id for block in spoken.blocks]
    if heard != wanted:
        yield Fault(f"Heard in {spoken.language}: {', '.join(heard)}. Written: {', '.join(wanted)}.")
