# SPDX-License-Identifier: Apache-2.0
"""Small finished files of every kind, and the sounds in them."""

from pathlib import Path

import numpy as np

from safeconduct.model.channel import SoundFile
from safeconduct.studio import files
from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.tags import Chapter, Tags

# Specimens; no native reader has reviewed them.
TAGS = Tags(
    "호소문 하나",
    "Спільне звернення",
    "Kursk 2024",
    "kor",
    "SPECIMEN",
    "2024-11-20",
    (Chapter(0.3, "첫째"), Chapter(0.1 + 0.3, "둘째")),
)
PLAIN = Tags("Leave on foot", "the Joint Appeal")

LOSSLESS = (
    SoundFile("wav", 48_000, 16),
    SoundFile("wav", 48_000, 24),
    SoundFile("flac", 48_000, 16),
    SoundFile("flac", 48_000, 24),
)
LOSSY = (
    SoundFile("mp3", 44_100, 0, 64),
    SoundFile("mp3", 48_000, 0, 128),
    SoundFile("mp3", 24_000, 0, 32),
    SoundFile("ogg", 48_000, 0, 24),
    SoundFile("m4a", 44_100, 0, 64),
    SoundFile("m4a", 48_000, 0, 96),
)
ONE_OF_EACH = (LOSSLESS[1], LOSSLESS[2], LOSSY[0], LOSSY[3], LOSSY[4])


def name(spec: SoundFile) -> str:
    """Return a name for a kind of file."""
    return f"{spec.container}-{spec.rate_hz}-{spec.bits or spec.kbps}"


def clicks(size: int, every: int = 9_600) -> Samples:
    """Return a train of short clicks: a sine of one turn, at 4 kHz, which every codec of ours carries."""
    sound = np.zeros(size, np.float32)
    one = np.sin(2 * np.pi * np.arange(12) / 12).astype(np.float32)
    for at in range(4_801, size - 12, every):
        sound[at : at + 12] = 0.8 * one
    return sound


def chirp(size: int, from_hz: float = 300.0, to_hz: float = 3_400.0) -> Samples:
    """Return a sine that rises all the time, so that no shift of it looks like itself."""
    time_s = np.arange(size) / RATE_HZ
    rise = (to_hz - from_hz) / max(size / RATE_HZ, 1e-9)
    return np.asarray(0.4 * np.sin(2 * np.pi * (from_hz * time_s + rise / 2 * time_s**2)), np.float32)


def made(folder: Path, spec: SoundFile, sound: Samples, tags: Tags = PLAIN) -> Path:
    """Write a sound as one file, in stretches of odd lengths."""
    path = folder / f"{name(spec)}.{files.suffix(spec)}"
    files.write(path, np.array_split(sound, 3), sound.size, spec, tags)
    return path


def played(path: Path) -> Samples:
    """Return the whole tape of a file."""
    stretches = list(files.decoded(path))
    return np.concatenate(stretches) if stretches else np.zeros(0, np.float32)


def lag(heard: Samples, sound: Samples) -> int:
    """Return by how many samples `heard` comes late."""
    size = 1 << (heard.size + sound.size).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sound, size)), size)
    best = int(np.argmax(likeness))
    return best if best < size // 2 else best - size
