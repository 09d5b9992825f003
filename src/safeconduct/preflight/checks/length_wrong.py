# SPDX-License-Identifier: Apache-2.0
"""The message, from the sender's first word to the last, has the length of its channel."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="length-wrong",
    subject=Spoken,
    severity=Severity.STOP,
    rationale="What is too long is cut off or missed; what is too short is over before one listens.",
    remedy="Shorten or lengthen the script.",
    reference="docs/standard.md#sound",
)
def length_wrong(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    paragraphs = spoken.master.message
    length = paragraphs[-1].end_s - paragraphs[0].start_s if paragraphs else 0.0
    if not spoken.channel.shortest_s <= length <= spoken.channel.longest_s:
        yield Fault(
            f"“{spoken.piece.id}” in {spoken.language} lasts {length:.0f} s; {spoken.channel.title} takes "
            f"{spoken.channel.shortest_s:g} to {spoken.channel.longest_s:g} s."
        )
