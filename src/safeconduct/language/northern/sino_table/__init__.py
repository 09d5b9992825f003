# SPDX-License-Identifier: Apache-2.0
"""Words of the South and how the North spells those of Chinese origin, as made by `building`."""

import gzip
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from attrs import frozen

HERE: Final = Path(__file__).parent
WORDS: Final = "words.tsv.gz"
MADE_FROM: Final = "made-from.json"


@frozen
class Entry:
    """What the table has of a word: Northern spellings with how well each is borne out (3 to 0), best first.

    The spelling of the South is among them where some reading keeps it; `native`: a native word or a loan is
    spelt so too.
    A word that never changes has no spellings.
    """

    word: str
    spellings: tuple[tuple[str, int], ...] = ()
    native: bool = False

    @property
    def changes(self) -> bool:
        """True when some reading is spelt otherwise."""
        return bool(self.spellings)


@lru_cache(maxsize=65_536)
def entry(word: str) -> Entry | None:
    """Return what the table has of a word of the South, or None when it is not there."""
    lines = _lines()
    at = bisect_left(lines, word)
    if at == len(lines):
        return None
    found, *cells = lines[at].split("\t")
    if found != word:
        return None
    spellings = tuple((word if cell[0] == "=" else cell[:-1], int(cell[-1])) for cell in cells if cell != "*")
    return Entry(word, spellings, "*" in cells)


@cache
def northern_only() -> Mapping[str, str]:
    """Return Northern spellings that no word of the South has, each with the word it came from."""
    found: dict[str, str] = {}
    for line in _lines():
        word, *cells = line.split("\t")
        for cell in cells:
            if cell[0] not in "=*" and cell[-1] != "0" and cell[:-1] not in found:
                found[cell[:-1]] = word
    return {north: south for north, south in found.items() if entry(north) is None}


@cache
def _lines() -> list[str]:
    return gzip.decompress((HERE / WORDS).read_bytes()).decode().splitlines()
