# SPDX-License-Identifier: Apache-2.0
"""The recipe of a master: one mix, one finished file per encoding, and what was measured on them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain, record_from
from safeconduct.model.product import SENDER_END, SENDER_START, SLATE_END, SLATE_START, Master, MasterFile, Paragraph
from safeconduct.model.works import Json

from .containers import refuse_foreign_matter
from .encode import MP3_DELAY, write_mp3, write_wav
from .limiter import limited
from .loudness import integrated_lufs, true_peak_dbtp
from .mix import Mix, mixed
from .orders import Cue, MasterOrder
from .samples import RATE_HZ, SILENCE_DBFS, Samples, amplitude, read_working

_ROUNDS: Final = 8
_NEAR_LU: Final = 0.05
_HEARD_UNDER_LU: Final = 12.0
_HEADROOM_DB: Final = {"wav": 0.02, "mp3": 0.3}


def master(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Make the finished files and `master.json` (a `model.product.Master`) from spoken paragraphs.

    `params` is a `MasterOrder`; each cue names one of `inputs`.  Figures in `master.json` are those of the written
    files, decoded again: the numbers a broadcaster's meter will show for one channel.
    """
    order = record_from(params, MasterOrder)
    mix = mixed(
        [read_working(inputs[cue.input]) for cue in order.cues],
        order.low_hz,
        order.high_hz,
        order.pause_s,
        order.compress,
    )
    files, heard = [], dict.fromkeys((cue.block for cue in order.cues), True)
    for encoding in order.encodings:
        path = out / f"{order.name}.{encoding}"
        file, decoded = _finish(mix.samples, order, encoding, path)
        refuse_foreign_matter(path)
        files.append(file)
        for cue, (start_s, end_s) in zip(order.cues, mix.spoken_s, strict=True):
            heard[cue.block] &= _heard(decoded, start_s, end_s, order.loudness_lufs)
    (out / "master.json").write_bytes(canonical(plain(_report(order.cues, mix, files, heard))))


def _finish(mix: Samples, order: MasterOrder, encoding: str, path: Path) -> tuple[MasterFile, Samples]:
    """Write one encoding, decode it, and trim gain and ceiling until the decoded file is where it must be.

    Ends after a few rounds either way: a file that cannot be brought there is measured as it is, and the checks of
    the channel refuse it.  Returns the figures of the decoded sound, and the sound.
    """
    near_lu = min(_NEAR_LU, order.tolerance_lu / 2)
    ceiling_dbtp = order.peak_dbtp - _HEADROOM_DB[encoding]
    gain_db = order.loudness_lufs - integrated_lufs(mix)
    for remaining in reversed(range(_ROUNDS)):
        sound = limited(mix * amplitude(gain_db), ceiling_dbtp)
        if encoding == "mp3":
            write_mp3(path, sound[MP3_DELAY:], order.mp3_kbps, order.title, order.artist)
        else:
            write_wav(path, sound)
        decoded = read_working(path)
        loudness_lufs, peak_dbtp = integrated_lufs(decoded), true_peak_dbtp(decoded)
        off_lu, over_db = order.loudness_lufs - loudness_lufs, peak_dbtp - order.peak_dbtp
        if not remaining or (abs(off_lu) <= near_lu and over_db <= 0.0):
            break
        gain_db += off_lu
        ceiling_dbtp -= over_db + 0.02 if over_db > 0.0 else 0.0
    length_s = round(decoded.size / RATE_HZ, 3)
    return MasterFile(path.name, length_s, round(loudness_lufs, 2), round(peak_dbtp, 2)), decoded


def _heard(decoded: Samples, start_s: float, end_s: float, loudness_lufs: float) -> bool:
    """Return whether there is speech at that place of a finished file, by its loudness there."""
    there = decoded[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    level = integrated_lufs(there) if there.size else SILENCE_DBFS
    return level > loudness_lufs - _HEARD_UNDER_LU


def _report(cues: tuple[Cue, ...], mix: Mix, files: list[MasterFile], heard: dict[str, bool]) -> Master:
    paragraphs = tuple(
        Paragraph(cue.block, round(start_s, 3), round(end_s, 3), cue.voice, cue.syllables)
        for cue, (start_s, end_s) in zip(cues, mix.spoken_s, strict=True)
    )
    return Master(
        files=tuple(files),
        paragraphs=paragraphs,
        slate_start=cues[0].block == SLATE_START and heard[SLATE_START],
        slate_end=cues[-1].block == SLATE_END and heard[SLATE_END],
        sender_start=heard.get(SENDER_START, False),
        sender_end=heard.get(SENDER_END, False),
    )
