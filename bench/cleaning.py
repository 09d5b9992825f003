# SPDX-License-Identifier: Apache-2.0
"""What does cleaning do for a recording?  ESTOI, SI-SDR and the pause, against doing nothing.

    python bench/cleaning.py [FOLDER] [--deep] [--save]

Two rooms: a fan with mains hum 15 dB under the speech, and a street 10 dB under it.  FOLDER as in loudspeaker.py.
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import results
import sounds

from safeconduct.studio.cleaning.clean import Cleaning, clean
from safeconduct.studio.reel import wound
from safeconduct.studio.samples import RATE_HZ

Sound = sounds.Sound
LEAD = RATE_HZ
HUM_HZ = 60.07


def fan(size: int, _: list[Sound]) -> Sound:
    """A fan, and the hum of a mains supply."""
    time_s = np.arange(size) / RATE_HZ
    hum = sum(np.sin(2 * np.pi * HUM_HZ * n * time_s + n) / n for n in (1, 2, 3, 4, 5, 6, 8, 10))
    return np.asarray(sounds.coloured(size, 1.2, 11) + 0.8 * hum / sounds.rms(hum), np.float32)


def street(size: int, voices: list[Sound]) -> Sound:
    """Cars that come and go, and three people talking."""
    chance = np.random.default_rng(12)
    corners = np.exp(0.6 * np.convolve(chance.normal(size=size // RATE_HZ + 8), np.ones(3) / 2, mode="same"))
    passing = np.interp(np.arange(size) / RATE_HZ, np.arange(corners.size), corners)
    cars = sounds.coloured(size, 1.0, 13) * passing
    return np.asarray(cars / sounds.rms(cars) + 0.3 * sounds.babble(voices, size, 3), np.float32)


def table(folder: Path | None, ways: dict[str, Cleaning | None]) -> str:
    """Clean every clip in every room and write the table."""
    sets = sounds.speech(folder, 2)
    voices = [clip for clips in sets.values() for clip in clips]
    rows = []
    for room, make, ratio_db in (("fan and hum, 15 dB", fan, 15.0), ("street, 10 dB", street, 10.0)):
        for way, how in ways.items():
            figures, spent_s, length_s = [], 0.0, 0.0
            for voice in voices:
                plain = np.pad(voice, (LEAD, LEAD))
                noise = make(plain.size, voices)
                spoilt = plain + noise / sounds.rms(noise) * sounds.rms(voice) * np.float32(10 ** (-ratio_db / 20))
                done, seconds = cleaned(spoilt, how)
                spent_s, length_s = spent_s + seconds, length_s + plain.size / RATE_HZ
                pause = slice(LEAD // 10, LEAD * 8 // 10)
                quieter_db = 20 * np.log10(sounds.rms(done[pause]) / sounds.rms(spoilt[pause]))
                figures.append((sounds.estoi(plain, done), sounds.si_sdr_db(plain, done), quieter_db))
            estoi, si_sdr, quieter = np.mean(figures, axis=0)
            speed = f"{length_s / spent_s:.0f}" if how else ""
            rows.append(f"| {room} | {way} | {estoi:.3f} | {si_sdr:.1f} | {quieter:+.1f} | {speed} |")
    head = ["## Cleaning", "", f"{len(voices)} clips of {', '.join(sets)}.", ""]
    head += ["| room | cleaned by | ESTOI | SI-SDR, dB | pause, dB | times real time |"]
    return "\n".join([*head, "| --- | --- | --- | --- | --- | --- |", *rows, ""])


def cleaned(sound: Sound, how: Cleaning | None) -> tuple[Sound, float]:
    """The sound cleaned, and the processor seconds it took; None cleans nothing."""
    if how is None:
        return sound, 0.0
    with tempfile.TemporaryDirectory() as name:
        reel = wound(Path(name) / "in.reel", iter([sound]))
        before = time.process_time()
        done = clean(reel, Path(name) / "out.reel", how).reel
        spent_s = time.process_time() - before
        return done.read(0, done.size), spent_s


if __name__ == "__main__":
    WAYS = {"nothing": None, "hum and rumble only": Cleaning("none"), "wiener": Cleaning()}
    WAYS["for a person at risk"] = Cleaning("wiener", at_risk=True)
    if "--deep" in sys.argv:
        WAYS["deep"] = Cleaning("deep")
    FOLDERS = [word for word in sys.argv[1:] if not word.startswith("--")]
    FOUND = table(Path(FOLDERS[0]) if FOLDERS else None, WAYS)
    print(FOUND)
    if "--save" in sys.argv:
        results.save(FOUND)
