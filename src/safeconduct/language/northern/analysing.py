# SPDX-License-Identifier: Apache-2.0
"""The analysers: Kiwi for the morphemes, HanDic for the hanja, NK-HanDic for words of the North.

They come with the extra `korean`.  The dictionaries are opened as MeCab reads them; their own packages are not
imported, as those ask for a library under the GPL.
"""

import importlib.util
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from .draft import Sino, Token

NEEDED: Final = ("kiwipiepy", "kiwipiepy_model", "MeCab", "handic", "nkhandic")


@cache
def available() -> bool:
    """Return True when every part of the extra `korean` is installed."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def tokens(text: str) -> list[Token]:
    """Return the morphemes of a text, in order."""
    return [
        Token(unicodedata.normalize("NFC", one.form), one.tag, one.start, one.start + one.len, one.lemma)
        for one in _kiwi().tokenize(text)
    ]


def sinos(text: str) -> list[Sino]:
    """Return what HanDic takes each stretch of a text for, in order."""
    return [Sino(start, end, row[6], row[10], _hanja(row)) for start, end, row in _rows(_tagger("handic"), text)]


def northern(text: str) -> list[tuple[int, int, Sequence[str]]]:
    """Return each stretch of a text with the row that NK-HanDic has for it; an unknown one has a short row."""
    return list(_rows(_tagger("nkhandic"), text))


def _hanja(row: Sequence[str]) -> str:
    return "" if row[7] == "*" else row[7]


@cache
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


@cache
def _tagger(package: str) -> Any:
    import MeCab

    spec = importlib.util.find_spec(package)
    folder = Path(next(iter(spec.submodule_search_locations or ()))) / "dicdir" if spec else Path()
    return MeCab.Tagger(f"-r /dev/null -d {folder}")


def _rows(tagger: Any, text: str) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield start, end and row of each node; places are those of `text`, though MeCab is given single letters."""
    places: list[int] = []
    for at, sign in enumerate(text):
        places += [at] * len(unicodedata.normalize("NFD", sign))
    places.append(len(text))
    parted, at = unicodedata.normalize("NFD", text), 0
    node = tagger.parseToNode(parted)
    while node:
        if node.surface:
            at = parted.index(node.surface, at)
            last = at + len(node.surface)
            row = node.feature.split(",")
            if len(row) > 10:
                yield places[at], places[last - 1] + 1, [unicodedata.normalize("NFC", cell) for cell in row]
            at = last
        node = node.next
