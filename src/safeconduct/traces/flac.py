# SPDX-License-Identifier: Apache-2.0
"""FLAC (RFC 9639): its sound, its comments, and nothing else."""

from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed, unless
from .comments import traces_in_comments
from .tails import behind_sound
from .words import shown

_INFO, _PADDING, _COMMENTS = 0, 1, 4
_KINDS: Final = {2: "application block", 3: "seek table", 5: "cue sheet", 6: "picture"}


def traces_in_flac(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield a trace for each block that is not on the list, and what the comments and the end of the file tell."""
    if content[:4] != b"fLaC":
        yield Trace("format", "", "no FLAC, or something stands before it")
        return
    at, last = 4, False
    while not last:
        kind, last = content[at] & 0x7F, bool(content[at] & 0x80)
        size = int.from_bytes(content[at + 1 : at + 4], "big")
        part, where = content[at + 4 : at + 4 + size], f"byte {at}"
        if kind == _COMMENTS:
            yield from traces_in_comments(part, allowed, where)
        elif kind == _PADDING:
            yield from unless(not any(part), "padding", where, part)
        elif kind != _INFO:
            yield Trace(_KINDS.get(kind, f"block {kind}"), where, shown(part))
        at += 4 + size
    yield from unless(at == len(content) or content[at : at + 1] == b"\xff", "bytes before the sound", f"byte {at}", "")
    yield from behind_sound(content)
