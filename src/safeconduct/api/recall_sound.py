# SPDX-License-Identifier: Apache-2.0
"""The recall in the draft voice, for FM: made like any other master, and measured after decoding."""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import evolve, frozen

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import SoundChannel
from safeconduct.model.codec import plain, record_from
from safeconduct.model.product import Master, MasterFile
from safeconduct.model.recall_notice import LONGEST_SPOKEN_S, RecallNotice
from safeconduct.model.spoken import Script
from safeconduct.model.works import Mark
from safeconduct.studio.mastering import MASTER, master
from safeconduct.studio.orders import DRAFT, Cue, MasterOrder
from safeconduct.studio.samples import write_working
from safeconduct.studio.voices.at_pace import at_pace
from safeconduct.studio.voices.pacing import SPARE

from .scripts import PACE_SHARE

CHANNEL: Final = "fm"
_CONTAINERS: Final = ("wav", "mp3")


@frozen
class RecallSound:
    """The finished files as they were measured, and how long the message in them lasts, without slates, in seconds."""

    files: tuple[MasterFile, ...]
    message_s: float


def fm() -> SoundChannel:
    """Return the channel of a broadcaster, with one file to broadcast and one to pass on."""
    channel = channels()[CHANNEL]
    assert isinstance(channel, SoundChannel)  # noqa: S101 - it ships with us
    return evolve(channel, files=tuple(file for file in channel.files if file.container in _CONTAINERS))


def speak(
    notice: RecallNotice, script: Script, title: str, labels: Mapping[str, str], mark: Mark | None, name: str, out: Path
) -> RecallSound:
    """Write `script` in the draft voice as `out/<name>.wav` and `.mp3`.

    Spoken at a narrator's pace; where that is too slow for the minute, as fast as the channel bears.  Raises
    `ToolRefusal` when the voice is missing or breaks.
    """
    channel = fm()
    for share in (PACE_SHARE, SPARE):
        with TemporaryDirectory(prefix="safeconduct-recall-") as folder:
            made = _spoken(
                notice, script, title, labels, mark, name, Path(folder), channel.most_syllables_per_s * share
            )
            if made.message_s <= LONGEST_SPOKEN_S or share == SPARE:
                for file in made.files:
                    (out / file.file).write_bytes((Path(folder) / file.file).read_bytes())
                break
    return made


def _spoken(
    notice: RecallNotice,
    script: Script,
    title: str,
    labels: Mapping[str, str],
    mark: Mark | None,
    name: str,
    folder: Path,
    pace: float,
) -> RecallSound:
    inputs = {}
    for one in script:
        inputs[one.block] = folder / f"{one.block}.flac"
        write_working(inputs[one.block], at_pace(one.spoken, notice.language, one.syllables, pace))
    order = MasterOrder(
        name=name,
        title=f"{mark.printed_short} - {title}" if mark else title,
        artist=notice.sender,
        album=notice.id,
        language=labels["iso_639_2"],
        comment=", ".join([*(["SPECIMEN"] if mark else []), "synthetic voice"]),
        day=notice.status_issued.isoformat(),
        cues=tuple(Cue(one.block, one, DRAFT) for one in script),
        channel=fm(),
    )
    master(inputs, plain(order), folder)
    report = record_from(json.loads((folder / MASTER).read_bytes()), Master)
    message = report.message
    return RecallSound(report.files, round(message[-1].end_s - message[0].start_s, 1))
