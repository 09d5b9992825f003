# SPDX-License-Identifier: Apache-2.0
"""Korean as it sounds, written in Hangul: what a voice speaks and a narrator may look up."""

import re
import unicodedata
from itertools import pairwise
from typing import Final

from . import hidden
from .blocks import HANGUL, joined, parted
from .contact import CLOSED, meet, meet_across
from .respelling import respelled
from .vowels import revoice

LOOSE_LETTERS: Final = re.compile("[\u1100-\u11ff]+")
_BREATH: Final = re.compile("[가-힣]+(?: [가-힣]+)*")


def sounds(text: str) -> str:
    """Return Korean `text` as it sounds, in Hangul, one block a syllable: "합니다" gives "함니다".

    Numbers are expected in words.  Whatever is not Hangul stays as it is, and so does the number of syllables; words
    divided by one space are read in one breath.  The reading is the North's (문화어발음법, 조선말규범집 2010), which
    keeps 로동 and 녀성; the South's 표준발음법 stands beside it in `contact`.  Letters alone do not tell every sound
    (안다 "knows" and 안다 "hugs" differ; `hidden.unsure` lists compounds that are two words): what the tables do not
    know is read by rule, and a native reader has the last word.
    """
    whole = LOOSE_LETTERS.sub(lambda letters: unicodedata.normalize("NFC", letters.group()), text)
    return sounded(respelled(hidden.respelled(whole)))


def sounded(respelt: str) -> str:
    """Return text whose exceptional words are respelt already as it sounds, by rule alone."""
    return _BREATH.sub(lambda breath: _sounded(breath.group()), respelt)


def _sounded(breath: str) -> str:
    words = [parted(word) for word in breath.split(" ")]
    for word in words:
        revoice(word)
        for left, right in pairwise(word):
            meet(left, right)
    for before, after in pairwise(words):
        meet_across(before[-1], after[0])
    words[-1][-1].tail = CLOSED[words[-1][-1].tail]
    return " ".join(joined(word) for word in words)


__all__ = ["HANGUL", "LOOSE_LETTERS", "sounded", "sounds"]
