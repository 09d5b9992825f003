# SPDX-License-Identifier: Apache-2.0
"""What encoders do to level and peaks, so that most files hold at the first writing.

Taken from a few minutes of prompts and draft voice; the finished file is measured all the same.  An encoder's noise
rides on every peak that the limiter has cut, and the more of these there are, the higher the highest comes out.
"""

from math import log2
from typing import Final

from safeconduct.model.channel import SoundFile

LEAST_DB: Final = 0.1
"""Room under the ceiling that even a file without loss keeps: other meters read a tenth more or less than ours."""

_ROOM_DB: Final = {"mp3": 0.7, "m4a": 0.5, "ogg": 2.0}
_MORE_ROOM_DB: Final = {"mp3": 0.7, "m4a": 0.3, "ogg": 0.9}
"""What it takes besides where bits are scarce."""
_SCARCE_KBPS: Final = {"mp3": 80, "m4a": 64, "ogg": 24}
_TURNED_DOWN_DB: Final = {"mp3": 0.44, "m4a": 0.02, "ogg": 0.25}
_UNHEARD_DB, _UNHEARD_A_DOUBLING_DB = 0.6, 0.15
"""What the highest peak of a whole sound comes out higher than that of its rehearsal, the more the longer it is."""


def room_db(spec: SoundFile) -> float:
    """Return how far over the limiter's ceiling the peaks of such a file come out."""
    scarce = spec.kbps <= _SCARCE_KBPS.get(spec.container, 0)
    return _ROOM_DB.get(spec.container, LEAST_DB) + (_MORE_ROOM_DB.get(spec.container, 0.0) if scarce else 0.0)


def room_after(lifted_db: float, times: float) -> float:
    """Return the room for a file `times` as long as its rehearsal, which has lifted peaks by `lifted_db`."""
    return max(LEAST_DB, lifted_db) + _UNHEARD_DB + _UNHEARD_A_DOUBLING_DB * log2(times)


def turned_down_db(spec: SoundFile) -> float:
    """Return by how much an encoder makes everything softer (LAME to 95 %, Opus by what it leaves out)."""
    return _TURNED_DOWN_DB.get(spec.container, 0.0)


def is_exact(spec: SoundFile) -> bool:
    """Say whether what comes out of such a file is what went in."""
    return spec.container not in _ROOM_DB


def is_moody(spec: SoundFile) -> bool:
    """Say whether what an encoder does hangs on the voice, so that a rehearsal pays."""
    return spec.container == "ogg"
