# SPDX-License-Identifier: Apache-2.0
"""Remarks on Northern text: in which order they are told, and what a proposal must agree with."""

from collections.abc import Iterable
from typing import Final

from safeconduct.language.remarks import Remark

_FIRST, _CODAS = 0xAC00, 28


HANGUL: Final = "가-힣ㄱ-ㅎㅏ-ㅣ"
"""A character class of Hangul, whole syllables and single letters."""


def ordered(found: Iterable[Remark]) -> list[Remark]:
    """Return the remarks by place; of several of one kind that share letters the longest stays."""
    kept: list[Remark] = []
    for one in sorted(found, key=lambda remark: (remark.start - remark.end, remark.start)):
        if not any(one.kind == other.kind and one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda remark: (remark.start, remark.end, remark.kind))


def closed(word: str) -> bool:
    """Return True when a word ends in a consonant, so that 이, 은, 을 and 과 follow it."""
    return bool(word) and "가" <= word[-1] <= "힣" and (ord(word[-1]) - _FIRST) % _CODAS != 0


__all__ = ["HANGUL", "Remark", "closed", "ordered"]
