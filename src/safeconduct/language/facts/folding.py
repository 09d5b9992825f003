# SPDX-License-Identifier: Apache-2.0
"""Folding: letters that mean the same made the same, and the way back to the letters as they stand."""

import re
import unicodedata
from collections.abc import Sequence

_SAME = str.maketrans(
    dict.fromkeys("’ʼ‘`´ʹ", "'")
    | dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ")
    | dict.fromkeys("‐‑", "-")
    | {"−": "-", "～": "~", "〜": "~", "％": "%"}
    # The reader puts these in the place of what it has read.
    | dict.fromkeys("\ue000\ue001\ue002\ue003", "\ufffd")
)
# One letter with its accents, or one Hangul syllable in parts.
_LETTER = re.compile(r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\s\S][\u0300-\u036f]*")
_STRESS = re.compile("(?<=[аеєиіїоуюяёыэАЕЄИІЇОУЮЯЁЫЭ])[\u0300\u0301]")


def folded(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` composed, without stress marks and soft hyphens, with plain spaces, hyphens and apostrophes.

    The second value gives, for each letter of the first and for its end, the index in `text`.
    """
    if unicodedata.is_normalized("NFC", text) and not re.search("[\u00ad\u0300\u0301]", text):
        return text.translate(_SAME), range(len(text) + 1)
    letters: list[str] = []
    offsets: list[int] = []
    for found in _LETTER.finditer(text):
        said = unicodedata.normalize("NFC", _STRESS.sub("", found[0])).replace("\u00ad", "")
        letters.append(said)
        offsets += [found.start()] * len(said)
    return "".join(letters).translate(_SAME), [*offsets, len(text)]


def lowered(text: str) -> str:
    """Return `text` in lower case, letter by letter, so that its length stays, and with е for ё."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return low.replace("ё", "е")
