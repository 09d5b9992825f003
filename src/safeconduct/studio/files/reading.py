# SPDX-License-Identifier: Apache-2.0
"""Reading a finished file again, strictly: see `files.reread`."""

from pathlib import Path

from safeconduct.model.channel import SoundFile
from safeconduct.studio.tags import Tags

from . import flac_reading, mp3_reading, mp4_reading, ogg_reading, suffix, wav_reading
from .bext import Loudness
from .fields import settled


def reread(path: Path, spec: SoundFile, tags: Tags, loudness: Loudness | None) -> None:
    """See `files.reread`."""
    kind, told = suffix(spec), settled(tags)
    if kind == "wav":
        wav_reading.check(path, spec, told, loudness)
    elif kind == "flac":
        flac_reading.check(path, spec, told)
    elif kind == "mp3":
        mp3_reading.check(path, spec, told)
    elif kind == "ogg":
        ogg_reading.check(path, told)
    else:
        mp4_reading.check(path.read_bytes(), "m4a", spec.rate_hz, spec.kbps, told)
