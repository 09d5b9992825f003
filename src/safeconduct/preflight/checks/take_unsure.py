# SPDX-License-Identifier: Apache-2.0
"""Where a recogniser listened to a take, it was sure of what it heard."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="take-unsure",
    subject=Spoken,
    severity=Severity.WARN,
    rationale=(
        "A recogniser is lost in noise, in a language it hardly knows, and in words that are not those of the script: "
        "a take in another language, or half a sentence, looks to it like this and like nothing else."
    ),
    remedy=(
        "Have a person listen to the recording from start to end, script in hand; record it again where it is not "
        "clear. An editor may then waive this."
    ),
    reference="docs/standard.md#takes",
)
def take_unsure(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    reasons: dict[str, list[str]] = {}
    for one in spoken.master.heard:
        if one.recogniser and one.unsure:
            reasons.setdefault(one.unsure, []).append(f"{{#{one.block}}}")
    for reason, blocks in reasons.items():
        yield Fault(f"Takes in {spoken.language} not checked against the script ({reason}): {', '.join(blocks)}.")
