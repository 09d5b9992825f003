# SPDX-License-Identifier: Apache-2.0
"""The sentences of the report that whoever reads nothing else should read, and what nobody checked."""

from collections.abc import Iterator, Sequence

from safeconduct.model.product import Master, Paragraph, Taken

from .doings import figure, is_surprise
from .limits import files_told
from .orders import ReportOrder

_DRAFT = "draft"


def hum_told(taken: Taken) -> str:
    """Say what is known about the hum of a recording: never that it is gone."""
    if not taken.hum_hz:
        return "none was found; that is no proof that there is none"
    before, after = figure(taken.hum_before_db, "dB"), figure(taken.hum_after_db, "dB")
    if taken.hum_after_db < taken.hum_before_db:
        return f"{taken.hum_hz:g} Hz: reduced from {before} to {after}, not removed"
    return f"{taken.hum_hz:g} Hz, {before}: left as it is"


def summary(master: Master, order: ReportOrder) -> Iterator[str]:
    """Yield the sentences that whoever reads nothing else should read."""
    outside = [file for file, shown in files_told(master, order.limits) if not all(one.inside for one in shown)]
    if not master.files:
        yield "There is no finished file."
    elif outside:
        yield f"Outside what the channel asks: {', '.join(outside)}."
    else:
        yield f"{_files(len(master.files))} inside what the channel asks."
    for file in master.files:
        lost = [block for block in _blocks(master.paragraphs) if block not in file.heard]
        if file.heard and lost:
            yield f"Not found again in {file.file}: {', '.join(lost)}."
    drafts = _blocks(part for part in master.paragraphs if part.voice == _DRAFT)
    if drafts and all(part.voice == _DRAFT for part in master.paragraphs):
        yield "The voice is synthetic throughout."
    elif drafts:
        yield f"In a synthetic voice: {', '.join(drafts)}. All else is a person's."
    elif master.paragraphs:
        yield "Every paragraph is a person's voice."
    for one in (*master.treated, *(one for taken in master.taken for one in taken.treated)):
        if is_surprise(one):
            where = f" in {one.where}" if one.where else ""
            yield f"Peaks were turned down by {one.before - one.after:.1f} dB{where}: the voice sounds denser for it."
    for taken in master.taken:
        if taken.hum_hz:
            yield f"Mains hum in {taken.file or 'the recording'}: {hum_told(taken)}."


def unchecked(master: Master) -> Iterator[str]:
    """Yield what nobody and nothing has checked: silence here would be taken for a promise."""
    takes = _blocks(part for part in master.paragraphs if part.voice != _DRAFT)
    heard = {one.block: one for one in master.heard}
    missing = [block for block in takes if block not in heard]
    if takes and not master.heard:
        yield "The words of the recordings were not compared with the script: no recogniser was at work."
    elif missing:
        yield f"Not compared with the script by any recogniser: {', '.join(missing)}."
    for block, one in heard.items():
        if one.unsure:
            yield f"Whether {block} says its script could not be told: {one.unsure.rstrip('.')}."
    for file in master.files:
        if master.paragraphs and not file.heard:
            yield f"Whether every paragraph is in {file.file} was not looked for."
    if not master.paragraphs:
        yield "There was no script: nothing is known about the words."
    yield "No person has listened for this report, and how it sounds where it will be played is not known."


def _blocks(parts: Sequence[Paragraph] | Iterator[Paragraph]) -> list[str]:
    return list(dict.fromkeys(part.block for part in parts))


def _files(count: int) -> str:
    return "The finished file is" if count == 1 else f"All {count} finished files are"
