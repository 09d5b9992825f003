# SPDX-License-Identifier: Apache-2.0
"""Vowels and first letters that are not read as they are written, whatever stands beside them."""

from .blocks import Block


def revoice(blocks: list[Block]) -> None:
    """Change the vowels of one word, and ㄹ in 렬 and 률, before the letters meet.

    희망 [히망], 회의 [회이]: what N2 permits and S5 (다만 3, 4) asks or permits.  계속 [게속], 례절 [레절]: N4.
    대렬 [대열], 선률 [선뉼]: N5.  That 렬 and 률 inside a word are Sino-Korean is a rule of thumb.
    """
    for at, block in enumerate(blocks):
        if block.vowel == "ㅢ" and (at or block.lead != "ㅇ"):
            block.vowel = "ㅣ"
        elif block.vowel == "ㅖ" and block.lead in "ㄱㄹㅎ":
            block.vowel = "ㅔ"
        elif at and (block.lead, block.vowel, block.tail) in {("ㄹ", "ㅕ", "ㄹ"), ("ㄹ", "ㅠ", "ㄹ")}:
            before = blocks[at - 1].tail
            if before != "ㄹ":
                block.lead = "ㄴ" if before else "ㅇ"
