# SPDX-License-Identifier: Apache-2.0
"""WAV with a broadcast extension: `bext`, `fmt `, `data` and nothing else (EBU Tech 3285)."""

import struct
from collections.abc import Iterable
from typing import IO, Final

import numpy as np

from safeconduct.studio.samples import Samples
from safeconduct.studio.tags import Tags

from . import bext
from .bext import Loudness
from .pcm import Steps, stepped

BITS: Final = (16, 24)
_MOST_BYTES: Final = (1 << 32) - 1024


def write(
    file: IO[bytes],
    sound: Iterable[Samples],
    count: int,
    rate_hz: int,
    bits: int,
    tags: Tags,
    loudness: Loudness | None,
) -> None:
    """Write `count` samples of one channel."""
    width = bits // 8
    size = count * width
    if bits not in BITS or size > _MOST_BYTES:
        raise ValueError(f"no WAV holds {count} samples of {bits} bits")
    pad = b"\0" * (size % 2)
    broadcast = bext.chunk(tags, loudness)
    form = struct.pack("<HHIIHH", 1, 1, rate_hz, rate_hz * width, width, bits)
    head = b"".join((b"WAVE", _head(b"bext", broadcast), broadcast, _head(b"fmt ", form), form))
    file.write(b"RIFF" + struct.pack("<I", len(head) + 8 + size + len(pad)) + head + b"data" + struct.pack("<I", size))
    for stretch in sound:
        file.write(little_endian(stepped(stretch, bits), bits))
    file.write(pad)


def little_endian(steps: Steps, bits: int) -> bytes:
    """Return steps as WAV packs them: 2 or 3 bytes each, low byte first."""
    if bits == 16:
        return steps.astype("<i2").tobytes()
    four = np.ascontiguousarray(steps.astype("<i4")).view(np.uint8).reshape(-1, 4)
    return np.ascontiguousarray(four[:, : bits // 8]).tobytes()


def _head(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content))
