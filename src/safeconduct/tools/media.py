# SPDX-License-Identifier: Apache-2.0
"""Codecs for Opus, AAC and H.264: FFmpeg's libraries in the wheel of PyAV, in a jailed process of their own.

The wheel carries GPL encoders and readers of every format in the world; the process (`media_child`) gets raw samples
or pictures and gives packets, or the other way round, and sees no container.  Sound streams in while it is made, and
packets stream out, so that nobody here holds a whole recording.
"""

import json
import re
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import metadata, util
from itertools import chain
from typing import Final

from attrs import frozen

from safeconduct.model.refusal import ToolRefusal

from .jail import Limits
from .streaming import Broken, Stream, streamed

ENTRY: Final = ("-m", "safeconduct.tools.media_child")
INSTALL: Final = "Install the codecs: pip install 'safeconduct[media]'; WAV, FLAC and MP3 need none."

_AGAIN: Final = "Do it again; if it stays, reinstall safeconduct[media]."
_MOST_PACKETS: Final = 1 << 22
_MOST_BYTES_OF_A_PACKET: Final = 1 << 22
_MEMORY_MB: Final = 1024
_LEAST_CPU_S, _LEAST_WALL_S = 30, 60.0
_BROKEN: Final = {
    "wall": "did not answer in time",
    "cpu": "took more processor time than it may",
    "silent": "answered with nothing",
    "flood": "answered with more than the sound can hold",
    "strange": "answered with something that is neither sound nor picture",
}


@frozen
class Media:
    """The codecs as installed: the version of their wheel."""

    version: str


@frozen
class Packets:
    """What an encoder made: the packets one by one (once), their `sizes`, and what a decoder must know first (`head`).

    `lead` counts the samples that come out of a decoder before the first one that went in.
    """

    sizes: Sequence[int]
    lead: int
    head: bytes
    packets: Iterator[bytes]


def probe() -> Media:
    """Return the installed codecs; raises `ToolRefusal` that says what to install.  Loads no foreign code."""
    if util.find_spec("av") is None:
        raise ToolRefusal("The codecs for Opus, AAC and film (PyAV) are not installed.", INSTALL)
    return Media(metadata.version("av"))


@contextmanager
def encoded(codec: str, rate_hz: int, kbps: int, sound: Iterable[bytes], length_s: float) -> Iterator[Packets]:
    """Encode 32-bit floats of one channel with "opus" or "aac"; the process lives as long as the `with`.

    `sound` may come in pieces of any length.  The same sound gives the same packets.  Raises `ToolRefusal` when the
    codecs are missing or break.
    """
    order = {"do": "encode", "codec": codec, "rate_hz": rate_hz, "kbps": kbps}
    with _asked(order, sound, length_s) as stream:
        yield _packets(stream)


@contextmanager
def pictures(width: int, height: int, counts: Sequence[int], key: int, slides: Iterable[bytes]) -> Iterator[Packets]:
    """Encode still pictures as H.264 (main profile, no frame refers to a later one), each `counts[n]` times.

    `slides` are planes of 4:2:0 one after the other, 8 bit, BT.709.  Each slide begins with a key frame, and another
    follows every `key` frames.  Packets are as the encoder wrote them: NAL units behind start codes.
    """
    order = {"do": "picture", "width": width, "height": height, "counts": list(counts), "key": key}
    with _asked(order, slides, float(sum(counts))) as stream:
        yield _packets(stream)


def decoded(
    rate_hz: int, head: bytes, sizes: Sequence[int], packets: Iterable[bytes], length_s: float
) -> Iterator[bytes]:
    """Decode packets of AAC (`head`: its AudioSpecificConfig) and yield 32-bit floats of one channel, lead included."""
    order = {"do": "decode", "rate_hz": rate_hz, "head": head.hex(), "sizes": list(sizes)}
    with _asked(order, packets, length_s) as stream:
        stream.line()
        rest = b""
        for piece in stream.pieces():
            whole = (len(rest) + len(piece)) // 4 * 4
            samples = rest + piece
            yield samples[:whole]
            rest = samples[whole:]
        if rest:
            raise Broken("silent")


@contextmanager
def _asked(order: Mapping[str, object], matter: Iterable[bytes], length_s: float) -> Iterator[Stream]:
    """Ask the process; whoever uses the answer meets `Broken`, and it leaves here as a sentence."""
    probe()
    limits = Limits(
        memory_mb=_MEMORY_MB,
        cpu_s=_LEAST_CPU_S + round(length_s / 4),
        wall_s=_LEAST_WALL_S + length_s / 2,
        answer_bytes=(64 << 20) + round(length_s * 4 * 96_000),
    )
    try:
        with streamed(ENTRY, chain((json.dumps(order).encode() + b"\n",), matter), limits) as stream:
            yield stream
            stream.end()
    except Broken as fault:
        why = _BROKEN.get(fault.why, f"died ({fault.why})")
        raise ToolRefusal(f"The codecs for Opus, AAC and film broke: the process {why}.", _AGAIN) from fault


def _packets(stream: Stream) -> Packets:
    told = stream.line()
    count, lead, head = told.get("count"), told.get("lead"), told.get("head")
    if not (isinstance(count, int) and 0 < count <= _MOST_PACKETS and isinstance(lead, int) and 0 <= lead < 10_000):
        raise Broken("strange")
    if not isinstance(head, str) or not re.fullmatch(r"(?:[0-9a-f]{2}){0,200}", head):
        raise Broken("strange")
    sizes = array("I", stream.exactly(4 * count))
    if sys.byteorder == "big":
        sizes.byteswap()
    if max(sizes) > _MOST_BYTES_OF_A_PACKET or not min(sizes):
        raise Broken("strange")
    return Packets(sizes, lead, bytes.fromhex(head), (stream.exactly(size) for size in sizes))
