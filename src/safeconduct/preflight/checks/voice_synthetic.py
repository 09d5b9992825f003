# SPDX-License-Identifier: Apache-2.0
"""No paragraph of a final is spoken by a machine, unless the house allows it for this piece; then it says so."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.product import SYNTHETIC
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken

DRAFT = "draft"


@check(
    id="voice-synthetic",
    subject=Spoken,
    severity=Severity.STOP,
    rationale=(
        "The draft voice is for timing and proof-listening. A machine's voice in an appeal to people in fear "
        "is heard as a trick."
    ),
    remedy=(
        "Record the paragraph, put it into takes/ and write the narrator's consent; or, if the house stands for a "
        "machine speaking here, list the piece under synthetic in [sound] of edition.toml."
    ),
    reference="docs/standard.md#voice",
)
def voice_synthetic(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    message = spoken.master.message
    drafts = [part.block for part in message if part.voice == DRAFT]
    if spoken.piece.id in scene.edition.house_sound.synthetic:
        if drafts and SYNTHETIC not in [part.block for part in message]:
            yield Fault(f"“{spoken.piece.id}” in {spoken.language} does not say that a machine speaks.")
    elif drafts:
        yield Fault(f"“{spoken.piece.id}” in {spoken.language} is spoken by the draft voice: {', '.join(drafts)}.")
