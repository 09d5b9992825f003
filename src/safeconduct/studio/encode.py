# SPDX-License-Identifier: Apache-2.0
"""Finished files, written fresh from samples: WAV (48 kHz, 16 bit) and MP3 (constant rate, one small tag)."""

import struct
import wave
from pathlib import Path
from typing import Final

import lameenc
import numpy as np

from .samples import RATE_HZ, Samples

_LAME_QUALITY: Final = 4

MP3_DELAY: Final = 1105
"""Samples by which a decoded MP3 lags (576 of the encoder, 529 of the decoder): leave as many off the lead-in."""


def rounded(samples: Samples) -> bytes:
    """Return `samples` as 16-bit little-endian, to the nearest step and without dither: same sound, same bytes."""
    steps = np.clip(np.rint(samples * 32768.0), -32768, 32767)
    return steps.astype("<i2").tobytes()


def write_wav(path: Path, samples: Samples) -> None:
    """Write a mono WAV that has a format chunk, a samples chunk and nothing else."""
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(rounded(samples))


def write_mp3(path: Path, samples: Samples, kbps: int, title: str, artist: str) -> None:
    """Write a mono MP3 of constant `kbps` that begins with an ID3v2.3 tag of title and artist, and nothing else."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE_HZ)
    encoder.set_out_sample_rate(RATE_HZ)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(_LAME_QUALITY)
    sound = bytes(encoder.encode(rounded(samples))) + bytes(encoder.flush())
    path.write_bytes(id3_tag({"TIT2": title, "TPE1": artist}) + sound)


def id3_tag(frames: dict[str, str]) -> bytes:
    """Return an ID3v2.3 tag of text frames in UTF-16, in the given order."""
    body = b"".join(_text_frame(name, text) for name, text in frames.items())
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + body


def _text_frame(name: str, text: str) -> bytes:
    words = b"\x01\xff\xfe" + text.encode("utf-16-le")
    return name.encode("ascii") + struct.pack(">IH", len(words), 0) + words
