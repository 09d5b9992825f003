# SPDX-License-Identifier: Apache-2.0
"""MBROLA with the Korean voice hn1, where the operator has installed them: phones go in, a WAV comes out.

Neither belongs to the house, and neither is ever carried in it.  The program is AGPL-3.0-or-later and runs as a child.
The voice hn1 (GIM Gyeongseog / KIM Kyongsok, CHUNG Hyunsong) may be copied free of charge with its notice, may not be
sold or put into anything that is sold without its owners' leave, and may be used with MBROLA only.  It is a man's voice
of 1999, joined from pairs of phones, at 16 kHz: understandable, and not a person.
"""

import hashlib
import os
import wave
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.model.refusal import ToolRefusal

from .jail import Ended, Limits, run

PROGRAMS: Final = tuple(Path(folder) / "mbrola" for folder in (*os.defpath.split(os.pathsep), "/usr/local/bin"))
VOICES: Final = tuple(
    Path(folder) / "hn1" / "hn1" for folder in ("/usr/share/mbrola", "/usr/local/share/mbrola", "/opt/mbrola")
)
"""Where Debian and its like put program and voice; a caller may name other places."""

RATE_HZ: Final = 16_000
LIMITS: Final = Limits(memory_mb=256, cpu_s=30, wall_s=60.0, answer_bytes=32 << 20)
LONGEST_S: Final = 900.0

INSTALL: Final = (
    "Install MBROLA and its voice hn1 (Debian: mbrola in contrib, mbrola-hn1 in non-free; hn1 is free of charge, is "
    "not to be sold, and is for MBROLA only), choose the draft voice espeak, or put a recording into takes/."
)
LICENCE: Final = (
    "The voice hn1 may be copied free of charge together with its notice. It may not be sold, nor be part of anything "
    "that is sold, without leave of its owners, and it may be used with MBROLA only."
)
"""What is said wherever the voice is offered."""

_ENTRY: Final = ("-m", "safeconduct.tools.mbrola_child")
_AGAIN: Final = "Build again; if it stays, reinstall mbrola and mbrola-hn1, or put a recording into takes/."
_MAGIC: Final = b"MBROLA"
_EARLY_OR_LATE_S: Final = 0.5
_OFF: Final = 0.05


@frozen
class Mbrola:
    """The program and the voice as installed."""

    program: Path
    voice: Path

    @property
    def told(self) -> str:
        """Both with their digests: what a record says of the voice that spoke."""
        digests = [hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in (self.program, self.voice)]
        return f"mbrola sha256:{digests[0]}, hn1 sha256:{digests[1]}"


def probe(programs: Iterable[Path] = PROGRAMS, voices: Iterable[Path] = VOICES) -> Mbrola:
    """Return program and voice from the first places that have them; raises `ToolRefusal` that says what to install.

    Runs nothing; of the voice, the first bytes are looked at.
    """
    program = next((path for path in programs if path.is_file() and os.access(path, os.X_OK)), None)
    if program is None:
        raise ToolRefusal("The speech program MBROLA, which the voice hn1 needs, is not installed.", INSTALL)
    voice = next((path for path in voices if path.is_file()), None)
    if voice is None:
        raise ToolRefusal("The Korean voice hn1 of MBROLA is not installed.", INSTALL)
    with voice.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ToolRefusal("The file of the voice hn1 is not a voice of MBROLA.", _AGAIN)
    return Mbrola(program, voice)


def speak(score: str, length_s: float, mbrola: Mbrola | None = None, limits: Limits = LIMITS) -> bytes:
    """Speak a `score` of phones (MBROLA's .pho lines) that lasts `length_s`; return a WAV, mono, 16 bit, 16 kHz.

    The same score gives the same bytes.  Raises `ToolRefusal` when program or voice is missing (`probe`), or when the
    program dies, hangs, floods, does not know a pair of phones, or answers with sound of another length than asked.
    """
    if not 0 < length_s <= LONGEST_S:
        raise ToolRefusal(
            f"The voice hn1 speaks up to {LONGEST_S:g} seconds at once, and this would last {length_s:.0f}.",
            "Split the paragraph, or put a recording into takes/.",
        )
    found = mbrola or probe()
    ended = run((*_ENTRY, str(found.program), str(found.voice)), score.encode(), limits)
    return _wav(_checked(ended, length_s))


def _checked(ended: Ended, length_s: float) -> bytes:
    """Return the samples of a child that did what was asked; raises `ToolRefusal` otherwise."""
    if ended.why in ("wall", "cpu"):
        raise ToolRefusal("MBROLA did not answer in time.", _AGAIN)
    if ended.why == "flood":
        raise ToolRefusal("MBROLA answered with more sound than the text can hold.", _AGAIN)
    if ended.why.startswith("signal"):
        raise ToolRefusal(f"MBROLA died ({ended.why}).", _AGAIN)
    if ended.answer is None:
        raise ToolRefusal(f"MBROLA could not speak this text with the voice hn1 ({ended.why}).", _AGAIN)
    samples = ended.answer
    spoken_s = len(samples) / 2 / RATE_HZ
    if len(samples) % 2 or abs(spoken_s - length_s) > _EARLY_OR_LATE_S + _OFF * length_s:
        raise ToolRefusal(
            f"MBROLA answered with {spoken_s:.1f} seconds where {length_s:.1f} were asked: something is left out.",
            _AGAIN,
        )
    if not any(samples):
        raise ToolRefusal("MBROLA answered with silence.", _AGAIN)
    return samples


def _wav(samples: bytes) -> bytes:
    into = BytesIO()
    with wave.open(into, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE_HZ)
        writer.writeframes(samples)
    return into.getvalue()
