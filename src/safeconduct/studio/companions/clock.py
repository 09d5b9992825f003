# SPDX-License-Identifier: Apache-2.0
"""Times as each kind of file writes them.  Within the companions all times are whole milliseconds."""

import re
from typing import Final

FRAMES_PER_S: Final = 75
"""The frames of a cue sheet: those of a compact disc."""

_VTT = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})", re.ASCII)
_LRC = re.compile(r"(\d{2,}):([0-5]\d)\.(\d{2})", re.ASCII)
_CUE = re.compile(r"(\d{2,}):([0-5]\d):(\d{2})", re.ASCII)


def in_ms(seconds: float) -> int:
    """Return seconds as whole milliseconds."""
    return round(seconds * 1000)


def vtt_time(ms: int) -> str:
    """Return e.g. "00:01:02.345"."""
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def lrc_time(ms: int) -> str:
    """Return e.g. "01:02.34": minutes are not bounded, hundredths are cut, never rounded up past the word."""
    return f"{ms // 60_000:02}:{ms // 1000 % 60:02}.{ms % 1000 // 10:02}"


def cue_time(ms: int) -> str:
    """Return e.g. "01:02:25": minutes (not bounded), seconds, and frames of 1/75 s, cut."""
    return f"{ms // 60_000:02}:{ms // 1000 % 60:02}:{ms % 1000 * FRAMES_PER_S // 1000:02}"


def told_time(ms: int, tenths: bool = True) -> str:
    """Return e.g. "1:02.3" or "1:02:03.4", for people."""
    tens = (ms + 50) // 100 if tenths else (ms + 500) // 1000 * 10
    hours, minutes, seconds = tens // 36_000, tens // 600 % 60, tens // 10 % 60
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{clock}.{tens % 10}" if tenths else clock


def from_vtt(text: str) -> int:
    """Read "hh:mm:ss.mmm"; raises `ValueError` for anything else."""
    hours, minutes, seconds, ms = _read(_VTT, text)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def from_lrc(text: str) -> int:
    """Read "mm:ss.xx"; raises `ValueError` for anything else."""
    minutes, seconds, hundredths = _read(_LRC, text)
    return (minutes * 60 + seconds) * 1000 + hundredths * 10


def from_cue(text: str) -> int:
    """Read "mm:ss:ff" as whole frames; raises `ValueError` for anything else."""
    minutes, seconds, frames = _read(_CUE, text)
    if frames >= FRAMES_PER_S:
        raise ValueError(f"a second has {FRAMES_PER_S} frames: {text!r}")
    return (minutes * 60 + seconds) * FRAMES_PER_S + frames


def _read(shape: re.Pattern[str], text: str) -> tuple[int, ...]:
    found = shape.fullmatch(text)
    if not found:
        raise ValueError(f"not a time: {text!r}")
    return tuple(map(int, found.groups()))
