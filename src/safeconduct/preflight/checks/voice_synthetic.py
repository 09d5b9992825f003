# SPDX-License-Identifier: Apache-2.0
"""No paragraph of a final is spoken by the draft voice."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="voice-synthetic",
    subject=Spoken,
    severity=Severity.STOP,
    rationale=(
        "The draft voice is for timing and proof-listening. A machine's voice in an appeal to people in fear "
        "is heard as a trick."
    ),
    remedy="Record the paragraph, put it into takes/, and write the narrator's consent.",
    reference="docs/standard.md#voice",
)
def voice_synthetic(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    drafts = [part.block for part in spoken.master.message if part.voice == "draft"]
    if drafts:
        yield Fault(f"“{spoken.piece.id}” in {spoken.language} is spoken by the draft voice: {', '.join(drafts)}.")
