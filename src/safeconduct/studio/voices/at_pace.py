# SPDX-License-Identifier: Apache-2.0
"""The draft voice at a narrator's pace, for a message that has to fit into its minute."""

import math
from collections.abc import Callable
from typing import Final

from safeconduct.studio.punctuation import speakable
from safeconduct.studio.samples import Samples, trimmed
from safeconduct.tools import espeak

from .pacing import NATURAL_WPM, from_wav, speech_s

_ROUNDS: Final = 6
_NEAR: Final = 0.03
_MARGIN_S: Final = 0.02


def at_pace(text: str, language: str, syllables: int, pace: float) -> Samples:
    """Return `text` in the draft voice of `language`, at most at `pace` of its `syllables` a second, and near that.

    eSpeak counts words, so that languages of long words come out slow.  Raises `ToolRefusal` as `espeak.speak` does.
    """
    words = speakable(text)
    return trimmed(_paced(lambda wpm: from_wav(espeak.speak(words, language, wpm)), syllables, pace), _MARGIN_S)


def _paced(say: Callable[[int], Samples], syllables: int, pace: float) -> Samples:
    """Try rates between the fastest that was too slow and the slowest that was too fast; the nearest below stands."""
    slow, fast = espeak.SLOWEST_WPM, espeak.FASTEST_WPM
    wpm, best, nearest = NATURAL_WPM, None, 0.0
    for _ in range(_ROUNDS):
        spoken = say(wpm)
        found = syllables / max(speech_s(spoken), 1e-6)
        if found > pace:
            fast = wpm
        else:
            slow = wpm
            if best is None or found > nearest:
                best, nearest = spoken, found
        if fast - slow <= 1 or (1 - _NEAR) * pace <= found <= pace:
            break
        wpm = min(max(math.floor(wpm * pace / found), slow + 1), fast - 1)
    return say(espeak.SLOWEST_WPM) if best is None else best
