# SPDX-License-Identifier: Apache-2.0
"""Loudness over time, ten values a second: for pictures."""

import numpy as np
import numpy.typing as npt

from safeconduct.studio.reel import Tape

from .gating import MOMENTARY, SHORT_TERM, SILENT_LUFS, lufs, windows
from .meter import hops_of


def momentary(tape: Tape) -> npt.NDArray[np.float64]:
    """Return the loudness in LUFS of the 400 ms that end with each whole tenth of a second; silence before the tape."""
    return _curve(tape, MOMENTARY)


def short_term(tape: Tape) -> npt.NDArray[np.float64]:
    """Return the loudness in LUFS of the 3 s that end with each whole tenth of a second; silence before the tape."""
    return _curve(tape, SHORT_TERM)


def _curve(tape: Tape, width: int) -> npt.NDArray[np.float64]:
    return np.maximum(lufs(windows(np.pad(hops_of(tape), (width - 1, 0)), width)), SILENT_LUFS)
