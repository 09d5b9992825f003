# SPDX-License-Identifier: Apache-2.0
"""No finished file peaks above the ceiling of its channel."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="peak-too-high",
    subject=Spoken,
    severity=Severity.STOP,
    rationale="Peaks above the ceiling distort in the transmitter, and speech is lost in the crackle.",
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#sound",
)
def peak_too_high(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for file in spoken.master.files:
        if file.peak_dbtp > spoken.channel.peak_dbtp + 0.05:
            yield Fault(f"{file.file} peaks at {file.peak_dbtp:.1f} dBTP; the ceiling is {spoken.channel.peak_dbtp:g}.")
