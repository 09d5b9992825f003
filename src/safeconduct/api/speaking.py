# SPDX-License-Identifier: Apache-2.0
"""Planning what is heard: the script of a piece, the recordings that may be used, and the voice for the rest."""

from datetime import date

from safeconduct.language.korean_sounds import sounds
from safeconduct.language.korean_sounds.telling import NORTH, Told, told
from safeconduct.language.reading import reading
from safeconduct.manuscript.forms import forms
from safeconduct.model.agreed import usable
from safeconduct.model.channel import SoundChannel
from safeconduct.model.edition import Copy, Edition, Piece
from safeconduct.model.refusal import ToolRefusal
from safeconduct.model.spoken import Said, Script
from safeconduct.model.works import Commission
from safeconduct.studio.job import Job, Voice
from safeconduct.studio.sentences import sentences
from safeconduct.tools import mbrola

from .hearing import installed

HN1 = "hn1"


def job_of(
    edition: Edition, piece: Piece, copy: Copy, channel: SoundChannel, commission: Commission, today: date
) -> Job:
    """Return the job of one piece in one language for one sound channel.

    Takes whose consent has lapsed, or does not lend this voice, are left out: the draft voice speaks instead.
    """
    house = edition.house_sound
    return Job(
        piece=piece,
        copy=copy,
        channel=channel,
        form=forms()[piece.format],
        commission=commission,
        takes=tuple(take for take in piece.takes if usable(edition, take, commission.as_of, today)),
        house=house,
        voice=_voice(edition, house.voices.get(copy.language, "espeak")),
        number=_number(edition, piece, channel),
        recogniser=installed() if piece.takes else "",
    )


def script_of(job: Job) -> Script:
    """Return everything that is said, as it is written, as it is read aloud and as it sounds."""
    return tuple(_said(job, *sentence) for sentence in sentences(job))


def told_of(job: Job, block: str, text: str) -> Told | None:
    """Return how the text of a block sounds, in Northern copy; where its Southern draft was kept, as that shows it."""
    if job.copy.language != NORTH:
        return None
    drafts = {one.id: one.settled for one in job.piece.draft.blocks} if job.piece.draft else {}
    return told(text, " ".join(drafts.get(block, "").split()))


def _said(job: Job, block: str, text: str, saying: int) -> Said:
    read = reading(text, job.copy.language)
    north = told_of(job, block, text)
    korean = north.sounds if north else sounds(read.spoken) if job.copy.language.startswith("ko") else ""
    return Said(block, text, read.spoken, korean, read.syllables, saying)


def _voice(edition: Edition, name: str) -> Voice:
    folder = f"voices/{name}/"
    endings = {"model": ".onnx", "config": ".json"}
    files = {
        role: digest
        for role, ending in endings.items()
        for path, digest in sorted(edition.files.items())
        if path.startswith(folder) and path.endswith(ending)
    }
    return Voice(name, files, _program() if name == HN1 else "")


def _program() -> str:
    """Which MBROLA and which voice are installed, "" where the step itself will say what is missing."""
    try:
        return mbrola.probe().told
    except ToolRefusal:
        return ""


def _number(edition: Edition, piece: Piece, channel: SoundChannel) -> int:
    heard = [other.id for other in edition.pieces if other.spoken and channel.id in other.channels]
    return heard.index(piece.id) + 1 if piece.id in heard else 0
