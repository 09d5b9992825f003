# SPDX-License-Identifier: Apache-2.0
"""The samples of a WAV, AIFF, CAF, FLAC, Ogg or MP3 recording, read by libsndfile inside the jail."""

import os
from collections.abc import Iterator
from typing import Final

import numpy as np
import soundfile

from .decode_child_bytes import Untrusted, damaged
from .decode_child_sound import Shape, Stretch
from .decode_kinds import KINDS, PLAIN, UnreadableError

_COUNTED: Final = frozenset(["PCM_S8", "PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW"])
"""Sound of which libsndfile knows the number of samples before it decodes them; of others it guesses."""

_NAMES: Final = {"VORBIS": "Vorbis", "OPUS": "Opus", "ALAC_16": "ALAC", "ULAW": "mu-law", "ALAW": "A-law"}
_STEP: Final = 1 << 16
_MALFORMED: Final = 3  # SF_ERR_MALFORMED_FILE of <sndfile.h>; most other codes are not in it


def opened(file: Untrusted, kind: str) -> tuple[Shape, Iterator[Stretch]]:
    """Open a recording of one of the `PLAIN` kinds; return what it is, and its samples.

    Both raise `UnreadableError`: "codec" for sound packed in a way that libsndfile does not know.
    """
    if kind not in PLAIN:
        raise UnreadableError("codec", KINDS[kind])
    os.lseek(file.number, 0, os.SEEK_SET)
    try:
        sound = soundfile.SoundFile(file.number, closefd=False)
    except soundfile.LibsndfileError as fault:
        raise damaged() if fault.code == _MALFORMED else UnreadableError("codec", KINDS[kind]) from None
    packed = _NAMES.get(sound.subtype, "")
    name = f"{KINDS[kind]} ({packed})" if packed else KINDS[kind]
    return Shape(name, sound.samplerate, sound.channels), _stretches(
        sound, sound.frames if sound.subtype in _COUNTED else 0
    )


def _stretches(sound: soundfile.SoundFile, frames: int) -> Iterator[Stretch]:
    read = 0
    while True:
        try:
            stretch = sound.read(_STEP, dtype="float32", always_2d=True)
        except soundfile.LibsndfileError:
            raise damaged() from None
        if not len(stretch):
            break
        read += len(stretch)
        yield np.asarray(stretch, np.float32)
    if read < frames:
        raise damaged()
