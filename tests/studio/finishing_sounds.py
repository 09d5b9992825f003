# SPDX-License-Identifier: Apache-2.0
"""Sound of every kind that may come to be finished, made of arithmetic; channels and reels to finish it for."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from safeconduct.model.channel import SoundChannel, SoundFile, Voicing
from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ, Samples, filtered
from safeconduct.studio.tags import Tags

TAGS = Tags("Leave on foot", "the Joint Appeal")
WAV, WAV24 = SoundFile("wav", RATE_HZ, bits=16), SoundFile("wav", RATE_HZ, bits=24)
FLAC, MP3 = SoundFile("flac", RATE_HZ, bits=24), SoundFile("mp3", 44_100, kbps=64)
OGG, M4A = SoundFile("ogg", RATE_HZ, kbps=24), SoundFile("m4a", RATE_HZ, kbps=64)


def channel(loudness_lufs: float = -23.0, peak_dbtp: float = -1.0, short_term_lufs: float = 0.0) -> SoundChannel:
    """Return a channel; its voicing is none of finishing's business."""
    voicing = Voicing(80, 15_000, 0, 3, True, False)
    return SoundChannel(
        "radio", "Radio", loudness_lufs, 0.2, peak_dbtp, short_term_lufs, 0, 5, 0.6, voicing, (WAV,), (), False, ()
    )


def reel(folder: Path, sound: Samples) -> Reel:
    """Lay sound on a reel."""
    return wound(folder / "sound.f4", [np.asarray(sound, np.float32)])


