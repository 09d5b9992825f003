# SPDX-License-Identifier: Apache-2.0
"""Bringing a recording into a manuscript: its samples, under a fixed name, and nothing else that the file knew."""

import os
import tempfile
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.language.speech import syllables
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.edition import DISGUISED, SPOKEN, WHOLE, Piece
from safeconduct.model.product import SENDER_END, SENDER_START, VALID_UNTIL
from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.press.formats import names as formats
from safeconduct.studio import speech
from safeconduct.studio.cleaning import hum
from safeconduct.studio.meters.meter import measured
from safeconduct.studio.reel import reel_at, write_flac
from safeconduct.studio.samples import RATE_HZ
from safeconduct.tools.decode import Decoded, decode

from .disguising import is_disguised

FIXED_TIME: Final = 946_684_800
"""What the file says of when it was made: the first second of 2000, in every take."""

QUIET_DB: Final = -40.0
NOISY_DB: Final = 20.0
FAST: Final = 6.5
"""Syllables a second: faster than this nobody writes along, and few follow over a loudspeaker."""


@frozen
class Brought:
    """A take as it lies in the manuscript, and what can be said of it at one glance.

    Levels in dBFS (`speech_db`, `noise_db`) and dBTP (`peak_db`); `hum_hz` 0: none was found; `pace` is in syllables a
    second, pauses included.
    """

    path: Path
    digest: Digest
    block: str
    decoded: Decoded
    speech_db: float
    noise_db: float
    peak_db: float
    hum_hz: float
    pace: float
    disguised: bool

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a narrator should hear of while the microphone still stands there."""
        told = []
        if self.peak_db > -0.1:
            told.append("It is overdriven in places: record it again, further from the microphone or turned down.")
        if self.speech_db < QUIET_DB:
            told.append("It is very quiet: record it again, nearer to the microphone.")
        if self.speech_db - self.noise_db < NOISY_DB:
            told.append("The pauses are noisy: record it again in a quieter place, a wardrobe full of clothes will do.")
        if self.pace > FAST:
            told.append("It is read fast: read more slowly, with a breath at every comma.")
        if self.hum_hz:
            told.append(
                f"Mains hum at {self.hum_hz:g} Hz: it can tell where and when a recording was made. The press reduces "
                "it and cannot remove it: record away from mains, on a battery."
            )
        return tuple(told)


def bring(recording: Path, folder: Path, piece_id: str, language: str, paragraph: str | None) -> Brought:
    """Decode `recording` in the jail and write it to takes/<piece>/<language>/<paragraph, or "whole">.flac.

    The file holds samples of one channel at 48 kHz; no tag, name, place or time of the recording goes on.  One that
    `safeconduct disguise` made is named so.  Raises `UsageRefusal` for a paragraph that does not exist and for a
    recording that is refused or silent, `FolderRefusal` when there is a take already or none can be written.
    """
    edition = read_manuscript(folder, (), formats()).edition
    piece = edition.piece(piece_id)
    if piece is None:
        names = ", ".join(one.id for one in edition.pieces if one.spoken)
        raise UsageRefusal(f"There is no piece “{piece_id}” in this manuscript.", f"name one of: {names}.")
    block = _block(piece, language, paragraph)
    for take in piece.takes:
        if (take.language, take.block) == (language, block):
            raise FolderRefusal(
                f"There is a take for it already: {take.file}.",
                "listen to both; if the new one is to be heard, delete the old one and do this again.",
            )
    if not recording.is_file():
        raise UsageRefusal(f"There is no recording {recording}.", "name the file that the recorder made.")
    disguised = is_disguised(recording)
    home = folder / "takes" / piece_id / language
    target = home / (f"{block}{DISGUISED}flac" if disguised else f"{block}.flac")
    with tempfile.TemporaryDirectory(prefix="safeconduct-take-") as scratch:
        sink = Path(scratch) / "reel"
        decoded = decode(recording, recording.name, sink)
        reel = reel_at(sink)
        levels = speech.levels(reel.tape())
        bounds = speech.bounds(levels, reel.size)
        if bounds is None:
            raise UsageRefusal("The recording is silent.", "check the microphone and record it again.")
        finished = Path(scratch) / "take.flac"
        write_flac(finished, reel)
        _place(finished, target)
        length_s = (bounds[1] - bounds[0]) / RATE_HZ
        return Brought(
            path=target,
            digest=digest_of(target.read_bytes()),
            block=block,
            decoded=decoded,
            speech_db=speech.speech_db(levels),
            noise_db=speech.pause_db(levels),
            peak_db=measured(reel.tape()).true_peak_dbtp,
            hum_hz=round(hum.found(hum.pause_spectrum(reel)).grid_hz),
            pace=_syllables(piece, language, block) / max(length_s, 0.1),
            disguised=disguised,
        )


def _block(piece: Piece, language: str, paragraph: str | None) -> str:
    copy = piece.copies.get(language)
    if not piece.spoken or copy is None:
        what = "is not spoken" if not piece.spoken else f"has no copy in {language}"
        raise UsageRefusal(f"“{piece.id}” {what}.", "name a spoken piece and one of its languages.")
    known = [SENDER_START, *(block.id for block in copy.blocks if block.kind in SPOKEN), VALID_UNTIL, SENDER_END, WHOLE]
    block = paragraph or WHOLE
    if block not in known:
        raise UsageRefusal(f"“{piece.id}” has no paragraph {{#{block}}}.", f"name one of: {', '.join(known)}.")
    return block


def _syllables(piece: Piece, language: str, block: str) -> int:
    # Of a whole script, pauses and the sender's sentences included, a pace would say nothing.
    return sum(syllables(one.text) for one in piece.copies[language].blocks if one.kind in SPOKEN and one.id == block)


def _place(finished: Path, target: Path) -> None:
    """Write a take to its place, whole or not at all, and never over another."""
    fresh = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(finished.read_bytes())
        os.utime(fresh, (FIXED_TIME, FIXED_TIME))
        with target.open("xb"):
            pass
        fresh.replace(target)
    except FileExistsError:
        fresh.unlink(missing_ok=True)
        raise FolderRefusal(f"{target} is there already.", "delete it first, if it is not to be heard.") from None
    except OSError as fault:
        raise FolderRefusal(f"{target} cannot be written ({fault.strerror}).", "make room, or allow writing.") from None


def delete_original(recording: Path) -> None:
    """Delete a recording that has been brought in; raises `FolderRefusal` when the system does not let us."""
    try:
        recording.unlink()
    except OSError as fault:
        raise FolderRefusal(
            f"The take is in its place, but {recording} could not be deleted ({fault.strerror}).", "delete it yourself."
        ) from None
