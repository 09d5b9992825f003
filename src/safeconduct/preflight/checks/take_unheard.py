# SPDX-License-Identifier: Apache-2.0
"""A recogniser has listened to every take."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="take-unheard",
    subject=Spoken,
    severity=Severity.NOTE,
    rationale=(
        "“No difference found” and “nobody listened” look alike in a list of findings. A person's sign-off is needed "
        "either way; here it is the only one."
    ),
    remedy=(
        "Have a person listen to the recording from start to end, script in hand; or install the recogniser: "
        "pip install 'safeconduct[recogniser]'."
    ),
    reference="docs/standard.md#takes",
)
def take_unheard(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    heard = {one.block for one in spoken.master.heard if one.recogniser}
    taken = dict.fromkeys(part.block for part in spoken.master.paragraphs if part.voice == "take")
    if left := [f"{{#{block}}}" for block in taken if block not in heard]:
        yield Fault(f"No recogniser listened to these takes in {spoken.language}: {', '.join(left)}.")
