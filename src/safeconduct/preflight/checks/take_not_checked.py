# SPDX-License-Identifier: Apache-2.0
"""A recogniser has listened to every take, and was sure of what it heard."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="take-not-checked",
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
def take_not_checked(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    heard = {one.block: one.unsure for one in spoken.master.heard}
    taken = dict.fromkeys(part.block for part in spoken.master.paragraphs if part.voice == "take")
    reasons: dict[str, list[str]] = {}
    for block in taken:
        if reason := heard.get(block, "no recogniser listened"):
            reasons.setdefault(reason, []).append(f"{{#{block}}}")
    for reason, blocks in reasons.items():
        yield Fault(f"Takes in {spoken.language} not checked against the script ({reason}): {', '.join(blocks)}.")
