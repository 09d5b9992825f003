# SPDX-License-Identifier: Apache-2.0
"""Reading a FLAC of ours again: two blocks, then frame after frame to the end, each whole (RFC 9639, 8 and 9)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

import numpy as np
import soundfile

from safeconduct.model.channel import SoundFile
from safeconduct.studio.samples import EXACT_FLAC
from safeconduct.studio.tags import Tags

from . import crc, vorbis_comments
from .flac import COMMENTS, LAST, STREAMINFO, frames_begin
from .foreign import ForeignMatterError, Strip, must
from .wav import little_endian

_NAME: Final = "the FLAC"
_SYNC: Final = b"\xff\xf8"
_AT_ONCE: Final = 512
_PIECE: Final = 1 << 20
_LONGEST_HEAD: Final = 1 << 17
_LONGEST_HEADER: Final = 16
_BITS: Final = {16: 4, 24: 6}


def check(path: Path, spec: SoundFile, tags: Tags) -> None:
    """Raise `ForeignMatterError` unless the file is a FLAC as `flac.write` writes it."""
    with path.open("rb") as file:
        head = Strip(file.read(_LONGEST_HEAD), _NAME)
        must(head.left > 42 and head.take(4) == b"fLaC", "the file is no FLAC")
        info = head.part(_block(head, STREAMINFO), "the first block of the FLAC")
        vorbis_comments.check(head.part(_block(head, COMMENTS | LAST), "the comments of the FLAC"), tags)
        file.seek(head.at)
        lengths, samples = _walked(file, spec.bits)
    _compare(info, lengths, samples, spec)
    with TemporaryDirectory(prefix="safeconduct-flac-") as folder:
        again = Path(folder) / "again.flac"
        must(info.take(16) == _played(path, spec, again), f"{info.name} tells a wrong checksum of the sound")
        # A frame does not tell its length, and its checksum holds with any number of zeros behind it.
        must(_alike(path, head.at, again), f"{_NAME} holds more than its sound, or was packed in another way")
    info.end()


def _block(head: Strip, kind: int) -> int:
    found, *size = head.fields("4B")
    must(found == kind, f"{_NAME} holds a block of kind {found & ~LAST} that the studio does not write there")
    return int.from_bytes(bytes(size), "big")


def _walked(file: IO[bytes], bits: int) -> tuple[list[int], list[int]]:
    """Return the bytes and the samples of every frame, each of which was whole; many at a time are summed."""
    lengths, samples, together = list[int](), list[int](), list[bytes]()
    for frame, count in _frames(file, bits):
        lengths.append(len(frame))
        samples.append(count)
        together.append(frame)
        if len(together) == _AT_ONCE:
            _whole(together)
            together.clear()
    _whole(together)
    return lengths, samples


def _whole(frames: list[bytes]) -> None:
    must(not np.any(crc.flac_frames(frames)), "a frame of the FLAC is damaged, or more than a frame")


def _frames(file: IO[bytes], bits: int) -> Iterator[tuple[bytes, int]]:
    """Yield every frame to the end of the file, and how many samples it has.

    A frame does not tell its length: it goes on until a header comes that has the next number and a right checksum.
    """
    held = bytearray(file.read(_PIECE))
    number, ahead = 0, 4
    count = _header(held[:_LONGEST_HEADER], 0, bits)
    must(count > 0 or not held, f"{_NAME} holds something that is not sound")
    while held:
        at = held.find(_SYNC, ahead)
        if (at < 0 or at + _LONGEST_HEADER > len(held)) and (more := file.read(_PIECE)):
            ahead = at if at >= 0 else max(4, len(held) - 1)  # a header may lie across two pieces
            held += more
        elif at < 0:
            yield bytes(held), count
            return
        elif following := _header(held[at : at + _LONGEST_HEADER], number + 1, bits):
            yield bytes(held[:at]), count
            del held[:at]
            number, ahead, count = number + 1, 4, following
        else:
            ahead = at + 1


def _header(raw: bytes | bytearray, number: int, bits: int) -> int:
    """Return how many samples the frame has whose header this is, 0: it is not the header of frame `number`."""
    if len(raw) < 6 or raw[:2] != _SYNC or raw[3] != _BITS[bits] << 1:
        return 0
    coded = chr(number).encode("utf-8", "surrogatepass") if number < 0x110000 else b""
    at = 4 + len(coded)
    code = raw[2] >> 4
    extra = {6: 1, 7: 2}.get(code, 0)
    told = raw[at : at + extra]
    at += extra + {12: 1, 13: 2, 14: 2}.get(raw[2] & 15, 0)
    if not coded or not raw[4:].startswith(coded) or len(raw) <= at or crc.flac_header(bytes(raw[:at])) != raw[at]:
        return 0
    if extra:
        return int.from_bytes(told, "big") + 1
    return 192 if code == 1 else 576 << code - 2 if 2 <= code <= 5 else 256 << code - 8 if code >= 8 else 0


def _compare(info: Strip, lengths: list[int], samples: list[int], spec: SoundFile) -> None:
    """Compare the first block with what was found, up to its checksum; block sizes hold for all frames but the last."""
    smallest, largest = info.fields(">HH")
    sizes = (int.from_bytes(info.take(3), "big"), int.from_bytes(info.take(3), "big"))
    packed = info.number(">Q")
    shape = (packed >> 44, packed >> 41 & 7, (packed >> 36 & 31) + 1)
    must(shape == (spec.rate_hz, 0, spec.bits), f"{_NAME} is not in the format that was asked for")
    must(sizes == (min(lengths, default=0), max(lengths, default=0)), f"{info.name} tells wrong sizes of frames")
    blocks = smallest == largest and {*samples[:-1]} <= {largest} and max(samples, default=0) <= largest
    must(blocks, f"{info.name} tells wrong blocks")
    must(packed & (1 << 36) - 1 == sum(samples), f"{info.name} tells a wrong length")


def _played(path: Path, spec: SoundFile, again: Path) -> bytes:
    """Return the checksum of the sound, and pack it into `again` as `flac.write` does."""
    total, bits = hashlib.md5(usedforsecurity=False), spec.bits
    kind = (spec.rate_hz, 1, f"PCM_{bits}")
    try:
        with (
            soundfile.SoundFile(path) as file,
            soundfile.SoundFile(again, "w", *kind, format="FLAC", compression_level=EXACT_FLAC) as encoder,
        ):
            while len(stretch := file.read(_PIECE, dtype="int32")):
                total.update(little_endian(stretch >> np.int32(32 - bits), bits))
                encoder.write(stretch)
    except (soundfile.LibsndfileError, RuntimeError) as fault:
        raise ForeignMatterError(f"{_NAME} cannot be played") from fault
    return total.digest()


def _alike(path: Path, first: int, again: Path) -> bool:
    """Whether what lies behind byte `first` is the frames of `again`."""
    with path.open("rb") as one, again.open("rb") as other:
        one.seek(first)
        other.seek(frames_begin(again))
        while piece := one.read(_PIECE):
            if piece != other.read(_PIECE):
                return False
        return not other.read(1)
