# SPDX-License-Identifier: Apache-2.0
"""The broadcast extension of a WAV, `bext`, version 2 (EBU Tech 3285, 2011): 602 bytes and no coding history."""

import struct
from typing import Final

from attrs import frozen

from safeconduct.studio.tags import Tags

from .latin import ascii_of

SIZE: Final = 602
_FORM: Final = "<256s32s32s10s8sQH64s5h180s"
_NOT_TOLD: Final = 0x7FFF  # Tech 3285 v2, 2.4: outside the range of the figures


@frozen
class Loudness:
    """What a meter read: LUFS, LU, dBTP, LUFS, LUFS."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float
    most_momentary_lufs: float
    most_short_term_lufs: float


def chunk(tags: Tags, loudness: Loudness | None) -> bytes:
    """Return the content of the chunk.

    Description: the title, and the comment where there is one.  Originator: the sender.  Day: the edition's, at
    midnight; a file tells nobody when it was made, or where.  Reference, time reference and UMID are empty.
    """
    description = ascii_of(" - ".join(filter(None, (tags.title, tags.comment))))
    figures = (
        [_NOT_TOLD] * 5
        if loudness is None
        else [
            _hundredths(loudness.integrated_lufs),
            _hundredths(loudness.range_lu),
            _hundredths(loudness.true_peak_dbtp),
            _hundredths(loudness.most_momentary_lufs),
            _hundredths(loudness.most_short_term_lufs),
        ]
    )
    day, hour = (tags.day, "00:00:00") if tags.day else ("", "")
    return struct.pack(
        _FORM,
        description.encode("ascii")[:256],
        ascii_of(tags.artist).encode("ascii")[:32],
        b"",
        day.encode("ascii"),
        hour.encode("ascii"),
        0,
        2,
        b"",
        *figures,
        b"",
    )


def _hundredths(figure: float) -> int:
    """Tech 3285: a hundred times the figure, rounded; what cannot be told (silence) is 7FFF."""
    value = round(100 * figure)
    return value if -9999 <= value <= 9999 else _NOT_TOLD
