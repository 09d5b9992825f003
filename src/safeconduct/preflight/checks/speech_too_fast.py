# SPDX-License-Identifier: Apache-2.0
"""No paragraph is spoken faster than the channel allows."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="speech-too-fast",
    subject=Spoken,
    severity=Severity.STOP,
    rationale="In hard acoustics fast speech is noise.",
    remedy="Record it again more slowly, or shorten the paragraph.",
    reference="docs/standard.md#sound",
)
def speech_too_fast(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for part in spoken.master.message:
        rate = part.syllables / max(part.end_s - part.start_s, 0.1)
        if rate > spoken.channel.most_syllables_per_s + 0.05:
            yield Fault(
                f"The paragraph {{#{part.block}}} is spoken at {rate:.1f} syllables a second; "
                f"{spoken.channel.title} allows {spoken.channel.most_syllables_per_s:g}.",
            )
