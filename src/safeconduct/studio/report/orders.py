# SPDX-License-Identifier: Apache-2.0
"""What the recipe of the report is told.  Imports nothing heavy: plans are made here."""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from safeconduct.model.channel import SoundChannel
from safeconduct.model.codec import plain
from safeconduct.model.works import Made, Step

_TOOLS: Final = ("jinja2", "numpy", "pillow", "soundfile", "soxr")


@frozen
class Limits:
    """What a channel asks of its files: as in `model.channel.SoundChannel`, 0 where it asks nothing."""

    loudness_lufs: float
    loudness_tolerance_lu: float
    peak_dbtp: float
    short_term_lufs: float = 0.0
    longest_s: float = 0.0
    most_syllables_per_s: float = 0.0


def limits_of(channel: SoundChannel) -> Limits:
    """Return what a channel asks of its files."""
    return Limits(
        channel.loudness_lufs,
        channel.loudness_tolerance_lu,
        channel.peak_dbtp,
        channel.short_term_lufs,
        channel.longest_s,
        channel.most_syllables_per_s,
    )


@frozen
class ReportOrder:
    """Write the report `file` of one piece of sound.

    Without a manuscript `sender`, `language`, `mark`, `day` and `texts` are empty: the report then tells of the sound
    alone.  `mark` is the sentence of a SPECIMEN, `texts` the words of each block as written.
    """

    file: str
    title: str
    channel: str
    limits: Limits
    sender: str = ""
    language: str = ""
    mark: str = ""
    day: str = ""
    texts: dict[str, str] = field(factory=dict)


def report_step(name: str, order: ReportOrder, inputs: Mapping[str, Made]) -> Step:
    """Return the step called `name` that writes the report; `inputs` are "master", and "before" and "after" if any."""
    return Step(name, "safeconduct.studio.report.report:report", dict(inputs), plain(order), (order.file,), _TOOLS)
