# SPDX-License-Identifier: Apache-2.0
"""Frames of MPEG audio, layer III, one channel: sizes, and where in the bit reservoir each frame's sound lies.

ISO/IEC 11172-3 and 13818-3, 2.4.1 and 2.4.2.  The sound of a frame may begin in the frames before it: all the bytes
behind headers and side information form one stream, in which `Frame.sound` is a stretch of bits.  What lies between
two such stretches is nobody's: an encoder stuffs it, LAME with its name.
"""

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from .foreign import ForeignMatterError

RATES_HZ: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000)}
"""By version: 3 is MPEG-1, 2 is MPEG-2 (low sampling rates)."""
KBPS: Final = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLES: Final = {3: 1152, 2: 576}
SIDE: Final = {3: 17, 2: 9}
"""Bytes of side information for one channel."""


@frozen
class Frame:
    """One frame: where it stands in the file, its size in bytes and the first bit and the end of its sound.

    Its own bytes for sound are the file's from `slot` to the frame's end; `before` is how many of them all
    frames before it have, and so their place in the stream.
    """

    at: int
    size: int
    slot: int
    before: int
    first_bit: int
    end_bit: int

    @property
    def following(self) -> int:
        """The place in the stream where the next frame's bytes begin."""
        return self.before + self.at + self.size - self.slot


def version(rate_hz: int) -> int:
    """Return 3 (MPEG-1) or 2 (MPEG-2) for a sampling rate; raises `ValueError` for one that MP3 has not."""
    for number, rates in RATES_HZ.items():
        if rate_hz in rates:
            return number
    raise ValueError(f"no MP3 has {rate_hz} samples a second")


def header(rate_hz: int, kbps: int, padded: bool) -> bytes:
    """Return the four bytes that a frame of ours begins with: layer III, no checksum, one channel, original."""
    number = version(rate_hz)
    second = 0xE3 | number << 3
    third = KBPS[number].index(kbps) << 4 | RATES_HZ[number].index(rate_hz) << 2 | padded << 1
    return bytes((0xFF, second, third, 0xC4))


def size_of(rate_hz: int, kbps: int, padded: bool) -> int:
    """Return the bytes of a frame."""
    return SAMPLES[version(rate_hz)] // 8 * 1000 * kbps // rate_hz + padded


def frames(content: bytes | bytearray, at: int, rate_hz: int, kbps: int) -> Iterator[Frame]:
    """Yield the frames from `at` to the end; raises `ForeignMatterError` for anything that is none of ours."""
    number = version(rate_hz)
    heads = {header(rate_hz, kbps, padded): size_of(rate_hz, kbps, padded) for padded in (False, True)}
    before, last_end = 0, 0
    while at < len(content):
        size = heads.get(bytes(content[at : at + 4]))
        if size is None:
            raise ForeignMatterError("the MP3 holds something that is not sound")
        if at + size > len(content):
            raise ForeignMatterError("the MP3 ends inside a frame")
        slot = at + 4 + SIDE[number]
        back, bits = _side(int.from_bytes(content[at + 4 : slot], "big"), number)
        first = 8 * (before - back)
        end = first + bits
        own = at + size - slot
        if first < last_end or end > 8 * (before + own):
            raise ForeignMatterError("a frame of the MP3 claims sound that is not its own")
        yield Frame(at, size, slot, before, first, end)
        at, before, last_end = at + size, before + own, end


def _side(side: int, number: int) -> tuple[int, int]:
    """Return how many bytes back the sound begins and how many bits it has; the private bits must be nought."""
    if number == 3:
        back, private, bits = side >> 127, side >> 122 & 0x1F, (side >> 106 & 0xFFF) + (side >> 47 & 0xFFF)
    else:
        back, private, bits = side >> 64, side >> 63 & 1, side >> 51 & 0xFFF
    if private:
        raise ForeignMatterError("a frame of the MP3 holds private bits")
    return back, bits


def stuffing(found: list[Frame]) -> Iterator[tuple[int, int, int]]:
    """Yield the places of all bits that belong to no frame's sound: first byte, end, and the mask of bits in each."""
    which, at = 0, 0
    ends = [(frame.first_bit, frame.end_bit) for frame in found]
    last = 8 * found[-1].following if found else 0
    for begin, end in [*ends, (last, last)]:
        while at < begin:
            byte, bit = divmod(at, 8)
            while byte >= found[which].following:
                which += 1
            place = found[which].slot + byte - found[which].before
            if bit or begin - at < 8:
                count = min(8 - bit, begin - at)
                yield place, place + 1, ((1 << count) - 1) << (8 - bit - count)
                at += count
            else:
                whole = min((begin - at) // 8, found[which].following - byte)
                yield place, place + whole, 0xFF
                at += 8 * whole
        at = end
