# SPDX-License-Identifier: Apache-2.0
"""What programs hang behind packed sound: ID3v1 and its extension, APE tags, Lyrics3."""

from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .words import shown

_MARKS: Final = ((b"APETAGEX", "APE tag"), (b"LYRICSBEGIN", "Lyrics3 tag"))
_FAR: Final = 8_192


def behind_sound(content: bytes) -> Iterator[Trace]:
    """Yield a trace for each tag at the end of a file."""
    if len(content) >= 128 and content[-128:-125] == b"TAG":
        yield Trace("ID3v1 tag", f"byte {len(content) - 128}", shown(content[-125:]))
    tail = content[-_FAR:]
    for mark, name in _MARKS:
        found = tail.rfind(mark)
        if found >= 0:
            yield Trace(name, f"byte {len(content) - len(tail) + found}", shown(tail[found : found + 80]))
    # Three letters stand by chance in packed sound; at their own distance from the very end they do not.
    for far, mark in ((10, b"3DI"), (355, b"TAG+")):
        if len(tail) >= far and tail[-far:].startswith(mark):
            yield Trace(f"{mark.decode()} tag", f"byte {len(content) - far}", shown(tail[-far:]))
