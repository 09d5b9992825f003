# SPDX-License-Identifier: Apache-2.0
"""Which steps make a spoken piece.  Only plans: imports no sound library, opens no file."""

from typing import Final

from safeconduct.model.codec import plain
from safeconduct.model.reading_script import ReadingScript
from safeconduct.model.spoken import Script
from safeconduct.model.works import Made, Measured, Plan, Planned, Step

from .beside_steps import beside
from .job import Job
from .orders import DRAFT, TAKE, Cue, MasterOrder
from .spoken_steps import DSP, HEARD, ROOM, SpokenSteps

MEDIA_TYPES: Final = {
    "wav": "audio/x-wav",
    "flac": "audio/flac",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
}
SEALED_CONTAINERS: Final = frozenset({"ogg", "m4a"})
"""Opus and AAC: their encoders give other bytes on another processor.  WAV, FLAC and MP3 come out the same."""

_TOOLS_OF: Final = {"mp3": ("lameenc",), "ogg": ("av",), "m4a": ("av",)}


def plan(job: Job, script: Script, reading: ReadingScript, slides: Step | None = None) -> Plan:
    """Return the steps of a spoken piece for one channel.

    `script` has one entry for each of `sentences(job)`, `reading` is the same for a narrator's eyes, `slides` the step
    that makes the pictures of the film where the channel has one.  A take replaces the draft voice paragraph by
    paragraph, the sender's sentences included; a take of the whole holds all that a narrator reads, once, in order.
    The slates and the sentence on the voice are always in the draft voice.
    """
    spoken = SpokenSteps(job, script)
    order = _order(job, script, spoken)
    files = tuple(f"{job.name}.{one.container}" for one in job.channel.files)
    tools = dict.fromkeys(tool for one in job.channel.files for tool in _TOOLS_OF.get(one.container, ()))
    sealed = tuple(
        file for file, one in zip(files, job.channel.files, strict=True) if one.container in SEALED_CONTAINERS
    )
    mastered = Step(
        name=f"{job.base}.master",
        recipe=f"{ROOM}.mastering:master",
        inputs={**spoken.sound, **spoken.reports},
        params=plain(order),
        outputs=(*files, "before.flac", "master.json"),
        tools=(*DSP, *tools),
        # The figures of such a file, and what a recogniser understood, stand in the report.
        sealed=(*sealed, "master.json") if sealed or HEARD in spoken.reports else (),
        aside=tuple(name for name in spoken.reports if name == HEARD),
    )
    sound = {output: Made(mastered.name, output) for output in mastered.outputs}
    more = beside(job, script, order, sound, reading, slides)
    made = (
        Planned(file, MEDIA_TYPES[one.container], sound[file])
        for file, one in zip(files, job.channel.files, strict=True)
    )
    return Plan(
        piece=job.piece.id,
        language=job.copy.language,
        channel=job.channel.id,
        steps=(*spoken.steps, mastered, *more.steps),
        artifacts=(*made, *more.artifacts),
        measured=(Measured(sound["master.json"], "sound"),),
    )


def _order(job: Job, script: Script, spoken: SpokenSteps) -> MasterOrder:
    mark = job.commission.mark
    voices = {said.block: TAKE if said.block in spoken.recorded else DRAFT for said in script}
    comment = ("SPECIMEN" if mark else "", "synthetic voice" if DRAFT in voices.values() else "")
    return MasterOrder(
        name=job.name,
        title=f"{mark.printed_short} - {job.title}" if mark else job.title,
        artist=job.sender,
        album=job.commission.edition,
        language=job.commission.labels["iso_639_2"],
        comment=", ".join(word for word in comment if word),
        day=job.commission.as_of.isoformat(),
        cues=tuple(Cue(said.block, said, voices[said.block]) for said in script),
        channel=job.channel,
        reports=tuple(spoken.reports),
    )
