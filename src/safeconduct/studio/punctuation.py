# SPDX-License-Identifier: Apache-2.0
"""Punctuation as the draft voice understands it: eSpeak's Ukrainian reads out the *names* of «, [, / and the dots.

Words are never touched: what the marks stand for in speech is silence, or a pause.
"""

import re
from typing import Final

_APOSTROPHE_IN_WORD: Final = re.compile(r"(?<=\w)[’ʼ‘](?=\w)")
_QUOTES: Final = re.compile(r"[«»“”„‟‘’‚‹›《》〈〉「」『』\"]")
_PAUSES: Final = re.compile(r"\s[-–—]+\s|[–—]|[()\[\]{}·•|]|(?<!\d)/|/(?!\d)")
_DOTS: Final = re.compile(r"…|\.{2,}")
_HEAPED: Final = re.compile(r"[,\s]*([,.!?;:])(?:[,\s]+|$)")
"""A mark among commas: one pause is enough.  Marks inside a number stay ("10,000", "3.5", "10:30")."""


def speakable(text: str) -> str:
    """Return `text` with quotation marks dropped, brackets and dashes as commas, dots as a full stop."""
    words = _QUOTES.sub("", _APOSTROPHE_IN_WORD.sub("'", text))
    paused = _DOTS.sub(". ", _PAUSES.sub(" , ", words))
    return " ".join(_HEAPED.sub(r"\1 ", paused).split()).strip(" ,")
