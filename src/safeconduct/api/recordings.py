# SPDX-License-Identifier: Apache-2.0
"""Anybody's recording, without a manuscript: measure it, or give it what each channel needs."""

import re
import shutil
import tempfile
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import SoundChannel
from safeconduct.model.product import Master, MasterFile, Paragraph, Taken
from safeconduct.model.refusal import FolderRefusal, ToolRefusal, UsageRefusal
from safeconduct.studio.cleaning.clean import Cleaning, clean
from safeconduct.studio.files import NEED_CODECS, suffix
from safeconduct.studio.mastering import Carried
from safeconduct.studio.meters.meter import Figures, measured
from safeconduct.studio.reel import Reel, reel_at
from safeconduct.studio.report.limits import SILENCE_S
from safeconduct.studio.report.looking import look
from safeconduct.studio.report.orders import ReportOrder, limits_of
from safeconduct.studio.report.report import page
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.tags import Tags
from safeconduct.studio.taking.told import taken_of
from safeconduct.studio.treating.mixing import Mix, mixed
from safeconduct.tools.decode import Decoded, decode
from safeconduct.tools.media import probe

from .carrying import AT_ONCE, Errand, begun, carry, metered, workers
from .going_out import printed, refuse_traces, spelled

__all__ = ["Cleaning", "Mastered", "Measured", "Tags", "master", "measure", "sound_channels"]

