# SPDX-License-Identifier: Apache-2.0
"""Every paragraph is heard once (a call-out: as often as it is said), in the order of the copy, in every file."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.spoken import ADDED
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
    wanted = [block.id for _ in range(spoken.form.times) for block in spoken.blocks]
    planned = [part.block for part in spoken.master.paragraphs if part.block not in ADDED]
    if planned != wanted:
        yield Fault(f"Heard in {spoken.language}: {', '.join(planned)}. Written: {', '.join(wanted)}.")
    for file in spoken.master.files:
        heard = [block for block in file.heard if block not in ADDED]
        if heard != wanted:
            lost = next((one for one, other in zip(wanted, [*heard, ""], strict=False) if one != other), "")
            yield Fault(
                f"In {file.file} not every paragraph is heard once and in its place: looked for {{#{lost}}}."
                if lost
                else f"In {file.file} more is heard than was written."
            )
