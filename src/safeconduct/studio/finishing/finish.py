# SPDX-License-Identifier: Apache-2.0
"""From a treated reel to a finished file, and what was measured on it."""

import shutil
from pathlib import Path

from attrs import evolve, frozen

from safeconduct.model.channel import SoundChannel, SoundFile
from safeconduct.model.product import MasterFile, Treated
from safeconduct.studio import files
from safeconduct.studio.reel import Reel
from safeconduct.studio.tags import Tags

from .done import treated
from .hearing import heard
from .loop import Target, written
from .spans import Spoken
from .survey import Survey, surveyed


@frozen
class Finished:
    """A finished file as it was measured, and what was done to the sound for it."""

    file: MasterFile
    treated: tuple[Treated, ...]


def finish(
    reel: Reel,
    channel: SoundChannel,
    spec: SoundFile,
    tags: Tags,
    path: Path,
    spoken: Spoken,
    scratch: Path,
    survey: Survey | None = None,
) -> Finished:
    """Write `reel` to `path` as `spec`, as loud as `channel` wants it and under its ceiling; return what was measured.

    Loudness comes within 0.2 LU, mostly 0.1, and the true peak at or under the ceiling; both are those of the written
    file, decoded (ITU-R BS.1770-4).  `spoken` says which block is heard from what second of the reel to what other;
    `heard` of the result names those whose sound is really there.  A `survey` of the same reel, made once, spares each
    of several files the time for its own.  Until it holds, the file lies in the folder
    `scratch`; no half-done one ever stands at `path`.

    Where a sound cannot reach its loudness (silence; sound that never comes over -70 LUFS; sound more than 40 dB too
    soft; clicks, whose crest no limiter brings down), it is written as loud as the ceiling and 40 dB of gain allow and
    the figures say so: the checks refuse it.  Refuses sound that is not finite or has no length (`StepRefusal`).
    """
    own = surveyed(reel.tape()) if survey is None else evolve(survey, peak_dbtp=survey.peak_dbtp.copy())
    draft = scratch / path.name
    writing = written(Target(reel, channel, spec, tags, draft), own)
    files.reread(draft, spec, tags)
    shutil.move(draft, path)
    figures, plan = writing.listened.figures, writing.solved.plan
    file = MasterFile(
        path.name,
        figures.length_s,
        figures.integrated_lufs,
        figures.true_peak_dbtp,
        figures.most_short_term_lufs,
        figures.range_lu,
        heard(spoken, plan, writing.listened.levels),
    )
    # Within its tolerance a file is as loud as its channel: the files of one channel tell the same level.
    hit = abs(figures.integrated_lufs - channel.loudness_lufs) <= channel.loudness_tolerance_lu
    after_lufs = channel.loudness_lufs if hit else figures.integrated_lufs
    return Finished(file, treated(writing.solved, own.figures.integrated_lufs, after_lufs, spoken))