def paragraphs(*seconds: float, seed: int = 1) -> tuple[Samples, list[tuple[str, float, float]]]:
    """Return paragraphs of speech-like sound with half a second around each, and where they are."""
    parts: list[Samples] = [np.zeros(RATE_HZ // 2)]
    spoken, at = [], 0.5
    for number, length_s in enumerate(seconds, 1):
        sound = _syllables(length_s, seed + number)
        parts += [sound, np.zeros(RATE_HZ // 2)]
        spoken.append((f"p{number}", at, at + length_s))
        at += length_s + 0.5
    return np.concatenate(parts), spoken


def _syllables(length_s: float, seed: int) -> Samples:
    """Return a buzz in syllables of uneven length and strength, as no other seed has them."""
    draw = np.random.default_rng(seed)
    points = round(length_s * 20) + 2
    along = np.interp(
        np.linspace(0, points - 1, round(length_s * RATE_HZ)), np.arange(points), draw.random(points) ** 2
    )
    return np.asarray(0.3 * along * _buzz(along.size, 110 + 3 * seed))


def _buzz(size: int, pitch_hz: float) -> Samples:
    phase = 2 * np.pi * pitch_hz * np.arange(size) / RATE_HZ
    return np.asarray(sum(np.cos(n * phase + 0.9 * n * n) / n for n in range(1, 25)))


def _speech(length_s: float = 3.0) -> Samples:
    return paragraphs(length_s, seed=4)[0]


def _clicks(every_s: float, length_s: float = 2.0) -> Samples:
    sound = np.zeros(round(length_s * RATE_HZ))
    sound[RATE_HZ // 10 :: round(every_s * RATE_HZ)] = 0.8
    return sound


def _with(sound: Samples, change: Callable[[Samples], None]) -> Samples:
    changed = sound.copy()
    change(changed)
    return changed


def _click_at(second: float, height: float) -> Callable[[Samples], None]:
    def change(sound: Samples) -> None:
        sound[round(second * RATE_HZ)] += height

    return change


def _noise(size: int, level: float, seed: int = 0) -> Samples:
    return np.random.default_rng(seed).normal(0, level, size)


def _telephone(hz: Samples) -> Samples:
    return np.asarray((hz > 300) & (hz < 3400), np.float64)


def _uneven() -> Samples:
    return np.concatenate([_speech(2), 0.05 * _speech(2), _speech(2)])


REACHABLE: dict[str, Callable[[], Samples]] = {
    "speech": _speech,
    "speech, short": lambda: _speech(0.5),
    "speech, 12 s": lambda: _speech(12),
    "very quiet": lambda: 0.02 * _speech(),
    "very loud": lambda: 300 * _speech(),
    "clipped": lambda: np.clip(6 * _speech(), -1, 1),
    "clipped far over full scale": lambda: 4 * np.clip(30 * _speech(), -1, 1),
    "telephone band": lambda: filtered(_speech(), _telephone),
    "DC offset": lambda: _speech() * 0.5 + 0.3,
    "negative DC offset": lambda: _speech() - 0.7,
    "one click in speech": lambda: _with(_speech(), _click_at(1.0, 3.0)),
    "a click at the first sample": lambda: _with(_speech(), _click_at(0.0, -2.0)),
    "a click at the end": lambda: _with(_speech(), _click_at(3.99, 2.0)),
    "speech in noise": lambda: _speech() + _noise(_speech().size, 0.02),
    "noise": lambda: _noise(2 * RATE_HZ, 0.1),
    "quiet noise, 39 dB down": lambda: _noise(2 * RATE_HZ, 0.0009),
    "one block of noise": lambda: _noise(19_200, 0.1),
    "less than a block of noise": lambda: _noise(12_000, 0.3),
    "a little more than a block": lambda: _noise(19_201, 0.1),
    "tone": lambda: 0.2 * np.sin(np.arange(2 * RATE_HZ) * 0.13),
    "low tone": lambda: 0.5 * np.sin(np.arange(2 * RATE_HZ) * 2 * np.pi * 60 / RATE_HZ),
    "tone that misses its crests": lambda: 0.9 * np.sin(np.arange(2 * RATE_HZ) * np.pi / 2 + np.pi / 4),
    "square": lambda: np.sign(np.sin(np.arange(2 * RATE_HZ) * 2 * np.pi * 997 / RATE_HZ)),
    "sweep": lambda: 0.4 * np.sin(np.cumsum(np.geomspace(0.01, 2.5, 3 * RATE_HZ))),
    "uneven": _uneven,
    "loud end": lambda: np.concatenate([0.1 * _speech(), 4 * _speech(1)]),
    "silence, then speech": lambda: np.concatenate([np.zeros(5 * RATE_HZ), _speech()]),
    "speech, then silence": lambda: np.concatenate([_speech(), np.zeros(5 * RATE_HZ)]),
    "hard edges": lambda: _noise(RATE_HZ, 0.2).repeat(2)[: RATE_HZ + 7],
    "odd length": lambda: _speech()[:100_003],
    "half scale alternating": lambda: 0.5 * np.cos(np.pi / 3 * np.arange(RATE_HZ)),
}
"""Sound that reaches -23 LUFS under -1 dBTP."""

UNREACHABLE: dict[str, Callable[[], Samples]] = {
    "silence": lambda: np.zeros(RATE_HZ),
    "one silent sample": lambda: np.zeros(1),
    "one sample": lambda: np.full(1, 0.5),
    "one tiny sample": lambda: np.full(1, 1e-6),
    "two samples": lambda: np.array([0.9, -0.9]),
    "a millisecond": lambda: np.full(48, 0.4),
    "a single click": lambda: _with(np.zeros(RATE_HZ), _click_at(0.5, 1.0)),
    "two clicks a second": lambda: _clicks(0.5),
    "noise under the gate": lambda: _noise(RATE_HZ, 1e-5),
    "noise 44 dB down": lambda: _noise(2 * RATE_HZ, 0.0003),
    "nothing but DC": lambda: np.full(RATE_HZ, 0.5),
    "speech on a DC offset ten times as high": lambda: _speech() + 5.0,
    "clicks in noise under the gate": lambda: _clicks(0.5) + _noise(2 * RATE_HZ, 1e-5),
}
"""Sound that cannot.

What is silence to the standard, single clicks, what lies more than 40 dB too low, and what hangs on a DC offset that
takes all the room (cleaning takes that off before).
"""
