# SPDX-License-Identifier: Apache-2.0
"""Where there is speech on a tape, how strong it is, and what is left in its pauses."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from .reel import Tape
from .samples import RATE_HZ, SILENCE_DBFS, Samples

FRAME: Final = RATE_HZ // 100
"""Samples of one frame of level: 10 ms."""

_UNDER_LOUD_DB: Final = 38.0
_FLOOR_DBFS: Final = -62.0
_ACTIVE_DB: Final = 25.0
_LEAST_DBFS: Final = -90.0
_QUIETEST: Final = 10


class Levels:
    """The RMS level in dBFS of each 10 ms of a tape that runs past; a last part frame counts as filled up with silence.

    The figures depend on the samples alone, not on how the tape is cut.
    """

    def __init__(self) -> None:
        self._powers: list[Samples] = []
        self._over: Samples = np.zeros(0, np.float32)

    def feed(self, stretch: Samples) -> None:
        """Take the next samples."""
        if self._over.size:
            missing = FRAME - self._over.size
            self._over = np.concatenate([self._over, stretch[:missing]])
            stretch = stretch[missing:]
            if self._over.size < FRAME:
                return
            self._powers.append(_powers(self._over))
        whole = stretch.size - stretch.size % FRAME
        self._powers.append(_powers(stretch[:whole]))
        self._over = stretch[whole:].copy()

    def watched(self, tape: Tape) -> Iterator[Samples]:
        """Yield the tape as it is, and take the levels of what was yielded."""
        for stretch in tape:
            self.feed(stretch)
            yield stretch

    def all(self) -> Samples:
        """Return the levels of everything that was fed, none below `SILENCE_DBFS`."""
        last = np.pad(self._over, (0, -self._over.size % FRAME))
        power = np.concatenate([np.zeros(0), *self._powers, _powers(last)])
        return np.asarray(np.maximum(SILENCE_DBFS, 10.0 * np.log10(power + 1e-13)))


def levels(tape: Tape) -> Samples:
    """Return the RMS level in dBFS of each 10 ms; a last part frame counts as if filled up with silence."""
    found = Levels()
    for stretch in tape:
        found.feed(stretch)
    return found.all()


def frame_levels(samples: Samples) -> Samples:
    """Return the RMS level in dBFS of each 10 ms of `samples`, never below `SILENCE_DBFS`."""
    return levels([samples])


def _powers(samples: Samples) -> Samples:
    frames = np.asarray(samples).reshape(-1, FRAME)
    powers: Samples = np.einsum("ij,ij->i", frames, frames).astype(np.float64) / FRAME
    return powers


def speech_db(levels_db: Samples) -> float:
    """Return the level of the speech itself, pauses left out: the mean power of frames up to 25 dB under the loud ones.

    The loud ones are the 95th percentile; `SILENCE_DBFS` when nothing is louder than -90 dBFS.
    """
    active = levels_db[is_active(levels_db)]
    return float(10.0 * np.log10(np.mean(10.0 ** (active / 10.0)))) if active.size else SILENCE_DBFS


def is_active(levels_db: Samples) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return for each frame whether somebody speaks in it, judged by its level alone."""
    loud = float(np.percentile(levels_db, 95)) if levels_db.size else SILENCE_DBFS
    return np.asarray(levels_db > max(_LEAST_DBFS, loud - _ACTIVE_DB))


def pause_db(levels_db: Samples) -> float:
    """Return the level of the quietest tenth of all frames: what is heard when nobody speaks."""
    if not levels_db.size:
        return SILENCE_DBFS
    quiet = np.sort(levels_db)[: max(1, levels_db.size // _QUIETEST)]
    return max(SILENCE_DBFS, float(10.0 * np.log10(np.mean(10.0 ** (quiet / 10.0)))))


def bounds(levels_db: Samples, size: int) -> tuple[int, int] | None:
    """Return first and last sample (end exclusive) of the speech, or None for silence.

    A frame counts when it lies no more than 38 dB under the loud frames and above -62 dBFS, and two of its four
    neighbours do so too: a click is no word.
    """
    if not levels_db.size:
        return None
    loud = float(np.percentile(levels_db, 95))
    over = levels_db > max(_FLOOR_DBFS, loud - _UNDER_LOUD_DB)
    company = np.convolve(over, np.ones(5), mode="same")
    heard = np.flatnonzero(over & (company >= min(3, levels_db.size)))
    if not heard.size:
        return None
    return int(heard[0]) * FRAME, min(size, (int(heard[-1]) + 1) * FRAME)
