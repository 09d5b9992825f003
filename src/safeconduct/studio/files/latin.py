# SPDX-License-Identifier: Apache-2.0
"""Hangul and Cyrillic in ASCII, letter by letter, for fields of old formats that know nothing else.

Not a romanisation that anybody should learn from: Korean after the letters of the Revised Romanisation without its
sound changes, Ukrainian and Russian letters after the Ukrainian resolution No. 55 of 2010 where they share them.
"""

import unicodedata
from typing import Final

# One row for each place in the syllable, in the order of Unicode; "" is no sound.
# fmt: off
_FIRST: Final = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
)
_VOWEL: Final = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
)
_LAST: Final = (
    "", "k", "kk", "ks", "n", "nj", "nh", "t", "l", "lk", "lm", "lp", "ls", "lt", "lp", "lh", "m", "p", "ps", "t",
    "t", "ng", "j", "ch", "k", "t", "p", "h",
)
_CYRILLIC_LATIN: Final = (
    "a", "b", "v", "h", "g", "d", "e", "ie", "e", "zh", "z", "y", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r",
    "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia",
)
# fmt: on
_CYRILLIC: Final = dict(zip("абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя", _CYRILLIC_LATIN, strict=True))
_SIGNS: Final = str.maketrans(dict(zip("‘’ʼ“”«»《》〈〉–—…№", '\'\'\'""""""\'\'---N', strict=True)))


def ascii_of(text: str) -> str:
    """Return `text` in ASCII: letters of ours one by one, accents dropped, anything else a question mark."""
    plain = "".join(map(_letter, text.translate(_SIGNS)))
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return "".join(sign if " " <= sign <= "~" else "?" for sign in bare)


def _letter(sign: str) -> str:
    if "가" <= sign <= "힣":
        at = ord(sign) - ord("가")
        return _FIRST[at // 588] + _VOWEL[at % 588 // 28] + _LAST[at % 28]
    small = sign.lower()
    if small in _CYRILLIC:
        latin = _CYRILLIC[small]
        return latin if sign == small else latin.capitalize()
    return sign
