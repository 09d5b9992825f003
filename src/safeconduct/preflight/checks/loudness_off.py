# SPDX-License-Identifier: Apache-2.0
"""Every finished file has the loudness of its channel."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Spoken


@check(
    id="loudness-off",
    subject=Spoken,
    severity=Severity.STOP,
    rationale="A broadcaster sends back, or turns down, what is not at the agreed level.",
    remedy="Listen to the recording: silence, clicks and hopeless clipping cannot be brought to a level, so record it "
    "again. If it sounds well, this is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#sound",
)
def loudness_off(spoken: Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for file in spoken.master.files:
        off = file.loudness_lufs - spoken.channel.loudness_lufs
        if abs(off) > spoken.channel.loudness_tolerance_lu + 0.005:
            yield Fault(
                f"{file.file} measures {file.loudness_lufs:.1f} LUFS instead of {spoken.channel.loudness_lufs:g}."
            )
