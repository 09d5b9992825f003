# SPDX-License-Identifier: Apache-2.0
"""Ten minutes of narration into five files, by safeconduct and by ffmpeg-normalize, and a spot into every channel.

Both get the same recording and write the same five outputs: WAV at -23 LUFS, a WAV for medium wave, a WAV for
loudspeakers, MP3 at 64 kb/s and Opus at 24 kb/s.  The peer is called once for each output, as its manual has it: its
chains for medium wave and loudspeakers are the usual FFmpeg filters.  What came out is decoded and measured by a third
program, FFmpeg's own meter.

    python bench/studio.py [--speech FOLDER] [--save]
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np
import results
import soundfile
from watched import Spent, watched

RATE_HZ = 48_000
ROUNDS = 3
TEXT = (
    "This message is information and not a pass. Whether to lay down arms is your own decision. We do not threaten, "
    "and we promise no reward. Prisoners must be treated humanely. When questioned, give your name, your rank, your "
    "date of birth and your service number. Do not pretend to surrender: the law forbids it. We do not know how long "
    "it lasts, and we do not know whether you would be sent back."
)
FIVE = {"fm": "wav", "am": "wav", "loudspeaker": "wav", "player": "mp3", "voice-note": "ogg"}
"""The outputs: channel and container; loudness of the mono file and ceiling are those of the channel."""

PEER = {
    "fm": ["-c:a", "pcm_s16le", "-ext", "wav"],
    "am": ["-c:a", "pcm_s16le", "-ext", "wav", "-prf", "highpass=f=100,lowpass=f=4500,acompressor=ratio=6"],
    "loudspeaker": [
        *("-c:a", "pcm_s16le", "-ext", "wav"),
        *("-prf", "highpass=f=250,acompressor=threshold=-30dB:ratio=6:makeup=4,treble=g=4,lowpass=f=6000"),
    ],
    "player": ["-c:a", "libmp3lame", "-b:a", "64k", "-ar", "44100", "-ext", "mp3"],
    "voice-note": ["-c:a", "libopus", "-b:a", "24k", "-ext", "ogg"],
}


def narration(path: Path, length_s: float, speech: Path | None) -> str:
    """Write a recording of speech with the noise of a room, and return what it is."""
    rng = np.random.default_rng(7)
    parts, names, total = [], [], 0
    for name, sound in _sayings(speech):
        names.append(name)
        parts += [sound * 10 ** rng.uniform(-0.3, 0.1), np.zeros(round(rng.uniform(0.3, 0.9) * RATE_HZ))]
        total += parts[-2].size + parts[-1].size
        if total >= length_s * RATE_HZ:
            break
    sound = np.concatenate(parts)[: round(length_s * RATE_HZ)]
    time_s = np.arange(sound.size) / RATE_HZ
    sound += 0.0015 * rng.standard_normal(sound.size) + 0.002 * np.sin(2 * np.pi * 50 * time_s)
    soundfile.write(path, 0.5 * sound / np.abs(sound).max(), RATE_HZ, subtype="PCM_16")
    return f"{len(set(names))} sayings, {'recordings of people' if speech else 'draft voice'}"


def _sayings(speech: Path | None) -> Iterator[tuple[str, np.ndarray]]:
    import soxr

    files = sorted(speech.rglob("*.wav")) if speech else []
    while True:
        for file in files:
            sound, rate = soundfile.read(file, dtype="float64", always_2d=True)
            if len(sound) > rate:
                yield file.name, soxr.resample(sound.mean(axis=1), rate, RATE_HZ)
        if not files:
            from io import BytesIO

            from safeconduct.tools import espeak

            for pace in (130, 145, 160):
                wav, rate = soundfile.read(BytesIO(espeak.speak(TEXT, "en", pace)), dtype="float64")
                yield f"espeak {pace}", soxr.resample(wav, rate, RATE_HZ)


def ours(recording: Path, out: Path) -> None:
    """Master `recording` into the five files: what the command does, each channel with this one file."""
    from attrs import evolve

    from safeconduct.api.recordings import Cleaning, Tags, master, sound_channels

    wanted = [
        evolve(channel, files=tuple(file for file in channel.files if file.container == FIVE[channel.id])[:1])
        for channel in sound_channels(tuple(FIVE))
    ]
    master(recording, wanted, out, Cleaning("wiener", at_risk=False), Tags("A", "B"))


def wanted_of(name: str) -> tuple[float, float]:
    """Loudness and ceiling of a channel."""
    from safeconduct.api.recordings import sound_channels

    (channel,) = sound_channels((name,))
    return channel.loudness_lufs, channel.peak_dbtp


def peer(recording: Path, out: Path) -> None:
    """The same by ffmpeg-normalize, one call for each output."""
    program = Path(sys.executable).with_name("ffmpeg-normalize")
    for name, container in FIVE.items():
        loudness, ceiling = wanted_of(name)
        target = out / f"{name}.{container}"
        words = [program, recording, "-t", str(loudness), "-tp", str(ceiling), *PEER[name], "-ar", "48000"]
        if name == "player":
            words = words[:-2]
        subprocess.run([*map(str, words), "-o", str(target), "-f"], check=True, capture_output=True)


def metered(path: Path) -> tuple[float, float]:
    """Loudness in LUFS and true peak in dBTP of a finished file, by FFmpeg's own decoder and meter."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    summary = said[said.rindex("Summary:") :]
    loudness, peak = re.search(r"I:\s+(-?[\d.]+)", summary), re.search(r"Peak:\s+(-?[\d.]+|-inf)", summary)
    if not loudness or not peak:
        raise SystemExit(f"{path.name}: FFmpeg measured nothing")
    return float(loudness[1]), float(peak[1])


