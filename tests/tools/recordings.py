# SPDX-License-Identifier: Apache-2.0
"""Recordings of every kind, made of arithmetic: nobody's voice.  PyAV is only ever imported in a process of its own."""

import json
import struct
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from attrs import astuple, frozen

RATE_HZ: Final = 48_000
LENGTH_S: Final = 1.5
Sound = npt.NDArray[np.float32]

MADE_BY_MEDIA: Final = {
    # name: muxer, codec, rate, channels, options
    "aac.m4a": ("ipod", "aac", 44_100, 2, {}),
    "alac.m4a": ("ipod", "alac", 48_000, 1, {}),
    "fragments.mp4": ("mp4", "aac", 48_000, 1, {"movflags": "frag_keyframe+empty_moov", "frag_duration": "200000"}),
    "indexed.mp4": ("ismv", "aac", 48_000, 1, {}),
    "amr.3gp": ("3gp", "libopencore_amrnb", 8_000, 1, {}),
    "quick.mov": ("mov", "pcm_s16le", 44_100, 2, {}),
    "bare.aac": ("adts", "aac", 44_100, 1, {}),
    "narrow.amr": ("amr", "libopencore_amrnb", 8_000, 1, {}),
    "opus.webm": ("webm", "libopus", 48_000, 1, {}),
    "live.webm": ("webm", "libopus", 48_000, 1, {"live": "1"}),
    "ac3.mka": ("matroska", "ac3", 44_100, 2, {}),
    "wma.wma": ("asf", "wmav2", 44_100, 1, {}),
    "opus.ogg": ("ogg", "libopus", 48_000, 1, {}),
    "flac.ogg": ("ogg", "flac", 48_000, 1, {}),
    "alac.caf": ("caf", "alac", 44_100, 1, {}),
    "counted.mp3": ("mp3", "libmp3lame", 44_100, 1, {}),
}
MADE_PLAIN: Final = {
    # name: format, subtype, rate, channels
    "u8.wav": ("WAV", "PCM_U8", 22_050, 1),
    "16.wav": ("WAV", "PCM_16", 44_100, 2),
    "24.wav": ("WAV", "PCM_24", 96_000, 1),
    "32.wav": ("WAV", "PCM_32", 48_000, 1),
    "float.wav": ("WAV", "FLOAT", 48_000, 1),
    "double.wav": ("WAV", "DOUBLE", 48_000, 1),
    "alaw.wav": ("WAV", "ALAW", 8_000, 1),
    "ulaw.wav": ("WAV", "ULAW", 8_000, 1),
    "long.wav": ("RF64", "PCM_16", 48_000, 1),
    "16.aiff": ("AIFF", "PCM_16", 44_100, 1),
    "16.caf": ("CAF", "PCM_16", 44_100, 1),
    "16.flac": ("FLAC", "PCM_16", 44_100, 2),
    "vorbis.ogg": ("OGG", "VORBIS", 44_100, 1),
    "plain.mp3": ("MP3", "MPEG_LAYER_III", 44_100, 1),
}
NAMES: Final = (*MADE_PLAIN, *MADE_BY_MEDIA, "wide.amr")

_MAKE: Final = """
import base64, io, json, sys
import av, numpy as np
from av.audio.fifo import AudioFifo

def made(sound, muxer, codec, rate, channels, options, tracks, film, tags):
    out = io.BytesIO()
    with av.open(out, "w", format=muxer, options={**options, "fflags": "+bitexact"}) as made:
        made.metadata.update(tags)
        if film:
            pictures = made.add_stream("mpeg4", rate=5, width=64, height=64, pix_fmt="yuv420p")
        layout = "mono" if channels == 1 else "stereo"
        streams = [made.add_stream(codec, rate=rate, layout=layout) for _ in range(tracks)]
        if film:
            for _ in range(int(5 * sound.size / rate) + 1):
                made.mux(pictures.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
            made.mux(pictures.encode())
        for number, stream in enumerate(streams):
            if codec == "wmav2":
                stream.bit_rate = 64_000
            resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate)
            both = np.ascontiguousarray(np.stack([sound / (number + 1)] * channels))
            frame = av.AudioFrame.from_ndarray(both, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = rate, 0
            fifo = AudioFifo()
            for part in resampler.resample(frame):
                fifo.write(part)
            size = stream.codec_context.frame_size or 1024
            while (part := fifo.read(size, partial=True)) is not None:
                made.mux(stream.encode(part))
            made.mux(stream.encode())
    return base64.b64encode(out.getvalue()).decode()

def made_or_none(sound, *order):
    try:
        return made(np.frombuffer(base64.b64decode(sound), np.float32), *order)
    except av.codec.codec.UnknownCodecError:
        return ""  # not every build of FFmpeg writes AMR; all of them read it

print(json.dumps([made_or_none(*each) for each in json.load(sys.stdin)]))
"""


