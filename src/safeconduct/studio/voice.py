# SPDX-License-Identifier: Apache-2.0
"""The recipe of a spoken paragraph: the draft voice, no faster than the channel bears."""

import math
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from safeconduct.model.codec import record_from
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json
from safeconduct.tools import espeak

from .orders import VoiceOrder
from .punctuation import speakable
from .samples import RATE_HZ, Samples, at_house_rate, speech_bounds, trimmed, write_working

NATURAL_WPM: Final = 130
"""The rate at which the draft voice begins; it is only ever slowed down."""

SPARE: Final = 0.95
"""The share of the channel's limit that the voice aims at: cutting and filtering move an end by some milliseconds."""

_ROUNDS: Final = 4
_MARGIN_S: Final = 0.02
_GAP_STEP_S: Final = 0.01 * 175 / espeak.SLOWEST_WPM  # eSpeak's unit of 10 ms holds at its 175 words a minute


def voice(_inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Speak one paragraph (params: a `VoiceOrder`) into `voice.flac`, trimmed, one channel at 48 kHz.

    Raises `ToolRefusal` when the draft voice is missing or breaks, `StepRefusal` for a text it cannot speak.  When
    even its slowest rate with the widest gaps between words is too fast, the paragraph is left as it is: the checks
    measure it and say so.
    """
    order = record_from(params, VoiceOrder)
    words = speakable(order.text)
    if len(words) > espeak.MOST_CHARACTERS:
        raise StepRefusal(
            f"The paragraph {order.block} is longer than the {espeak.MOST_CHARACTERS} characters of the draft voice.",
            "Split the paragraph into steps, or put a recording of it into takes/.",
        )
    if not any(character.isalnum() for character in words):
        raise _no_sound(order.block)
    rate_wpm, word_gap = NATURAL_WPM, 0
    for remaining in reversed(range(_ROUNDS)):
        spoken = _samples(espeak.speak(words, order.language, rate_wpm, word_gap=word_gap))
        missing_s = order.syllables / (SPARE * order.most_syllables_per_s) - _length_s(spoken)
        if missing_s <= 0 or not remaining:
            break
        if rate_wpm > espeak.SLOWEST_WPM:
            slower = rate_wpm * _length_s(spoken) / (_length_s(spoken) + missing_s)
            rate_wpm = max(espeak.SLOWEST_WPM, math.floor(0.98 * slower))
        else:
            gaps = max(1, len(words.split()) - 1)
            word_gap += math.ceil(missing_s / (gaps * _GAP_STEP_S))
    speech = trimmed(spoken, _MARGIN_S)
    if not speech.size:
        raise _no_sound(order.block)
    write_working(out / "voice.flac", speech)


def _no_sound(block: str) -> StepRefusal:
    return StepRefusal(
        f"The paragraph {block} has no sound: the draft voice finds no word in it.",
        "Write words, or put a recording of it into takes/.",
    )


def _samples(wav: bytes) -> Samples:
    samples, rate_hz = soundfile.read(BytesIO(wav), dtype="float64")
    return at_house_rate(np.asarray(samples, np.float64), rate_hz)


def _length_s(samples: Samples) -> float:
    first, end = speech_bounds(samples) or (0, 0)
    return (end - first) / RATE_HZ
