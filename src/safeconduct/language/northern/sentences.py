# SPDX-License-Identifier: Apache-2.0
"""Sentences of a Korean text, where they stand, and how long they are in words as spaced and in syllables."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

_END: Final = re.compile(r"[.?!…。]+[》”’\"')\]]*(?:\([a-z]+:[^)\s]*\))?(?=\s|$)|\n+")
_MARKS: Final = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|\]\([^)\n]*\)|\{#[^}\n]*\}")
"""Marks of a copy: pictures, where links lead, names of blocks; nobody reads them aloud."""

_SYLLABLE: Final = re.compile(r"[가-힣]")
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"\S*[0-9A-Za-z가-힣]\S*")


@frozen
class Sentence:
    """`text[start:end]`, without the space around it; `words` are counted as spaced (어절), `syllables` as spoken.

    A digit counts as one syllable and a half, rounded down: 2024 is read in six.
    """

    start: int
    end: int
    words: int
    syllables: int


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in order; a line end ends one, a stop only before a space or at the end."""
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        words = text[start:end]
        bare = words.strip()
        if bare:
            at = start + words.index(bare)
            said = _MARKS.sub(" ", bare)
            yield Sentence(at, at + len(bare), len(_WORD.findall(said)), _spoken(said))
        start = end


def _spoken(words: str) -> int:
    digits = sum(len(found) * 3 // 2 for found in _DIGITS.findall(words))
    return len(_SYLLABLE.findall(words)) + digits
