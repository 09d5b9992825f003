# SPDX-License-Identifier: Apache-2.0
"""The samples of any other recording, read by FFmpeg's libraries (PyAV) inside the jail.

The library is never left to guess: it gets the kind that we found, and decoders from a fixed table.  Its wheel holds
GPL code, so it is imported in this process alone.
"""

import importlib
import io
import pkgutil
from collections.abc import Iterator
from typing import Final

import av
import numpy as np

from .decode_child_bytes import Untrusted, damaged
from .decode_child_sound import Shape, Stretch
from .decode_kinds import KINDS, UnreadableError

_DEMUXERS: Final = {
    "wav": "wav",
    "aiff": "aiff",
    "caf": "caf",
    "flac": "flac",
    "ogg": "ogg",
    "mp3": "mp3",
    "adts": "aac",
    "amr": "amr",
    "mp4": "mov",
    "webm": "matroska",
    "wma": "asf",
}
_DECODERS: Final = {
    "aac": "AAC",
    "alac": "ALAC",
    "amrnb": "AMR-NB",
    "amrwb": "AMR-WB",
    "libopencore_amrnb": "AMR-NB",
    "libopencore_amrwb": "AMR-WB",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "flac": "FLAC",
    "gsm": "GSM",
    "gsm_ms": "GSM",
    "mp2float": "MP2",
    "mp2": "MP2",
    "mp3float": "MP3",
    "mp3": "MP3",
    "opus": "Opus",
    "libopus": "Opus",
    "speex": "Speex",
    "libspeex": "Speex",
    "vorbis": "Vorbis",
    "libvorbis": "Vorbis",
    "wmav1": "WMA",
    "wmav2": "WMA",
    "wmapro": "WMA",
    "wmalossless": "WMA",
    "wmavoice": "WMA",
}
_FAMILIES: Final = {"pcm_": "PCM", "adpcm_": "ADPCM"}
_BRANDS: Final = {b"M4A": "M4A", b"M4B": "M4A", b"3gp": "3GP", b"3g2": "3GP", b"qt ": "MOV"}
MOST_STREAMS: Final = 32
_MISSING_S, _MISSING_FRAMES = 0.2, 4_096
"""How much shorter than promised a sound may be: encoders count their own run-in, and a packet that is not full."""


def prepare() -> None:
    """Load whatever the library would load later: once the jail is locked, nothing can be loaded any more."""
    for module in pkgutil.walk_packages(av.__path__, "av."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    av.logging.set_level(None)


def opened(file: Untrusted, kind: str) -> tuple[Shape, Iterator[Stretch]]:
    """Open a recording; return what its first sound is, and the samples of that; both raise `UnreadableError`."""
    raw = io.FileIO(file.number, closefd=False)
    raw.seek(0)
    try:
        container = av.open(raw, "r", format=_DEMUXERS[kind], options={"max_streams": str(MOST_STREAMS)})
    except (av.error.DecoderNotFoundError, av.error.PatchWelcomeError):
        raise UnreadableError("codec", KINDS[kind]) from None
    except av.FFmpegError:
        raise damaged() from None
    sounds = container.streams.audio
    if len(container.streams) > MOST_STREAMS:
        raise UnreadableError("many")
    if not sounds:
        raise UnreadableError("no-sound")
    sound = sounds[0]
    if sound.codec_context is None:
        raise UnreadableError("codec", KINDS[kind])
    codec = sound.codec_context.name
    packed = _DECODERS.get(codec) or next((name for start, name in _FAMILIES.items() if codec.startswith(start)), "")
    if not packed:
        raise UnreadableError("codec", KINDS[kind])
    sound.codec_context.thread_count = 1
    shell = _BRANDS.get(file.read(8, 3), KINDS[kind]) if kind == "mp4" else KINDS[kind]
    shape = Shape(
        packed if packed.startswith(shell) else f"{shell} ({packed})",
        sound.codec_context.sample_rate,
        sound.codec_context.channels,
        len(sounds),
        len(container.streams.video) > 0,
    )
    return shape, _stretches(container, sound, shape)


def _stretches(
    container: "av.container.InputContainer", sound: "av.audio.stream.AudioStream", shape: Shape
) -> Iterator[Stretch]:
    promised_s = float(sound.duration * sound.time_base) if sound.duration and sound.time_base else 0.0
    if not promised_s and container.duration and len(container.streams) == 1:
        promised_s = container.duration / av.time_base
    read_s = 0.0
    try:
        for packet in container.demux(sound):
            if packet.is_corrupt:
                raise damaged()
            for frame in packet.decode():
                if frame.is_corrupt:
                    raise damaged()
                # The head of a file does not always know what its decoder makes of it (AAC with SBR): the frames do.
                shape.heard(frame.sample_rate, frame.layout.nb_channels)
                read_s += frame.samples / frame.sample_rate
                yield _floats(frame)
    except av.FFmpegError:
        raise damaged() from None
    if read_s < promised_s - _MISSING_S - _MISSING_FRAMES / shape.rate_hz:
        raise damaged()


def _floats(frame: "av.AudioFrame") -> Stretch:
    """Return the samples of a frame as floats of full scale ±1, one column per channel."""
    found = frame.to_ndarray()
    channels = frame.layout.nb_channels
    columns = found.T if frame.format.is_planar else found.reshape(-1, channels)
    if found.dtype.kind == "u":
        return (columns.astype(np.float32) - np.float32(128)) / np.float32(128)
    if found.dtype.kind == "i":
        return (columns / float(1 << 8 * found.dtype.itemsize - 1)).astype(np.float32)
    return np.asarray(columns, np.float32)
