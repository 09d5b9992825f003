# SPDX-License-Identifier: Apache-2.0
"""How slowly a voice must speak so that a channel can carry every syllable."""

import math
from collections.abc import Callable
from io import BytesIO
from typing import Final

import numpy as np
import soundfile

from safeconduct.studio.samples import RATE_HZ, Samples, at_house_rate, speech_bounds
from safeconduct.tools import espeak

SPARE: Final = 0.95
"""The share of the channel's limit that a voice aims at: cutting and filtering move an end by some milliseconds."""

NATURAL_WPM: Final = 140
"""The rate at which eSpeak begins; it is only ever slowed down."""

ROUNDS: Final = 4
SLOWEST: Final = 4.0
"""How many times as slow as natural a voice that takes a factor may become."""

_GAP_STEP_S: Final = 0.01 * 175 / espeak.SLOWEST_WPM  # eSpeak's unit of 10 ms holds at its 175 words a minute


def least_length_s(syllables: int, most_syllables_per_s: float) -> float:
    """Return how long so many syllables must last at least; 0 where nobody counted, or the pace is free."""
    return syllables / (SPARE * most_syllables_per_s) if most_syllables_per_s > 0 else 0.0


def slowed(say: Callable[[float], Samples], least_s: float) -> Samples:
    """Return what `say` speaks, called with 1.0 and then with larger factors until the speech lasts `least_s`.

    After a few rounds the last try stands: the checks measure it and say so.
    """
    slower = 1.0
    for remaining in reversed(range(ROUNDS)):
        spoken = say(slower)
        length_s = speech_s(spoken)
        if length_s >= least_s or not remaining or not length_s or slower >= SLOWEST:
            break
        slower = min(SLOWEST, 1.02 * slower * least_s / length_s)
    return spoken


def slowed_espeak(say: Callable[[int, int], Samples], words: int, least_s: float) -> Samples:
    """Return what `say(words a minute, gap)` speaks, slowed down first, then with wider gaps between its words."""
    rate_wpm, word_gap = NATURAL_WPM, 0
    for remaining in reversed(range(ROUNDS)):
        spoken = say(rate_wpm, word_gap)
        length_s = speech_s(spoken)
        missing_s = least_s - length_s
        if missing_s <= 0 or not remaining:
            break
        if rate_wpm > espeak.SLOWEST_WPM:
            rate_wpm = max(espeak.SLOWEST_WPM, math.floor(0.98 * rate_wpm * length_s / (length_s + missing_s)))
        else:
            word_gap += math.ceil(missing_s / (max(1, words - 1) * _GAP_STEP_S))
    return spoken


def speech_s(samples: Samples) -> float:
    """Return the seconds from the first sound of speech to the last."""
    first, end = speech_bounds(samples) or (0, 0)
    return (end - first) / RATE_HZ


def from_wav(wav: bytes) -> Samples:
    """Return the samples of a voice's WAV at 48 kHz."""
    samples, rate_hz = soundfile.read(BytesIO(wav), dtype="float64")
    return at_house_rate(np.asarray(samples, np.float64), rate_hz)
