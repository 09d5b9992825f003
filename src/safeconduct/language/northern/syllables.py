# SPDX-License-Identifier: Apache-2.0
"""Hangul syllables taken apart and put together: first sound, vowel, last sound."""

from typing import Final

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_CODAS: Final = 28
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS: Final = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def vowel(sign: str) -> str:
    """Return the vowel of a syllable, "" of any other sign."""
    return VOWELS[(ord(sign) - _FIRST) // _CODAS % len(VOWELS)] if _syllable(sign) else ""


def coda(sign: str) -> str:
    """Return the last sound of a syllable, " " when it ends in its vowel, "" of any other sign."""
    return CODAS[(ord(sign) - _FIRST) % _CODAS] if _syllable(sign) else ""


def with_vowel(sign: str, new: str) -> str:
    """Return a syllable with another vowel."""
    shift = VOWELS.index(new) - VOWELS.index(vowel(sign))
    return chr(ord(sign) + shift * _CODAS)


def with_coda(sign: str, new: str) -> str:
    """Return a syllable with another last sound; " " takes it away."""
    return chr(ord(sign) + CODAS.index(new) - CODAS.index(coda(sign)))


def _syllable(sign: str) -> bool:
    return len(sign) == 1 and _FIRST <= ord(sign) <= _LAST