def spot(recording: Path, out: Path) -> None:
    """Master a recording for every channel with all its files."""
    from safeconduct.api.recordings import Cleaning, Tags, master, sound_channels

    master(recording, sound_channels(), out, Cleaning("wiener", at_risk=False), Tags("A", "B"))


def _timed(program: str, recording: Path, out: Path) -> Spent:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    return watched([sys.executable, __file__, "--run", program, str(recording), str(out)])


def table(speech: Path | None) -> str:
    """Run both in turn, three rounds, and return the sections for the page of measurements."""
    spent: dict[str, list[Spent]] = {"ours": [], "peer": [], "spot": []}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        what = narration(folder / "long.wav", 600, speech)
        narration(folder / "spot.wav", 60, speech)
        for _ in range(ROUNDS):
            for program in ("ours", "peer"):
                spent[program].append(_timed(program, folder / "long.wav", folder / program))
            spent["spot"].append(_timed("spot", folder / "spot.wav", folder / "spot"))
        figures = {
            program: {name: metered(_finished(folder / program, name)) for name in FIVE} for program in ("ours", "peer")
        }
    lines = [
        "## Ten minutes of narration into five files",
        "",
        f"A recording of 600 s ({what}, with room noise and hum) into WAV -23, WAV for medium wave, WAV for "
        "loudspeakers, MP3 64 kb/s and Opus 24 kb/s. Ours also cleans, shapes for the loudspeaker, reads every file "
        "again and writes a report for each channel.",
        f"safeconduct; ffmpeg-normalize {version('ffmpeg-normalize')} with {_ffmpeg()}; {ROUNDS} rounds, medians.",
        "",
        "| program | wall s | cpu s | most memory, MB |",
        "| --- | --- | --- | --- |",
        *(f"| {program} | {_of(spent[program])} |" for program in ("ours", "peer")),
        f"| ours : peer | {_ratio(spent)} |",
        "",
        "Loudness (LUFS) and true peak (dBTP) of the finished files, by FFmpeg's meter; wanted in brackets.",
        "",
        "| output | ours | peer |",
        "| --- | --- | --- |",
        *(_row(name, figures) for name in FIVE),
        "",
        "## A spot of a minute into every channel",
        "",
        "All eight channels with all their files and reports.",
        "",
        "| wall s | cpu s | most memory, MB |",
        "| --- | --- | --- |",
        f"| {_of(spent['spot'])} |",
    ]
    return "\n".join(lines) + "\n"


def _finished(folder: Path, name: str) -> Path:
    return next(path for path in sorted(folder.iterdir()) if name in path.name and path.suffix == f".{FIVE[name]}")


def _of(runs: list[Spent]) -> str:
    return (
        f"{median(one.wall_s for one in runs):.1f} | {median(one.cpu_s for one in runs):.1f} | "
        f"{max(one.memory_mb for one in runs):.0f}"
    )


def _ratio(spent: dict[str, list[Spent]]) -> str:
    pairs = list(zip(spent["ours"], spent["peer"], strict=True))
    wall, cpu = median(a.wall_s / b.wall_s for a, b in pairs), median(a.cpu_s / b.cpu_s for a, b in pairs)
    return f"{wall:.2f} | {cpu:.2f} | "


def _row(name: str, figures: dict[str, dict[str, tuple[float, float]]]) -> str:
    loudness, ceiling = wanted_of(name)
    shown = (f"{figures[who][name][0]:.1f} / {figures[who][name][1]:.1f}" for who in ("ours", "peer"))
    return f"| {name}, {FIVE[name]} ({loudness:g} / {ceiling:g}) | {' | '.join(shown)} |"


def _ffmpeg() -> str:
    said = subprocess.run(["ffmpeg", "-version"], check=True, capture_output=True, text=True).stdout
    return f"FFmpeg {said.split()[2]}"


def main() -> None:
    """Run from the command line."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--run", nargs=3, metavar=("PROGRAM", "RECORDING", "FOLDER"))
    words.add_argument("--speech", type=Path, help="join the WAV files of this folder instead of the draft voice")
    words.add_argument("--save", action="store_true")
    chosen = words.parse_args()
    if chosen.run:
        program, recording, folder = chosen.run
        {"ours": ours, "peer": peer, "spot": spot}[program](Path(recording), Path(folder))
        return
    found = table(chosen.speech)
    print(found)
    if chosen.save:
        results.save(found)


if __name__ == "__main__":
    main()
