# SPDX-License-Identifier: Apache-2.0
"""What encoders do to level and peaks, so that most files hold at the first writing.

Taken from a few minutes of prompts and draft voice; the finished file is measured all the same.  An encoder's noise
rides on every peak that the limiter has cut, and the more of these there are, the higher the highest comes out.
"""

from typing import Final

from safeconduct.model.channel import SoundFile

LEAST_DB: Final = 0.1
"""Room under the ceiling that even a file without loss keeps: other meters read a tenth more or less than ours."""

_ROOM_DB: Final = {"mp3": 1.0, "m4a": 1.0, "ogg": 2.0}
_TURNED_DOWN_DB: Final = {"mp3": 0.45, "m4a": 0.05, "ogg": 0.2}


def room_db(spec: SoundFile) -> float:
    """Return how far over the limiter's ceiling the peaks of such a file come out."""
    return _ROOM_DB.get(spec.container, LEAST_DB)


def turned_down_db(spec: SoundFile) -> float:
    """Return by how much an encoder makes everything softer (LAME to 95 %, Opus by what it leaves out)."""
    return _TURNED_DOWN_DB.get(spec.container, 0.0)


def is_exact(spec: SoundFile) -> bool:
    """Say whether what comes out of such a file is what went in."""
    return spec.container not in _ROOM_DB
