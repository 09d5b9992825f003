# SPDX-License-Identifier: Apache-2.0
"""Reading an MP3 of ours again: the tag, the frame that tells the length, and frames in which nothing is stuffed."""

from pathlib import Path

from safeconduct.model.channel import SoundFile
from safeconduct.studio.tags import Tags

from . import id3, mp3_info
from .foreign import ForeignMatterError, Strip, must
from .mp3_frames import SAMPLES, frames, stuffing, version

_NAME = "the MP3"


def check(path: Path, spec: SoundFile, tags: Tags) -> None:
    """Raise `ForeignMatterError` unless the file is an MP3 as `mp3.write` writes it.

    What stands between the sounds of two frames must be nought.  Inside a frame's sound only a decoder knows what
    every bit is for.
    """
    content = path.read_bytes()
    at = after_tag(content)
    pad = mp3_info.padding(content, at, spec.rate_hz)
    info_size = len(mp3_info.frame(spec.rate_hz, spec.kbps, 0, 0, 0))
    must(at + info_size < len(content), f"{_NAME} ends too early")
    found = list(frames(content, at + info_size, spec.rate_hz, spec.kbps))
    for begin, end, mask in stuffing(found):
        inside = content[begin:end]
        must(not any(byte & mask for byte in inside), f"{_NAME} holds something between two frames' sound")
    whole = len(found) * SAMPLES[version(spec.rate_hz)]
    sound = whole - mp3_info.DELAY - pad
    must(pad >= mp3_info.DECODER_DELAY and sound >= 0, f"{_NAME} tells a wrong length")
    info = mp3_info.frame(spec.rate_hz, spec.kbps, len(found), len(content) - at - info_size, pad)
    must(
        content[at : at + info_size] == info,
        f"the first frame of {_NAME} says something that the studio does not write",
    )
    strip = Strip(content[:at], "the tag of the MP3")
    id3.check(strip, tags, round(1000 * sound / spec.rate_hz))
    strip.end()


def after_tag(content: bytes) -> int:
    """Return where the tag ends."""
    if content[:3] != b"ID3" or len(content) < 10:
        raise ForeignMatterError("the file is no MP3 with a tag")
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
