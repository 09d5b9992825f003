# SPDX-License-Identifier: Apache-2.0
"""What an MP4 track says of its samples: AAC, H.264, chapter titles (ISO/IEC 14496-3, -14, -15; QuickTime)."""

import struct
from collections.abc import Sequence
from typing import Final

from safeconduct.studio.tags import Chapter

from .foreign import ForeignMatterError, Strip
from .mp4_movie import TEXT, Track, box, full

AAC_FRAME: Final = 1024
AAC_RATES_HZ: Final = (96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000)
_LOW_COMPLEXITY, _MONO = 2, 1
_MPEG4_AUDIO, _AUDIO_STREAM = 0x40, 0x15
_UTF8: Final = bytes.fromhex("0000000c656e636400000100")  # box `encd`: the title is UTF-8
_LONGEST_SET: Final = 64
"""Bytes of a parameter set of H.264; ours have about 30, and no room for anything else."""
_SLICES: Final = (1, 5)
_SETS: Final = (7, 8)


def aac_head(rate_hz: int) -> bytes:
    """Return the AudioSpecificConfig: AAC-LC, one channel."""
    if rate_hz not in AAC_RATES_HZ:
        raise ValueError(f"no AAC has {rate_hz} samples a second")
    return struct.pack(">H", _LOW_COMPLEXITY << 11 | AAC_RATES_HZ.index(rate_hz) << 7 | _MONO << 3)


def aac_entry(rate_hz: int, kbps: int) -> bytes:
    """Return the sample entry of AAC."""
    head = aac_head(rate_hz)
    rate = 1000 * kbps
    decoder = struct.pack(">BB3sII", _MPEG4_AUDIO, _AUDIO_STREAM, b"", rate, rate) + _descriptor(5, head)
    stream = struct.pack(">HB", 0, 0) + _descriptor(4, decoder) + _descriptor(6, b"\x02")
    form = struct.pack(">6xH8xHHHHI", 1, _MONO, 16, 0, 0, rate_hz << 16)
    return box(b"mp4a", form, full(b"esds", _descriptor(3, stream)))


def _descriptor(kind: int, content: bytes) -> bytes:
    return bytes((kind, len(content))) + content


def check_aac(packet: bytes) -> None:
    """Raise `ForeignMatterError` unless a packet begins with one channel of sound.

    What encoders say of themselves stands before it, in a fill element.
    """
    if not packet or packet[0] >> 1:
        raise ForeignMatterError("a packet of the MP4's sound does not begin with sound")


def h264_entry(width: int, height: int, sets: Sequence[bytes]) -> bytes:
    """Return the sample entry of H.264 with its two parameter sets, BT.709, square pixels."""
    sequence, picture = sets
    form = struct.pack(">6xH16xHHIIIH32sHh", 1, width, height, 0x480000, 0x480000, 0, 1, b"", 24, -1)
    parts = [struct.pack(">H", len(one)) + one for one in (sequence, picture)]
    configuration = b"\x01" + sequence[1:4] + b"\xff\xe1" + parts[0] + b"\x01" + parts[1]
    colours = struct.pack(">4sHHHB", b"nclx", 1, 1, 1, 0)
    return box(
        b"avc1", form, box(b"avcC", configuration), box(b"colr", colours), box(b"pasp", struct.pack(">II", 1, 1))
    )


def sets_of(annex_b: bytes) -> tuple[bytes, bytes]:
    """Return the two parameter sets of what an encoder says before the pictures."""
    units = [unit for unit in nal_units(annex_b) if unit[0] & 31 in _SETS]
    if [unit[0] & 31 for unit in units] != list(_SETS):
        raise ForeignMatterError("the pictures do not come with their two parameter sets")
    check_sets((units[0], units[1]))
    return units[0], units[1]


def check_sets(sets: tuple[bytes, bytes]) -> None:
    """Raise `ForeignMatterError` unless these are a sequence and a picture parameter set of usual size."""
    for unit, kind in zip(sets, _SETS, strict=True):
        if not 4 <= len(unit) <= _LONGEST_SET or unit[0] & 31 != kind:
            raise ForeignMatterError("the MP4's pictures hold a parameter set that the studio does not write")


def picture_sample(annex_b: bytes) -> bytes:
    """Return a packet as MP4 holds it: slices behind their length, and nothing that encoders say of themselves."""
    slices = [unit for unit in nal_units(annex_b) if unit[0] & 31 in _SLICES]
    return b"".join(struct.pack(">I", len(unit)) + unit for unit in slices)


def check_picture(sample: bytes) -> bool:
    """Return whether a sample is a whole picture; raise `ForeignMatterError` unless it is slices and nothing else."""
    strip, kinds = Strip(sample, "a picture of the MP4"), set[int]()
    while strip.left:
        unit = strip.take(strip.number(">I"))
        kinds.add(unit[0] & 31 if unit else 0)
    if kinds not in ({1}, {5}):
        raise ForeignMatterError("a picture of the MP4 holds more than slices")
    return kinds == {5}


def nal_units(annex_b: bytes) -> list[bytes]:
    """Return what stands between start codes (ISO/IEC 14496-10, annex B)."""
    return [unit for part in annex_b.split(b"\0\0\1")[1:] if (unit := part.rstrip(b"\0"))]


def chapter_samples(chapters: Sequence[Chapter]) -> list[bytes]:
    """Return the samples of a track of titles."""
    titles = [chapter.title.encode() for chapter in chapters]
    return [struct.pack(">H", len(title)) + title + _UTF8 for title in titles]


def chapter_track(chapters: Sequence[Chapter], scale: int, length: int) -> Track:
    """Return the track of titles for a movie of `length` ticks; a chapter that begins after its end has one tick."""
    starts = [round(chapter.start_s * scale) for chapter in chapters]
    durations = tuple((1, max(1, end - start)) for start, end in zip(starts, [*starts[1:], length], strict=True))
    entry = box(b"text", struct.pack(">6xHII", 1, 1, 1), bytes(31), struct.pack(">I4sHHB", 13, b"ftab", 1, 1, 0))
    return Track(TEXT, [len(sample) for sample in chapter_samples(chapters)], durations, length, entry)
