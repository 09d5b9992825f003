# SPDX-License-Identifier: Apache-2.0
"""A block of Hangul, which is a syllable, taken apart into its letters and put together again.

Arithmetic of The Unicode Standard, section 3.12 (conjoining jamo behaviour), on letters of the compatibility block.
"""

import re
from typing import Final

from attrs import define

LEADS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

HANGUL: Final = re.compile("[가-힣]+")

_FIRST: Final = ord("가")


@define
class Block:
    """One syllable while it is being worked on: first letter (ㅇ: none is heard), vowel, letters below ("": none)."""

    lead: str
    vowel: str
    tail: str


def parted(syllables: str) -> list[Block]:
    """Return the blocks of a stretch of whole syllables."""
    places = (ord(syllable) - _FIRST for syllable in syllables)
    return [Block(LEADS[at // 588], VOWELS[at % 588 // 28], TAILS[at % 28]) for at in places]


def joined(blocks: list[Block]) -> str:
    """Return the syllables of blocks."""
    return "".join(
        chr(_FIRST + (LEADS.index(block.lead) * 21 + VOWELS.index(block.vowel)) * 28 + TAILS.index(block.tail))
        for block in blocks
    )
