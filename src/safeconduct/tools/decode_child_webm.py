# SPDX-License-Identifier: Apache-2.0
"""Is a WebM or Matroska recording all there, and open to all?  Walks through its elements, decodes nothing.

Sources: RFC 8794 (EBML), RFC 9559 (Matroska).  A browser records without knowing the length: then the elements that
hold others have no size, and only the smallest ones tell where they end.
"""

from typing import Final

from .decode_child_bytes import Untrusted, damaged
from .decode_kinds import Look, UnreadableError

_SEGMENT, _CLUSTER, _TRACKS = 0x18538067, 0x1F43B675, 0x1654AE6B
_ENCRYPTION: Final = 0x5035
_INTO: Final = frozenset([0xAE, 0x6D80, 0x6240])  # from Tracks down: TrackEntry, ContentEncodings, ContentEncoding
_DEEPEST: Final = 6
_MOST_ELEMENTS: Final = 2_000_000


def whole_webm(file: Untrusted) -> Look:
    """Look at a WebM recording; raises `UnreadableError` unless every element is all there and none is protected."""
    name, at, size = _element(file, 0)
    if size is None:
        raise damaged()
    name, at, segment = _element(file, at + size)
    if name != _SEGMENT or (segment is not None and segment > file.size - at):
        raise damaged()
    end = file.size if segment is None else at + segment
    clusters, ends = 0, segment is not None
    for _ in range(_MOST_ELEMENTS):
        if at >= end:
            break
        name, inside, size = _element(file, at)
        clusters += name == _CLUSTER
        if size is None:
            if name != _CLUSTER:
                raise damaged()
            at, ends = inside, False
            continue
        if size > end - inside:
            raise damaged()
        if name == _TRACKS and _encrypted(file, inside, inside + size, 0):
            raise UnreadableError("locked")
        at = inside + size
    else:
        raise UnreadableError("many")
    if not clusters:
        raise damaged()
    return Look(ends)


def _encrypted(file: Untrusted, at: int, end: int, depth: int) -> bool:
    while at < end:
        name, inside, size = _element(file, at)
        if size is None or size > end - inside:
            raise damaged()
        if name == _ENCRYPTION or (
            name in _INTO and depth < _DEEPEST and _encrypted(file, inside, inside + size, depth + 1)
        ):
            return True
        at = inside + size
    return False


def _element(file: Untrusted, at: int) -> tuple[int, int, int | None]:
    """Return the name of the element at `at`, where its inside begins, and its size (None: it does not know)."""
    head = file.read(at, 12)
    width = 9 - head[0].bit_length() if head and head[0] else 9
    if width > 4 or len(head) <= width:
        raise damaged()
    name, head, at = int.from_bytes(head[:width], "big"), head[width:], at + width
    width = 9 - head[0].bit_length()
    if width > 8 or len(head) < width:
        raise damaged()
    size = int.from_bytes(head[:width], "big") & (1 << 7 * width) - 1
    return name, at + width, None if size == (1 << 7 * width) - 1 else size
