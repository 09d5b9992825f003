# SPDX-License-Identifier: Apache-2.0
"""Is the loudspeaker channel understood better in noise?  Plain speech, a usual chain of ffmpeg, and ours, by ESTOI.

    python bench/loudspeaker.py [FOLDER [FIRST_CLIP]] [--save]

FOLDER holds one subfolder of WAV files for each speaker; without it the draft voice speaks.  At equal *peak* (what an
amplifier in the open sees) the noise is 4 dB over the plain speech.  At equal *RMS* the gain is the change of the noise
that would do plain speech as much good.  ESTOI is a model, nobody listened.
"""

import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import results
import soundfile
import sounds
from attrs import evolve, frozen

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import SoundChannel, SoundFile
from safeconduct.studio import speech
from safeconduct.studio.finishing.finish import finish
from safeconduct.studio.reel import wound
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.tags import Tags
from safeconduct.studio.treating.voicing import voiced

OVER_DB = 4.0
KNOWN_DB = (-13, -9, -4, 1, 6, 11)
ASKED_DB = (-9, -4, 1)
CHAIN = (
    "highpass=f=200,acompressor=threshold=-24dB:ratio=4:attack=5:release=80:makeup=8dB,treble=g=6:f=3000,"
    "alimiter=limit=0.89:level=disabled"
)
Sound = sounds.Sound


@frozen
class Cell:
    """One clip in one noise: ESTOI at equal peak, and gains at equal RMS, in dB."""

    peak: float
    gains: tuple[float, ...]


def ours(sound: Sound) -> Sound:
    """Through the loudspeaker channel, as it is finished."""
    channel = channels()["loudspeaker"]
    if not isinstance(channel, SoundChannel):
        raise SystemExit("the loudspeaker channel is no sound")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reel, _ = voiced(wound(folder / "in.reel", iter([sound])), channel.voicing, [], folder / "voice.reel")
        spec = SoundFile("wav", RATE_HZ, 24)
        path = folder / "out.wav"
        finish(reel, evolve(channel, files=(spec,)), spec, Tags("bench", "bench"), path, [], folder)
        return np.asarray(soundfile.read(path, dtype="float32")[0])


def chained(sound: Sound) -> Sound:
    """Through a usual chain of ffmpeg: high-pass, compressor, treble, limiter."""
    with tempfile.TemporaryDirectory() as name:
        given, made = f"{name}/in.wav", f"{name}/out.wav"
        soundfile.write(given, sound * (0.5 / np.max(np.abs(sound))), RATE_HZ, subtype="FLOAT")
        subprocess.run(["ffmpeg", "-v", "error", "-i", given, "-af", CHAIN, "-c:a", "pcm_f32le", made], check=True)
        return np.asarray(soundfile.read(made, dtype="float32")[0])


def crest_db(sound: Sound) -> float:
    """The peak over the level of the speech, pauses left out."""
    return float(20 * np.log10(np.max(np.abs(sound)))) - speech.speech_db(speech.frame_levels(sound))


def judged(plain: Sound, noises: dict[str, Sound]) -> dict[str, tuple[float, dict[str, Cell]]]:
    """For each way of treating: crest in dB, and a cell for each noise."""
    ways = {"plain": plain, "ours": ours(plain)}
    if shutil.which("ffmpeg"):
        ways["ffmpeg chain"] = chained(plain)
    found: dict[str, tuple[float, dict[str, Cell]]] = {way: (crest_db(sound), {}) for way, sound in ways.items()}
    even = plain / sounds.rms(plain)
    peak = float(np.max(np.abs(even)))
    for name, whole in noises.items():
        noise = whole[: plain.size]
        curve = [sounds.estoi(plain, even * 10 ** (db / 20) + noise) for db in KNOWN_DB]
        for way, sound in ways.items():
            loud = sound / np.max(np.abs(sound)) * peak * 10 ** (-OVER_DB / 20)
            same = sound / sounds.rms(sound)
            at = [sounds.estoi(plain, same * 10 ** (db / 20) + noise) for db in ASKED_DB]
            gains = tuple(float(np.interp(one, curve, KNOWN_DB)) - db for one, db in zip(at, ASKED_DB, strict=True))
            found[way][1][name] = Cell(sounds.estoi(plain, loud + noise), gains)
    return found


def table(folder: Path | None, first: int) -> str:
    """Judge every clip and write the table."""
    sets = sounds.speech(folder, first + 4)
    noises = dict(sounds.noises([clip for clips in sets.values() for clip in clips]))
    tasks = [(name, clip) for name, clips in sets.items() for clip in clips[min(first, len(clips) - 1) :]]
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(judged, [clip for _, clip in tasks], [noises] * len(tasks)))
    rows = []
    for way in results[0]:
        cells = [cell for result in results for cell in result[way][1].values()]
        gains = np.array([cell.gains for cell in cells])
        means = " / ".join(f"{gain:+.1f}" for gain in np.mean(gains, axis=0))
        crest = np.mean([result[way][0] for result in results])
        peak = np.mean([cell.peak for cell in cells])
        rows.append(f"| {way} | {peak:.3f} | {means} | {np.min(gains):+.1f} | {crest:.1f} |")
    spread = []
    for name in sets:
        means = [
            np.mean([cell.peak for result, task in zip(results, tasks, strict=True) if task[0] == name
                     for cell in result[way][1].values()])
            for way in ("plain", "ours")
        ]  # fmt: skip
        spread.append(f"{name} {means[0]:.2f} -> {means[1]:.2f}")
    head = ["## A loudspeaker in noise", "", f"{len(tasks)} clips, three noises; {'; '.join(spread)}.", ""]
    head += ["| treated by | ESTOI at equal peak | gain at equal RMS, -9 / -4 / +1 dB | worst cell | crest, dB |"]
    return "\n".join([*head, "| --- | --- | --- | --- | --- |", *rows, ""])


if __name__ == "__main__":
    WORDS = [word for word in sys.argv[1:] if not word.startswith("--")]
    FOUND = table(Path(WORDS[0]) if WORDS else None, int(WORDS[1]) if WORDS[1:] else 0)
    print(FOUND)
    if "--save" in sys.argv:
        results.save(FOUND)
