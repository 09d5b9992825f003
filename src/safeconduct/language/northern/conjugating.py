# SPDX-License-Identifier: Apache-2.0
"""Another stem under the same endings: 건넜다 with the stem 건느 is 건넜다, 부수어 with 부시 is 부시여."""

from collections.abc import Sequence
from typing import Final

from . import analysing
from .draft import Token

_FIRST, _VOWELS, _CODAS = 0xAC00, 21, 28
_FRONT: Final = frozenset("ㅣㅐㅔㅚㅟㅢ")
_BRIGHT: Final = frozenset("ㅏㅗㅑ")
_VOWEL_ORDER: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_UNMOVED: Final = (*"다고지는게던기자겠네나느더든소", "도록", "거나")
"""Endings that every stem takes without a change of either."""


def vowel(syllable: str) -> str:
    """Return the vowel of a syllable."""
    return _VOWEL_ORDER[(ord(syllable) - _FIRST) // _CODAS % _VOWELS]


def open_syllable(syllable: str) -> bool:
    """True when a syllable ends in its vowel."""
    return (ord(syllable) - _FIRST) % _CODAS == 0


def unmoved(endings: str) -> bool:
    """True when what follows a stem begins with an ending that joins every stem in the same way."""
    return endings.startswith(_UNMOVED)


def conjugated(stem: str, tag: str, endings: Sequence[Token], parted: bool) -> str:
    """Return `stem` with `endings`, or "" when the form cannot be made for sure.

    `parted` is True where the draft writes the ending 어 apart from its stem (부수어, not 부숴): then the answer does
    so too, with 여 after an open front vowel (조선말규범집 2010, 맞춤법 제11항).
    """
    if not endings:
        return stem
    first, rest = endings[0].form, "".join(one.form for one in endings[1:])
    if parted and first[0] in "아어여았었였" and not tag.endswith("-I") and _plain(rest):
        sound = vowel(stem[-1])
        if open_syllable(stem[-1]) and sound in _FRONT:
            shift = {"어": "여", "아": "여", "었": "였", "았": "였"}
        elif sound in _BRIGHT:
            shift = {"어": "아", "었": "았"}
        else:
            shift = {"아": "어", "았": "었"}
        return stem + shift.get(first[0], first[0]) + first[1:] + rest
    return analysing.joined([(stem, tag), *((one.form, one.tag) for one in endings)])


def _plain(endings: str) -> bool:
    return all("가" <= letter <= "힣" for letter in endings)
