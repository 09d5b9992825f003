# SPDX-License-Identifier: Apache-2.0
"""Paragraphs become one piece of sound: band, compression, equal loudness, pauses."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from attrs import frozen

from .compressor import compressed
from .loudness import integrated_lufs
from .samples import RATE_HZ, Samples, amplitude, faded, filtered, silence, speech_bounds

LEAD_S: Final = 0.3
"""Silence before the first and after the last word: players swallow the first tenth of a second."""

WORKING_LUFS: Final = -26.0
"""The loudness of every paragraph in the mix, with room above for its peaks."""

MOST_GAIN_DB: Final = 40.0
"""What levelling adds at most: next to nothing is not made into a loud hiss."""


@frozen
class Mix:
    """Joined sound, and first and last second of the speech in each paragraph."""

    samples: Samples
    spoken_s: tuple[tuple[float, float], ...]


def in_band(samples: Samples, low_hz: float, high_hz: float) -> Samples:
    """Return `samples` between `low_hz` (24 dB an octave) and `high_hz` (48 dB an octave), -3 dB at both, no delay."""

    def response(hz: Samples) -> Samples:
        below = (low_hz / np.maximum(hz, 1e-6)) ** 8
        above = (hz / high_hz) ** 16
        return np.asarray(1.0 / np.sqrt((1.0 + below) * (1.0 + above)))

    return filtered(samples, response)


def mixed(paragraphs: Sequence[Samples], low_hz: float, high_hz: float, pause_s: float, compress: bool) -> Mix:
    """Join `paragraphs` with `pause_s` between them; each alone comes into the band and to `WORKING_LUFS`."""
    parts, spoken, at = [silence(LEAD_S)], [], silence(LEAD_S).size
    for number, paragraph in enumerate(paragraphs):
        if number:
            parts.append(silence(pause_s))
            at += parts[-1].size
        sound = in_band(paragraph, low_hz, high_hz)
        if compress:
            sound = compressed(sound)
        sound = faded(sound * amplitude(min(MOST_GAIN_DB, WORKING_LUFS - integrated_lufs(sound))))
        first, end = speech_bounds(sound) or (0, sound.size)
        spoken.append(((at + first) / RATE_HZ, (at + end) / RATE_HZ))
        parts.append(sound)
        at += sound.size
    parts.append(silence(LEAD_S))
    return Mix(np.concatenate(parts), tuple(spoken))
