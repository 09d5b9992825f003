# SPDX-License-Identifier: Apache-2.0
"""The checksums of Ogg pages, FLAC frames and LAME's tag."""

import zlib
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def ogg(page: bytes) -> int:
    """Return the checksum of an Ogg page whose own field is nought (RFC 3533: 04c11db7, from 0, high bit first).

    zlib computes the same polynomial with its bits mirrored, from ones and complemented: so all that is turned round.
    """
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def _table(polynomial: int, bits: int) -> list[int]:
    table, top = [], 1 << (bits - 1)
    for byte in range(256):
        value = byte << (bits - 8)
        for _ in range(8):
            value = (value << 1) ^ (polynomial if value & top else 0)
        table.append(value & ((1 << bits) - 1))
    return table


_CRC8: Final = _table(0x07, 8)
_CRC16: Final = np.array(_table(0x8005, 16), np.uint16)
_BLOCK: Final = 64


def flac_header(header: bytes) -> int:
    """Return the CRC-8 of a FLAC frame's header (RFC 9639, 9.1.8)."""
    value = 0
    for byte in header:
        value = _CRC8[value ^ byte]
    return value


def flac_frames(frames: Sequence[bytes]) -> npt.NDArray[np.uint16]:
    """Return the CRC-16 of each frame with its own at the end: nought where it is whole (RFC 9639, 9.3).

    It begins at nought, so noughts before a frame change nothing, and it is linear: all blocks of all frames are
    summed side by side, then those of a frame one after the other.
    """
    blocks = -(-max(map(len, frames), default=0) // _BLOCK)
    matter = np.zeros((len(frames), blocks * _BLOCK), np.uint8)
    for row, frame in enumerate(frames):
        matter[row, matter.shape[1] - len(frame) :] = np.frombuffer(frame, np.uint8)
    side_by_side = np.ascontiguousarray(matter.reshape(len(frames), blocks, _BLOCK).transpose(2, 1, 0))
    sums = np.zeros((blocks, len(frames)), np.uint16)
    for bytes_ in side_by_side:
        sums = _onward(sums, bytes_)
    value = np.zeros(len(frames), np.uint16)
    for of_block in sums:
        value = _past_a_block()[value] ^ of_block
    return value


def _onward(value: npt.NDArray[np.uint16], byte: npt.NDArray[np.uint8] | np.uint8) -> npt.NDArray[np.uint16]:
    onward: npt.NDArray[np.uint16] = (value << np.uint16(8)) ^ _CRC16[(value >> np.uint16(8)) ^ byte]
    return onward


@cache
def _past_a_block() -> npt.NDArray[np.uint16]:
    """Return what each sum becomes after a block of noughts."""
    value = np.arange(1 << 16, dtype=np.uint16)
    for _ in range(_BLOCK):
        value = _onward(value, np.uint8(0))
    return value


def lame(content: bytes) -> int:
    """Return the CRC-16 of LAME's tag (8005 mirrored, from 0)."""
    value = 0
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
    return value
