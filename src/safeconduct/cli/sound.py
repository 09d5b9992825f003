# SPDX-License-Identifier: Apache-2.0
"""The commands `measure` and `master`: anybody's recording, without a manuscript."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .lines import say
from .options import JSON, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.recordings import Mastered, Measured
    from safeconduct.model.product import MasterFile, Treated

_MEASURE, _MASTER = "safeconduct-measure-1", "safeconduct-master-1"
_RECORDING = click.argument("recording", metavar="FILE", type=click.Path(path_type=Path, readable=False))


@cli.command("measure")
@_RECORDING
@click.option("--channel", "names", metavar="NAME", multiple=True, help="Hold it against the limits of this channel.")
@JSON
def measure_command(recording: Path, names: tuple[str, ...], as_json: bool) -> None:
    """Measure anybody's recording: loudness, peaks, noise, hum.

    FILE is decoded in a process without network, files or other programs. Figures are those of the mono mix.
    Exit code 0: it keeps the limits of the channels named; 1: it does not.
    """
    from safeconduct.api.recordings import measure

    with refusals(as_json):
        told = measure(recording, names)
    if as_json:
        click.echo(json.dumps(_plain_measured(told), ensure_ascii=False, indent=1))
    else:
        _tell_measured(recording, told)
    sys.exit(int(any(told.verdicts.values())))


@cli.command("master")
@_RECORDING
@click.option(
    "--channel", "names", metavar="NAME", multiple=True, required=True, help="Make the files of this channel; repeat."
)
@click.option("-o", "--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Write into here.")
@click.option("--name", default="recording", show_default=True, help="What the files are called.")
@click.option("--title", default="Recording", show_default=True, help="The title that the files bear.")
@click.option("--sender", default="", help="Who speaks: the artist that the files bear.")
@click.option(
    "--denoise",
    type=click.Choice(["wiener", "deep", "none"]),
    default="wiener",
    show_default=True,
    help="Against noise: mild; a trained network (an extra); nothing.",
)
@click.option("--at-risk", is_flag=True, help="Take the mains hum down further: it tells where a voice was recorded.")
@JSON
def master_command(
    recording: Path,
    names: tuple[str, ...],
    out: Path,
    name: str,
    title: str,
    sender: str,
    denoise: str,
    at_risk: bool,
    as_json: bool,
) -> None:
    """Clean anybody's recording; write the files of each channel.

    FILE is decoded once, in a process without network, files or other programs; no tag, name, place or date of it goes
    on. Each finished file is decoded and measured; a report with pictures says what was done to the voice.
    Exit code 0: every file has its channel's loudness and ceiling; 1: one has not.
    """
    from safeconduct.api.recordings import master, sound_channels
    from safeconduct.studio.cleaning.clean import Cleaning
    from safeconduct.studio.tags import Tags

    with refusals(as_json):
        told = master(recording, sound_channels(names), out, Cleaning(denoise, at_risk), Tags(title, sender), name)
    if as_json:
        click.echo(json.dumps(_plain_mastered(told), ensure_ascii=False, indent=1))
    else:
        _tell_mastered(told, out)
        if at_risk:
            say("At risk: mains hum was reduced, not removed. It costs clarity, a tenth by a listener's model: listen.")
    sys.exit(int(any(told.missed.values())))


def _tell_measured(recording: Path, told: "Measured") -> None:
    figures, taken = told.figures, told.taken
    wide = "1 channel" if taken.channels == 1 else f"{taken.channels} channels"
    say(f"{recording.name}: {told.decoded.kind}, {taken.rate_hz} Hz, {wide}, {_clock(figures.length_s)}.")
    for remark in told.decoded.remarks:
        say(f"Note: {remark}.")
    rows = (
        ("Loudness", f"{figures.integrated_lufs:.1f} LUFS (as one channel; played on two, 3.0 more)"),
        ("Loudest 3 s", f"{figures.most_short_term_lufs:.1f} LUFS"),
        ("Range", f"{figures.range_lu:.1f} LU"),
        ("True peak", f"{figures.true_peak_dbtp:.1f} dBTP"),
        ("Noise in pauses", f"{taken.noise_dbfs:.0f} dBFS"),
        ("Mains hum", f"{taken.hum_hz:g} Hz, {taken.hum_before_db:.0f} dB" if taken.hum_hz else "none found"),
    )
    for label, words in rows:
        click.echo(f"  {label:16} {words}")
    if told.clipped_s:
        click.echo(f"  {'Clipped':16} {told.clipped_s:.2f} s: no program brings back what was cut off")
    for channel, broken in told.verdicts.items():
        click.echo(f"{channel}: {'outside its limits' if broken else 'keeps its limits'}")
        for sentence in broken:
            say(sentence, "  ")
    say(f"Reader: {told.decoded.lock.told}.")


def _tell_mastered(told: "Mastered", out: Path) -> None:
    wide = max(len(file.file) for master in told.masters.values() for file in master.files)
    for channel, master in told.masters.items():
        click.echo(f"{channel}:")
        for file in master.files:
            click.echo(f"  {file.file:{wide}}  {_figures(file)}")
        for sentence in told.missed[channel]:
            say(f"STOP {sentence}", "  ")
    done = _doings(told)
    say(f"Done to the voice: {', '.join(done) or 'nothing'}.")
    say(f"Reader: {told.lock}.")
    files = sum(len(master.files) for master in told.masters.values())
    say(f"{_count(files, 'file')} and {_count(len(told.masters), 'report')} in {out}: a report shows before and after.")
    if any(told.missed.values()):
        say("What stands under STOP is outside its channel's limits: do not hand it over before you have heard it.")


def _doings(told: "Mastered") -> list[str]:
    from safeconduct.studio.report.doings import doing

    done: list[Treated] = [*told.taken.treated]
    for master in told.masters.values():
        done += master.treated
    changed = (one.what for one in done if one.before != one.after)
    return [doing(what).name.lower() for what in dict.fromkeys(changed)]


def _figures(file: "MasterFile") -> str:
    return f"{file.loudness_lufs:6.1f} LUFS  {file.peak_dbtp:6.1f} dBTP  {_clock(file.length_s):>7}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{seconds % 60:04.1f}"


def _plain_measured(told: "Measured") -> dict[str, Any]:
    from safeconduct.model.codec import plain

    return {
        "schema": _MEASURE,
        "recording": plain(told.taken),
        "figures": plain(told.figures),
        "clipped_s": told.clipped_s,
        "remarks": list(told.decoded.remarks),
        "channels": {name: list(broken) for name, broken in told.verdicts.items()},
        "reader": told.decoded.lock.told,
    }


def _plain_mastered(told: "Mastered") -> dict[str, Any]:
    from safeconduct.model.codec import plain

    return {
        "schema": _MASTER,
        "recording": plain(told.taken),
        "channels": {name: plain(master) for name, master in told.masters.items()},
        "missed": {name: list(broken) for name, broken in told.missed.items()},
        "written": [path.name for path in told.written],
        "reader": told.lock,
    }
