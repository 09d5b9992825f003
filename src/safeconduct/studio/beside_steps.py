# SPDX-License-Identifier: Apache-2.0
"""The steps of what lies beside the sound: companions, the film, the studio's report, the reading script."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from safeconduct.model.captions import most_beats
from safeconduct.model.codec import plain
from safeconduct.model.reading_script import ReadingScript
from safeconduct.model.spoken import Script
from safeconduct.model.works import Made, Planned, Step

from .companions.orders import CompanionOrder, companions_step, media_type
from .job import Job
from .orders import FilmOrder, MasterOrder
from .report.orders import ReportOrder, limits_of, report_step
from .script_order import ScriptOrder
from .spoken_steps import DSP, ROOM

FILM: Final = "film"


@frozen
class Beside:
    """Steps, and the files of the kit that come of them."""

    steps: tuple[Step, ...]
    artifacts: tuple[Planned, ...]


def texts_of(script: Script) -> dict[str, str]:
    """Return the words of each block as they are written, in the order in which they are said, each block once."""
    return {said.block: said.text for said in script}


def beats_of(job: Job) -> int:
    """Return the most syllables of a caption of this job: the slides, the captions and the film must agree on it."""
    return most_beats(job.channel.most_syllables_per_s)


def beside(
    job: Job, script: Script, order: MasterOrder, sound: Mapping[str, Made], reading: ReadingScript, slides: Step | None
) -> Beside:
    """Plan what lies beside the sound of a job.

    `sound` holds the outputs of the master by name; `slides` is the press's step for the pictures of the film, None
    where there is none.
    """
    made = (
        _scripted(job, reading),
        _accompanied(job, script, order, sound),
        *((_filmed(job, script, order, sound, slides),) if slides else ()),
        _reported(job, script, order, sound),
    )
    return Beside(
        tuple(step for one in made for step in one.steps), tuple(file for one in made for file in one.artifacts)
    )


def _scripted(job: Job, reading: ReadingScript) -> Beside:
    mark = job.commission.labels["specimen_long"] if job.commission.mark else ""
    order = ScriptOrder(f"{job.name}.script.txt", mark, reading)
    step = Step(f"{job.base}.script", f"{ROOM}.script:script", {}, plain(order), (order.file,))
    return Beside((step,), (Planned(order.file, "text/plain", Made(step.name, order.file)),))


def _accompanied(job: Job, script: Script, order: MasterOrder, sound: Mapping[str, Made]) -> Beside:
    commission, language = job.commission, job.copy.language
    imprint = (
        job.piece.attribution.on_behalf_of.get(language, ""),
        commission.notice,
        *commission.credits,
        commission.labels["valid_until_text"],
    )
    told = CompanionOrder(
        name=job.name,
        title=job.title,
        sender=job.sender,
        language=language,
        mark=commission.labels["specimen_long"] if commission.mark else "",
        kinds=job.channel.companions,
        texts=texts_of(script),
        files=tuple(_files(job)),
        most_beats=beats_of(job),
        imprint=tuple(line for line in imprint if line),
        album=order.album,
        day=order.day,
        until=commission.valid_until.isoformat() if commission.valid_until else "",
        channel=job.channel.title,
    )
    step = companions_step(f"{job.base}.companions", told, sound["master.json"])
    files = tuple(Planned(name, media_type(name), Made(step.name, name)) for name in step.outputs)
    return Beside((step,) if files else (), files)


def _filmed(job: Job, script: Script, order: MasterOrder, sound: Mapping[str, Made], slides: Step) -> Beside:
    told = FilmOrder(
        file=f"{job.name}.mp4",
        title=order.title,
        artist=order.artist,
        album=order.album,
        language=job.copy.language,
        language_639=order.language,
        comment=order.comment,
        day=order.day,
        texts=texts_of(script),
        most_beats=beats_of(job),
    )
    inputs = {
        "master": sound["master.json"],
        "sound": sound[next(_files(job))],
        **{name: Made(slides.name, name) for name in slides.outputs},
    }
    tools = (*DSP, "pillow", "av")
    # Its sound is AAC.
    step = Step(
        f"{job.base}.film", f"{ROOM}.filming:film", inputs, plain(told), (told.file,), tools, sealed=(told.file,)
    )
    return Beside((slides, step), (Planned(told.file, "video/mp4", Made(step.name, told.file)),))


def _reported(job: Job, script: Script, order: MasterOrder, sound: Mapping[str, Made]) -> Beside:
    told = ReportOrder(
        file=f"{job.name}.report.html",
        title=job.title,
        channel=job.channel.title,
        limits=limits_of(job.channel),
        sender=job.sender,
        language=job.copy.language,
        mark=job.commission.labels["specimen_long"] if job.commission.mark else "",
        day=order.day,
        texts=texts_of(script),
    )
    inputs = {"master": sound["master.json"], "before": sound["before.flac"], "after": sound[next(_files(job))]}
    step = report_step(f"{job.base}.report", told, inputs)
    return Beside((step,), (Planned(told.file, "text/html", Made(step.name, told.file)),))


def _files(job: Job) -> Iterator[str]:
    return (f"{job.name}.{file.container}" for file in job.channel.files)
