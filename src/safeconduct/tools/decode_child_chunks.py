# SPDX-License-Identifier: Apache-2.0
"""Is a WAV, AIFF, CAF, FLAC or AMR recording all there?  Looks at its chunks and frames, decodes nothing.

Libraries play a file that was cut off in the middle without a word; half an instruction is worse than none.
Sources: the RIFF and RF64 texts (EBU Tech 3306), AIFF 1.3, Apple's CAF specification, RFC 9639 (FLAC), RFC 4867 (AMR).
"""

import struct
from typing import Final

from .decode_child_bytes import Untrusted, damaged
from .decode_kinds import Look

_UNKNOWN_32: Final = 0xFFFFFFFF
_AMR_BYTES: Final = (12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0)
_AMR_WB_BYTES: Final = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0)
_READ_AHEAD: Final = 1 << 20


def whole_wav(file: Untrusted) -> Look:
    """Look at a WAV, RF64 or BW64 recording; raises `UnreadableError` unless its sound is all there."""
    large = file.read(0, 4) != b"RIFF"
    at, long_bytes = 12, 0
    while at + 8 <= file.size:
        name, size = struct.unpack("<4sI", file.must(at, 8))
        if large and name == b"ds64":
            (long_bytes,) = struct.unpack("<8xQ", file.must(at + 8, 16))
        if name == b"data":
            if large and size == _UNKNOWN_32:
                size = long_bytes
            # 0 is what a recorder leaves behind that was switched off before it could write the length.
            if not 0 < size <= file.size - at - 8:
                raise damaged()
            return Look()
        at += 8 + size + size % 2
    raise damaged()


def whole_aiff(file: Untrusted) -> Look:
    """Look at an AIFF or AIFF-C recording; raises `UnreadableError` unless its sound is all there."""
    at = 12
    while at + 8 <= file.size:
        name, size = struct.unpack(">4sI", file.must(at, 8))
        if name == b"SSND":
            if not 8 < size <= file.size - at - 8:
                raise damaged()
            return Look()
        at += 8 + size + size % 2
    raise damaged()


def whole_caf(file: Untrusted) -> Look:
    """Look at a CAF recording; one whose recorder never wrote the length does not tell where it ends."""
    at = 8
    while at + 12 <= file.size:
        name, size = struct.unpack(">4sq", file.must(at, 12))
        if name == b"data":
            if size == -1 and file.size > at + 16:
                return Look(ends=False)
            if not 4 < size <= file.size - at - 12:
                raise damaged()
            return _whole_caf_packets(file, at + 12 + size)
        if size < 0:
            raise damaged()
        at += 12 + size
    raise damaged()


def _whole_caf_packets(file: Untrusted, at: int) -> Look:
    # What follows the sound may be the table of its packets, without which nobody finds them.
    while at < file.size:
        _, size = struct.unpack(">4sq", file.must(at, 12))
        if not 0 <= size <= file.size - at - 12:
            raise damaged()
        at += 12 + size
    return Look()


def whole_flac(file: Untrusted, at: int = 0) -> Look:
    """Look at a FLAC recording that begins at `at`; its samples are counted when it is decoded."""
    at += 4
    last, look = False, None
    while not last:
        head = file.must(at, 4)
        last, kind, size = bool(head[0] & 0x80), head[0] & 0x7F, int.from_bytes(head[1:4], "big")
        if kind == 0:
            packed = int.from_bytes(file.must(at + 4, 34)[10:18], "big")
            frames = packed & 0xFFFFFFFFF
            look = Look(frames > 0, frames, packed >> 44)
        at += 4 + size
    if look is None or at >= file.size:
        raise damaged()
    return look


def whole_amr(file: Untrusted) -> Look:
    """Look at an AMR recording: frames of 20 ms that must end with the file, for it says no more of its end."""
    wide = file.read(0, 9) == b"#!AMR-WB\n"
    sizes = _AMR_WB_BYTES if wide else _AMR_BYTES
    at, frames, ahead, base = (9 if wide else 6), 0, b"", 0
    while at < file.size:
        if not base <= at < base + len(ahead):
            base, ahead = at, file.must(at, min(_READ_AHEAD, file.size - at))
        mode = ahead[at - base]
        if mode & 0x83:  # padding that is always 0
            raise damaged()
        at, frames = at + 1 + sizes[mode >> 3 & 15], frames + 1
    if at != file.size or not frames:
        raise damaged()
    return Look(False, frames * (320 if wide else 160), 16_000 if wide else 8_000)
