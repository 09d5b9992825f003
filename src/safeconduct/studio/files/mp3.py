# SPDX-License-Identifier: Apache-2.0
"""MP3 of constant rate: a tag, a frame that tells the length, and frames by LAME without what LAME stuffs into them."""

from collections.abc import Iterable
from typing import IO, Final

import lameenc

from safeconduct.studio.samples import Samples
from safeconduct.studio.tags import Tags

from . import id3, mp3_info
from .mp3_frames import KBPS, SAMPLES, frames, stuffing, version
from .pcm import stepped

_QUALITY: Final = 5  # LAME's own scale: 2 costs 1.7 times as much, 7 half


def write(file: IO[bytes], sound: Iterable[Samples], count: int, rate_hz: int, kbps: int, tags: Tags) -> None:
    """Write `count` samples of one channel.  LAME lets go of the interpreter while it works."""
    if kbps not in KBPS[version(rate_hz)]:
        raise ValueError(f"no MP3 has {kbps} kb/s at {rate_hz} Hz")
    content = _encoded(sound, rate_hz, kbps)
    found = list(frames(content, 0, rate_hz, kbps))
    for at, end, mask in stuffing(found):
        content[at:end] = bytes(end - at) if mask == 0xFF else bytes((content[at] & ~mask,))
    padding = len(found) * SAMPLES[version(rate_hz)] - mp3_info.DELAY - count
    if not mp3_info.DECODER_DELAY <= padding < 1 << 12:
        raise ValueError("LAME left a strange number of samples at the end")
    file.write(id3.tag(tags, round(1000 * count / rate_hz)))
    file.write(mp3_info.frame(rate_hz, kbps, len(found), len(content), padding))
    file.write(content)


def _encoded(sound: Iterable[Samples], rate_hz: int, kbps: int) -> bytearray:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(rate_hz)
    encoder.set_out_sample_rate(rate_hz)
    encoder.set_bit_rate(kbps)
    encoder.set_quality(_QUALITY)
    content = bytearray()
    for stretch in sound:
        if stretch.size:
            content += encoder.encode(stepped(stretch, 16).astype("<i2").tobytes())
    if not content:  # LAME ends nothing that it has not begun
        content += encoder.encode(bytes(2))
    content += encoder.flush()
    return content
