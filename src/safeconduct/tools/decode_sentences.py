# SPDX-License-Identifier: Apache-2.0
"""What we say of a recording that is refused: what, and what to do."""

from collections.abc import Mapping
from typing import Final

_AGAIN: Final = "Export the recording again from the recorder, or record the paragraph again."
_AS_WAV: Final = "Save the recording as WAV or FLAC, and use that file."
_PART: Final = "Record one piece at a time, or cut the recording into parts."

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "empty": ("is empty.", "Copy the recording again from the recorder."),
    "unknown": (
        "cannot be read: it is no kind of recording that we know.",
        "Save the recording as WAV, FLAC, MP3 or M4A, and use that file.",
    ),
    "cut": ("is damaged or ends before its sound does.", _AGAIN),
    "locked": (
        "is encrypted: only the shop or the device it comes from can play it.",
        "Use the recording as the recorder wrote it, without protection.",
    ),
    "no-sound": ("holds no sound.", "Check whether it is the right file, then record again."),
    "codec": ("is {} with sound packed in a way that is not read here.", _AS_WAV),
    "media": (
        "is {}, and what reads that is not installed.",
        "Install it: pip install 'safeconduct[media]'; or save the recording as WAV, FLAC, MP3 or Ogg.",
    ),
    "channels": ("has {} channels; we read 1 or 2.", "Save the recording with one channel, and use that file."),
    "rate": ("has a sampling rate of {} Hz; we read 8 to 192 kHz.", "Save the recording at 48 kHz, and use that file."),
    "changes": ("changes its sampling rate in the middle.", _AS_WAV),
    "several": (
        "is several recordings one after the other in one file.",
        "Give each recording a file of its own, or save it as WAV.",
    ),
    "many": ("holds more parts than any recorder writes.", _AS_WAV),
    "too-long": ("is longer than {longest_h:g} hours.", _PART),
    "too-large": ("is larger than {most_mb} MB.", "Save it as FLAC, or cut the recording into parts."),
    "memory": ("needs more memory than the {memory_mb} MB that reading it may take.", _AS_WAV),
    "cpu": ("takes longer to read than the {cpu_s} seconds it may take.", _PART),
    "wall": ("takes longer to read than the {wall_s:g} seconds it may take.", _PART),
    "flood": ("unpacks to more sound than {longest_h:g} hours.", _PART),
    "died": ("cannot be read: the reader broke on it ({}).", _AS_WAV),
}
"""What follows “The recording takes/a.m4a …”, and what to do about it."""

FIRST_OF: Final = "the first of its {} sounds"
NO_FILM: Final = "without its pictures"
NO_END: Final = "does not say where it ends: hear whether its last words are there"