NAME: Final = "recording"
"""What finished files are called unless somebody names them: never what the recorder called the original."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,49}")
REPORT: Final = "report.html"


@frozen
class Measured:
    """What a recording is: how it came in, its figures, and which limits of which channel it keeps or breaks."""

    decoded: Decoded
    figures: Figures
    taken: Taken
    clipped_s: float
    verdicts: Mapping[str, tuple[str, ...]]


@frozen
class Mastered:
    """What was made of a recording: what it was, the files of each channel, and what was done to the voice.

    `missed` holds, by channel, what its files break of its limits, each in a sentence.
    """

    taken: Taken
    lock: str
    masters: Mapping[str, Master]
    missed: Mapping[str, tuple[str, ...]]
    written: tuple[Path, ...]


def sound_channels(names: Collection[str] = ()) -> tuple[SoundChannel, ...]:
    """Return the sound channels of these names, all of them for none; raises `UsageRefusal` for one that is not."""
    known = {name: channel for name, channel in channels().items() if isinstance(channel, SoundChannel)}
    for name in names:
        if name not in known:
            raise UsageRefusal(f"“{name}” is no channel that is heard.", f"use one of: {', '.join(sorted(known))}.")
    return tuple(known[name] for name in dict.fromkeys(names or sorted(known)))


def measure(recording: Path, names: Collection[str] = ()) -> Measured:
    """Measure a recording as a meter would show its mono mix, and hold it against the limits of channels.

    Raises `UsageRefusal` for what cannot be read, with what to do.
    """
    wanted = sound_channels(names) if names else ()
    with tempfile.TemporaryDirectory(prefix="safeconduct-measure-") as folder:
        scratch = Path(folder)
        decoded, reel = _decoded(recording, scratch)
        figures = measured(reel.tape())
        cleaned = clean(reel, scratch / "clean.f4", Cleaning(denoise="none", at_risk=False))
    verdicts = {channel.id: _broken(_as_file(figures), channel) for channel in wanted}
    clipped_s = round(cleaned.clipped / RATE_HZ, 4)
    return Measured(decoded, figures, taken_of("", decoded, figures, cleaned), clipped_s, verdicts)


def master(
    recording: Path, wanted: Sequence[SoundChannel], out: Path, how: Cleaning, tags: Tags, name: str = NAME
) -> Mastered:
    """Clean a recording once and write the files of every channel, a report beside them, into the folder `out`.

    Files that are there already stay: then nothing is written at all.  Raises `UsageRefusal`, `FolderRefusal` or
    `ToolRefusal`.
    """
    if not _NAME.fullmatch(name):
        raise UsageRefusal(f"“{name}” cannot be the name of a file everywhere.", "use Latin letters, digits, - and _.")
    _codecs(wanted)
    planned = [f"{name}.{channel.id}.{suffix(file)}" for channel in wanted for file in channel.files]
    planned += [f"{name}.{channel.id}.{REPORT}" for channel in wanted]
    _keep(out, planned)
    with tempfile.TemporaryDirectory(prefix="safeconduct-master-") as folder:
        scratch, made = Path(folder), Path(folder) / "made"
        made.mkdir()
        decoded, reel = _decoded(recording, scratch)
        with workers(min(AT_ONCE, len(wanted))) as pool:
            figures = begun(pool, metered, reel)
            cleaned = clean(reel, scratch / "clean.f4", how)
            taken = taken_of("", decoded, figures(), cleaned)
            reel.path.unlink()
            mix = mixed([cleaned.reel], 0.0, scratch / "mix.f4", (NAME,))
            cleaned.reel.path.unlink()
            masters = _carried(pool, mix, taken, wanted, tags, name, made)
        said = printed((tags.title, tags.artist, tags.album), tags.day)
        own = evolve(said, titles=spelled(tags.title), senders=spelled(tags.artist), editions=spelled(tags.album))
        refuse_traces({file: made / file for file in planned}, own)
        written = _moved(made, out, planned)
    missed = {channel.id: _missed(masters[channel.id], channel) for channel in wanted}
    return Mastered(taken, decoded.lock.told, masters, missed, written)


def _carried(
    pool: Executor, mix: Mix, taken: Taken, wanted: Sequence[SoundChannel], tags: Tags, name: str, made: Path
) -> dict[str, Master]:
    """Make the files of every channel, those that take longest first, and a report beside them; return the masters."""
    spoken = tuple((NAME, *span) for span in mix.spoken)
    at_once = AT_ONCE if len(wanted) == 1 else 1
    errands = [
        Errand(mix.reel, one, tags, spoken, f"{name}.{one.id}", made, made.with_name(one.id), at_once) for one in wanted
    ]
    waited = {
        errand.channel.id: begun(pool, carry, errand)
        for errand in sorted(errands, key=lambda errand: errand.work, reverse=True)
    }
    before = look(mix.reel.tape(), mix.reel.size)
    masters = {}
    for channel in wanted:
        done, after = waited[channel.id]()
        masters[channel.id] = _master(taken, mix, done)
        order = ReportOrder(f"{name}.{channel.id}.{REPORT}", tags.title, channel.title, limits_of(channel))
        told = page(order, evolve(masters[channel.id], paragraphs=()), before, after)  # there is no script to tell of
        (made / order.file).write_text(told, encoding="utf-8", newline="\n")
    return masters


def _codecs(wanted: Sequence[SoundChannel]) -> None:
    """Raise `ToolRefusal` where a channel needs codecs that are not installed, before anything is done."""
    needing = [one.id for one in wanted if any(file.container in NEED_CODECS for file in one.files)]
    try:
        if needing:
            probe()
    except ToolRefusal as missing:
        raise ToolRefusal(missing.what, f"{missing.do.rstrip('.')}. Or leave out: {', '.join(needing)}.") from None


def _decoded(recording: Path, scratch: Path) -> tuple[Decoded, Reel]:
    """Decode a recording in the jail, its name in messages being the one it was given by."""
    place = scratch / "in.f4"
    try:
        decoded = decode(recording, f"“{recording.name}”", place)
    except OSError as fault:
        raise FolderRefusal(
            f"{recording} cannot be read ({fault.strerror}).", "name a file with a recording."
        ) from None
    return decoded, reel_at(place)


def _missed(master: Master, channel: SoundChannel) -> tuple[str, ...]:
    return tuple(f"{file.file}: {broken}" for file in master.files for broken in _broken(file, channel))


def _as_file(figures: Figures) -> MasterFile:
    return MasterFile(
        "", figures.length_s, figures.integrated_lufs, figures.true_peak_dbtp, figures.most_short_term_lufs
    )


def _broken(file: MasterFile, channel: SoundChannel) -> tuple[str, ...]:
    """What of a channel's limits a file breaks, each in a sentence."""
    broken = []
    if abs(file.loudness_lufs - channel.loudness_lufs) > channel.loudness_tolerance_lu + 0.005:
        broken.append(f"it measures {file.loudness_lufs:.1f} LUFS instead of {channel.loudness_lufs:g}.")
    if file.peak_dbtp > channel.peak_dbtp + 0.005:
        broken.append(f"it peaks at {file.peak_dbtp:.1f} dBTP; the ceiling is {channel.peak_dbtp:g}.")
    if channel.short_term_lufs and file.short_term_lufs > channel.short_term_lufs + 0.05:
        loudest = file.short_term_lufs
        broken.append(f"its loudest three seconds have {loudest:.1f} LUFS; at most {channel.short_term_lufs:g} may be.")
    if 0 < channel.longest_s < file.length_s - SILENCE_S:
        broken.append(f"it lasts {file.length_s:.0f} s; at most {channel.longest_s:g} s may be.")
    return tuple(broken)


def _master(taken: Taken, mix: Mix, done: Carried) -> Master:
    first_s, last_s = mix.spoken[0]
    whole = Paragraph(NAME, round(first_s, 3), round(last_s, 3), "take", 0)
    treated = (*mix.treated, *done.treated)
    return Master(done.files, (whole,), False, False, False, False, treated, (taken,))


def _keep(out: Path, planned: Sequence[str]) -> None:
    """Raise `FolderRefusal` where one of the files is there already, or the folder is none."""
    if out.exists() and not out.is_dir():
        raise FolderRefusal(f"{out} is no folder.", "name a folder with -o.")
    for file in planned:
        if (out / file).exists():
            raise FolderRefusal(f"{out / file} is there already, and nothing is written over.", "name another folder.")


def _moved(made: Path, out: Path, planned: Sequence[str]) -> tuple[Path, ...]:
    """Move the finished files into their folder, when all of them are whole."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file in planned:
            half = out / f".{file}.part"
            shutil.move(made / file, half)
            half.replace(out / file)
    except OSError as fault:
        raise FolderRefusal(f"{out} cannot be written to ({fault.strerror}).", "name another folder with -o.") from None
    return tuple(out / file for file in planned)
