# SPDX-License-Identifier: Apache-2.0
"""Sentences, words and syllables: what can be counted without a dictionary."""

import re
import unicodedata

_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][»”’》〉\")])\s+")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_HANGUL = re.compile(r"[가-힣]")
_CYRILLIC_VOWEL = re.compile(r"[аеєиіїоуюяёыэ]", re.IGNORECASE)
_LATIN_VOWELS = re.compile(r"[aeiouy]+", re.IGNORECASE)


def sentences(text: str) -> tuple[str, ...]:
    """Split a block's text at sentence ends; the pieces joined by a space are the text again."""
    return tuple(part for part in (p.strip() for p in _END.split(text)) if part)


def words(text: str) -> int:
    """The number of words (in Korean: of space-separated stretches that hold a letter or digit)."""
    return sum(bool(_WORD.search(part)) for part in text.split())


def syllables(text: str) -> int:
    """The number of spoken syllables.

    Exact for Hangul (a block is a syllable) and for Cyrillic (a vowel is a syllable); for Latin letters an estimate by
    groups of vowels, a silent final e left out.  Digits count two each: a script should write numbers out.
    """
    text = unicodedata.normalize("NFC", text)
    count = len(_HANGUL.findall(text)) + len(_CYRILLIC_VOWEL.findall(text))
    for word in re.findall(r"[A-Za-z]+", text):
        groups = len(_LATIN_VOWELS.findall(word))
        silent = groups > 1 and re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word, re.IGNORECASE)
        count += max(1, groups - bool(silent))
    return count + 2 * sum(char.isdigit() for char in text)
