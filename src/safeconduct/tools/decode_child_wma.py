# SPDX-License-Identifier: Apache-2.0
"""Is a WMA recording all there, and open to all?  Looks at the objects of its header, decodes nothing.

Source: the ASF specification (01.20), sections 3 and 5.
"""

import struct
from typing import Final
from uuid import UUID

from .decode_child_bytes import Untrusted, damaged
from .decode_kinds import Look, UnreadableError


def _name(text: str) -> bytes:
    return UUID(text).bytes_le


_PROPERTIES: Final = _name("8CABDCA1-A947-11CF-8EE4-00C00C205365")
_SOUND: Final = _name("75B22636-668E-11CF-A6D9-00AA0062CE6C")
_LOCKED: Final = frozenset(
    [_name("2211B3FB-BD23-11D2-B4B7-00A0C955FC6E"), _name("298AE614-2622-4C17-B935-DAE07EE9289C")]
)
_BROADCAST: Final = 1
_MOST_OBJECTS: Final = 1_000


def whole_wma(file: Untrusted) -> Look:
    """Look at a WMA recording; raises `UnreadableError` unless its sound is all there and unprotected."""
    size, objects = struct.unpack("<16xQI", file.must(0, 28))
    if not 30 < size < file.size:
        raise damaged()
    ends, at = False, 30
    for _ in range(min(objects, _MOST_OBJECTS)):
        name, length = struct.unpack("<16sQ", file.must(at, 24))
        if not 24 <= length <= size - at:
            raise damaged()
        if name in _LOCKED:
            raise UnreadableError("locked")
        if name == _PROPERTIES:
            ends = not file.must(at, 104)[88] & _BROADCAST
        at += length
    name, length = struct.unpack("<16sQ", file.must(size, 24))
    if name != _SOUND or (length == 0 and ends):
        raise damaged()
    if length and not 50 < length <= file.size - size:
        raise damaged()
    return Look(ends and length > 0)