@frozen
class Order:
    """One recording to be made by PyAV."""

    sound: Sound
    muxer: str
    codec: str
    rate_hz: int
    channels: int = 1
    options: Mapping[str, str] = {}
    tracks: int = 1
    film: bool = False
    tags: Mapping[str, str] = {}


def voice(rate_hz: int = RATE_HZ, length_s: float = LENGTH_S) -> Sound:
    """Return a sound that changes all the time, so that a shift shows: a rising buzz under a slow swell."""
    time_s = np.arange(round(length_s * rate_hz)) / rate_hz
    phase = 2 * np.pi * (180 * time_s + 220 * time_s**2)
    swell = 0.3 + 0.2 * np.sin(2 * np.pi * 3 * time_s)
    return (swell * (np.sin(phase) + 0.3 * np.sin(3 * phase))).astype(np.float32)


@cache
def recording(name: str) -> bytes:
    """Return one of `NAMES`."""
    if name == "wide.amr":
        return wide_amr()
    if name in MADE_BY_MEDIA:
        made = _made_by_media()[name]
        if not made:
            pytest.skip(f"this build of FFmpeg does not write {name}")
        return made
    shell, packed, rate_hz, channels = MADE_PLAIN[name]
    return plain(voice(rate_hz), rate_hz, shell, packed, channels)


@cache
def _made_by_media() -> dict[str, bytes]:
    orders = [Order(voice(each[2]), *each) for each in MADE_BY_MEDIA.values()]
    return dict(zip(MADE_BY_MEDIA, media(*orders), strict=True))


def plain(sound: Sound, rate_hz: int, shell: str = "WAV", packed: str = "PCM_16", channels: int = 1) -> bytes:
    """Return a recording that libsndfile wrote."""
    held = BytesIO()
    soundfile.write(held, np.column_stack([sound] * channels), rate_hz, format=shell, subtype=packed)
    return held.getvalue()


def media(*orders: Order) -> list[bytes]:
    """Return recordings that PyAV wrote in a process of its own."""
    told = json.dumps([[b64encode(order.sound.tobytes()).decode(), *astuple(order)[1:]] for order in orders])
    command = [sys.executable, "-I", "-c", _MAKE]
    child = subprocess.run(command, input=told.encode(), capture_output=True, timeout=60, check=False)
    assert child.returncode == 0, child.stderr.decode()
    return [b64decode(made) for made in json.loads(child.stdout)]


def wide_amr(frames: int = 75) -> bytes:
    """Return an AMR-WB recording of 20 ms frames at 12.65 kbit/s whose bits mean nothing."""
    bits = np.random.default_rng(3).integers(0, 256, (frames, 32), dtype=np.uint8)
    return b"#!AMR-WB\n" + b"".join(b"\x14" + frame.tobytes() for frame in bits)


def box(name: bytes, *inside: bytes) -> bytes:
    """Return a box of an MP4."""
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), name) + body


def ogg_page_sum(page: bytes) -> int:
    """Return the checksum of an Ogg page, worked out bit by bit from RFC 3533."""
    found = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1) ^ (0x04C11DB7 if found & 0x80000000 else 0)
            found &= 0xFFFFFFFF
    return found


def lag(sound: Sound, whole: Sound) -> int:
    """Return by how many samples `sound` comes later than `whole`."""
    size = 1 << int(np.ceil(np.log2(sound.size + whole.size)))
    found = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(whole, size)))
    place = int(np.argmax(found))
    return place - size if place > size // 2 else place


def saved(folder: Path, content: bytes) -> Path:
    """Write `content` to a file whose name tells nothing."""
    path = folder / "recording"
    path.write_bytes(content)
    return path
