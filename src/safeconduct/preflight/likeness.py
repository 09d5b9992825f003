# SPDX-License-Identifier: Apache-2.0
"""How much two texts of one language have in common, whatever the endings of their words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_WORD = re.compile(r"\w+")
_LENGTH = 3
"""Letters that are compared at a time: enough to tell stems apart, few enough to outlive a prefix and an ending."""
_HANGUL = range(0x1100, 0x1200)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Return every run of three letters inside a word; words of fewer than four, mostly particles, are left out.

    A Hangul syllable counts as the two or three letters that it is written with, so that 든 and 드 have some in common.
    """
    found = set[str]()
    for word in _WORD.findall(text.casefold()):
        letters = unicodedata.normalize("NFD", word)
        if len(word) > _LENGTH or ord(letters[0]) in _HANGUL:
            found.update(letters[at : at + _LENGTH] for at in range(len(letters) - _LENGTH + 1))
    return frozenset(found)


def alike(one: str, other: str) -> float:
    """Return the share of the stems of both that stand in each: 0 to 1."""
    here, there = stems(one), stems(other)
    return len(here & there) / len(here | there) if here | there else float(one == other)


def kinship(those: Sequence[str], others: Sequence[str]) -> list[list[float]]:
    """Return for each of `those` how much it has in common with each of `others`: 1 for a stem that no third text has.

    A stem counts the less the more texts of either side have it.
    """
    left, right = [stems(text) for text in those], [stems(text) for text in others]
    among_left, among_right = (Counter(stem for text in side for stem in text) for side in (left, right))
    return [
        [sum(1 / (among_left[stem] * among_right[stem]) for stem in one & other) for other in right] for one in left
    ]
