# SPDX-License-Identifier: Apache-2.0
"""Speech and noise for the benches of sound, and what a listener's model (ESTOI) makes of them."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
from pystoi import stoi

from safeconduct.studio.samples import RATE_HZ
from safeconduct.tools import espeak

Sound = npt.NDArray[np.float32]

CLIP_S = 5.0
# Specimen text; the Korean, Russian and Ukrainian were not read by a native reader.
TEXTS = {
    "en": "Go to the river on foot. Keep both hands where they can be seen. Nobody who comes is asked for a name.",
    "ru": "Идите к реке пешком. Держите обе руки на виду. Ни у кого не спрашивают имени. Там есть вода и врач.",
    "uk": "Ідіть до річки пішки. Тримайте обидві руки на видноті. Ні в кого не питають імені. Там є вода і лікар.",
    "ko-KP": "걸어서 강으로 가시오. 두 손을 보이게 하시오. 이름은 묻지 않습니다. 물과 의사가 있습니다.",
}


def rms(sound: npt.NDArray[np.floating]) -> float:
    """The root of the mean square."""
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64))))


def speech(folder: Path | None, clips: int) -> dict[str, list[Sound]]:
    """Up to `clips` clips of five seconds for each subfolder of `folder`, its files joined; else the draft voice."""
    if folder is None:
        return {f"draft {language}": [_draft(language, rate) for rate in (120, 150)] for language in TEXTS}
    sets = {}
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        found, clip = [], []
        for path in sorted(inner.glob("*.wav")):
            sound = _read(path)
            if sound.size < RATE_HZ:
                continue
            clip.append(sound / rms(sound) * 0.05)
            if sum(part.size for part in clip) > CLIP_S * RATE_HZ:
                found.append(np.concatenate(clip).astype(np.float32))
                clip = []
            if len(found) == clips:
                break
        if found:
            sets[inner.name] = found
    return sets


def _read(path: Path) -> Sound:
    sound, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(soxr.resample(sound.mean(axis=1), rate_hz, RATE_HZ), np.float32)


def _draft(language: str, rate: int) -> Sound:
    sound, rate_hz = soundfile.read(BytesIO(espeak.speak(TEXTS[language], language, rate)), dtype="float32")
    return np.asarray(soxr.resample(sound, rate_hz, RATE_HZ), np.float32)


def coloured(size: int, slope: float, seed: int) -> Sound:
    """Noise whose power falls with the frequency to the power of `slope`, above 20 Hz."""
    hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    white = np.fft.rfft(np.random.default_rng(seed).normal(size=size))
    sound = np.fft.irfft(white * np.maximum(hz, 20.0) ** (-slope / 2) * (hz > 20), size)
    return np.asarray(sound / rms(sound), np.float32)


def babble(voices: list[Sound], size: int, talkers: int, seed: int = 3) -> Sound:
    """Several people talking at once."""
    chance = np.random.default_rng(seed)
    parts = [voices[number % len(voices)] for number in range(talkers)]
    sound = sum(np.roll(np.resize(part / rms(part), size), int(chance.integers(size))) for part in parts)
    return np.asarray(sound / rms(sound), np.float32)


def noises(voices: list[Sound], length_s: float = 40.0) -> Mapping[str, Sound]:
    """Noise with the spectrum of speech, ten talkers, and an engine at 38 Hz; all of RMS 1."""
    size = round(length_s * RATE_HZ)
    joined = np.concatenate(voices)
    frames = joined[: joined.size // 2048 * 2048].reshape(-1, 2048) * np.hanning(2048)
    shape = np.sqrt(np.mean(np.square(np.abs(np.fft.rfft(frames, axis=1))), axis=0))
    white = np.fft.rfft(np.random.default_rng(3).normal(size=size))
    hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    shaped = np.fft.irfft(white * np.interp(hz, np.fft.rfftfreq(2048, 1.0 / RATE_HZ), shape), size)
    time_s = np.arange(size) / RATE_HZ
    phase = 2 * np.pi * np.cumsum(38 * (1 + 0.02 * np.sin(2 * np.pi * 0.3 * time_s))) / RATE_HZ
    engine = sum(np.cos(number * phase + number * number) / number**0.9 for number in range(1, 60))
    engine = engine / rms(engine) + 0.7 * coloured(size, 1.0, 5)
    return {
        "speech-shaped": np.asarray(shaped / rms(shaped), np.float32),
        "babble": babble(voices, size, 10),
        "engine": np.asarray(engine / rms(engine), np.float32),
    }


def estoi(clean: npt.NDArray[np.floating], heard: npt.NDArray[np.floating]) -> float:
    """Extended short-time objective intelligibility, 0 to 1 (Jensen and Taal, IEEE/ACM TASLP 24, 2016)."""
    low, high = (soxr.resample(np.asarray(sound, np.float64), RATE_HZ, 10_000) for sound in (clean, heard))
    return float(stoi(low, high, 10_000, extended=True))


def si_sdr_db(clean: npt.NDArray[np.floating], heard: npt.NDArray[np.floating]) -> float:
    """Scale-invariant ratio of signal to distortion."""
    clean, heard = clean - np.mean(clean), heard - np.mean(heard)
    wanted = np.dot(clean, heard) / np.dot(clean, clean) * clean
    return float(10 * np.log10(np.sum(wanted**2) / np.sum((heard - wanted) ** 2)))
