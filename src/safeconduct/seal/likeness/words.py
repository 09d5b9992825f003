# SPDX-License-Identifier: Apache-2.0
"""The words of a text, so that two files say the same whatever their spaces, line ends and quotation marks."""

from typing import Final
from unicodedata import category, normalize

_JOINING: Final = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
_OUT: Final = dict.fromkeys(map(ord, _JOINING))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words in their order, in small letters, without the marks around them.

    What stands inside a word or a figure stays: 1.5 is not 15, and a lost “not” is a lost word.
    """
    parts = normalize("NFKC", text).translate(_OUT).casefold().split()
    return tuple(word for word in map(_bare, parts) if word)


def _bare(word: str) -> str:
    start, end = 0, len(word)
    while start < end and category(word[start])[0] in "PC":
        start += 1
    while start < end and category(word[end - 1])[0] in "PC":
        end -= 1
    return word[start:end]
