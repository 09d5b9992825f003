# SPDX-License-Identifier: Apache-2.0
"""Ogg Opus (RFC 3533, RFC 7845): one stream, its head, its comments, and packets of sound."""

from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed, unless
from .comments import traces_in_comments
from .words import shown

_HEAD: Final = 27
_BEGINS: Final = 2
# A stream is numbered by chance, elsewhere; what is drawn by chance can be told apart again.
_SERIAL: Final = (1).to_bytes(4, "little")


def traces_in_ogg(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield what the comments tell, and a trace for a second stream or whatever stands between pages."""
    packets, held, at, streams = list[bytes](), b"", 0, set[bytes]()
    while at < len(content):
        if content[at : at + 4] != b"OggS":
            yield Trace("bytes between pages", f"byte {at}", shown(content[at : at + 60]))
            break
        streams.add(content[at + 14 : at + 18])
        if content[at + 5] & _BEGINS and at:
            yield Trace("second stream", f"byte {at}", shown(content[at + _HEAD : at + 80]))
        lacing = content[at + _HEAD : at + _HEAD + content[at + 26]]
        at += _HEAD + len(lacing)
        for size in lacing:
            if len(packets) < 2:
                held += content[at : at + size]
                if size < 255:
                    packets.append(held)
                    held = b""
            at += size
    if len(packets) < 2 or packets[0][:8] != b"OpusHead" or packets[1][:8] != b"OpusTags":
        yield Trace("format", "", "no Opus in Ogg")
        return
    yield from unless(streams == {_SERIAL}, "number of the stream", "", b" ".join(sorted(streams)))
    yield from unless(len(packets[0]) == 19 or packets[0][18] != 0, "head", "", packets[0])
    yield from traces_in_comments(packets[1][8:], allowed, "")
