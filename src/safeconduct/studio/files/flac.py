# SPDX-License-Identifier: Apache-2.0
"""FLAC: frames by libFLAC, everything before them written here (RFC 9639)."""

import shutil
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

import numpy as np
import soundfile

from safeconduct.studio.samples import EXACT_FLAC, Samples
from safeconduct.studio.tags import Tags

from . import vorbis_comments
from .pcm import stepped

BITS: Final = (16, 24)
STREAMINFO, COMMENTS, LAST = 0, 4, 0x80


def write(
    file: IO[bytes], sound: Iterable[Samples], count: int, rate_hz: int, bits: int, tags: Tags, scratch: Path
) -> None:
    """Write one channel: STREAMINFO, comments, frames.  `scratch` names a file that is used and removed.

    Raises `ValueError` for no samples at all: a FLAC that says 0 says that it does not know.
    """
    if not count or bits not in BITS:
        raise ValueError(f"no FLAC holds {count} samples of {bits} bits")
    try:
        with soundfile.SoundFile(
            scratch, "w", rate_hz, 1, f"PCM_{bits}", format="FLAC", compression_level=EXACT_FLAC
        ) as encoder:
            for stretch in sound:
                # libsndfile counts in the upper bits of 32, and so nothing is scaled on the way.
                encoder.write(stepped(stretch, bits) << np.int32(32 - bits))
        with scratch.open("rb") as made:
            info = _stream_info(made)
            comments = vorbis_comments.block(tags)
            file.write(b"fLaC" + _head(STREAMINFO, info) + info + _head(COMMENTS | LAST, comments) + comments)
            shutil.copyfileobj(made, file)
    finally:
        scratch.unlink(missing_ok=True)


def _head(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + len(content).to_bytes(3, "big")


def frames_begin(path: Path) -> int:
    """Return where the first frame of a FLAC lies that libFLAC wrote or we did; raises `ValueError` for another."""
    with path.open("rb") as made:
        _stream_info(made)
        return made.tell()


def _stream_info(made: IO[bytes]) -> bytes:
    """Return the first block of what libFLAC wrote and leave the file at its first frame."""
    if made.read(4) != b"fLaC":
        raise ValueError("libFLAC wrote no FLAC")
    info, last = b"", False
    while not last:
        kind, *size = struct.unpack("4B", made.read(4))
        last = bool(kind & LAST)
        content = made.read(int.from_bytes(bytes(size), "big"))
        info = info or content
    return info
