# SPDX-License-Identifier: Apache-2.0
"""The analysers: Kiwi for the morphemes, HanDic for the hanja, NK-HanDic for words of the North.

They come with the extra `korean`.  The dictionaries are opened as MeCab reads them; their own packages are not
imported, as those ask for a library under the GPL.
"""

import importlib.util
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from .draft import Sino, Token

_TAGS: Final = 64
"""Kiwi gives a word that it does not know the number of its part of speech, and the words of its own higher ones."""
_TEXTS: Final = 8
"""So many texts are kept as analysed: who converts a text, examines it and looks at its style asks three times."""
NEEDED: Final = ("kiwipiepy", "kiwipiepy_model", "MeCab", "handic", "nkhandic")


_TABLES_ALONE: Final = ContextVar("tables alone", default=False)


def available() -> bool:
    """Return True when every part of the extra `korean` is installed, and may be used."""
    return not _TABLES_ALONE.get() and _installed()


@contextmanager
def tables_alone() -> Iterator[None]:
    """While this holds, nothing is analysed: Korean is looked at by tables, as where the extra is not installed."""
    token = _TABLES_ALONE.set(True)
    try:
        yield
    finally:
        _TABLES_ALONE.reset(token)


@cache
def _installed() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


@lru_cache(maxsize=_TEXTS)
def tokens(text: str) -> Sequence[Token]:
    """Return the morphemes of a text, in order."""
    composed = unicodedata.normalize
    return tuple(
        Token(composed("NFC", one.form), one.tag, one.start, one.end, one.lemma, one.id > _TAGS)
        for one in _kiwi().tokenize(text)
    )


@lru_cache(maxsize=_TEXTS)
def sinos(text: str) -> Sequence[Sino]:
    """Return what HanDic takes each stretch of a text for, in order."""
    return tuple(Sino(start, end, row[6], row[10], _hanja(row)) for start, end, row in _rows(_tagger("handic"), text))


@lru_cache(maxsize=_TEXTS)
def northern(text: str) -> Sequence[tuple[int, int, Sequence[str]]]:
    """Return each stretch of a text with the row that NK-HanDic has for it; an unknown one has a short row."""
    return tuple(_rows(_tagger("nkhandic"), text))


def joined(morphemes: Sequence[tuple[str, str]]) -> str:
    """Return morphemes (form, tag) as they are written together, or "" without the analyser."""
    return str(_kiwi().join(list(morphemes))) if available() else ""


def _hanja(row: Sequence[str]) -> str:
    return "" if row[7] == "*" else row[7]


@cache
def _kiwi() -> Any:
    from kiwipiepy import Kiwi

    # The dictionary of titles of several words doubles the time to load, and takes compounds for names.
    return Kiwi(num_workers=1, load_multi_dict=False)


@cache
def _tagger(package: str) -> Any:
    import MeCab

    spec = importlib.util.find_spec(package)
    folder = Path(next(iter(spec.submodule_search_locations or ()))) / "dicdir" if spec else Path()
    return MeCab.Tagger(f"-r /dev/null -d {folder}")


def _rows(tagger: Any, text: str) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield start, end and row of each node; places are those of `text`, though MeCab is given single letters."""
    letters = {sign: range(len(unicodedata.normalize("NFD", sign))) for sign in set(text)}
    places = [at for at, sign in enumerate(text) for _ in letters[sign]]
    parted, at = unicodedata.normalize("NFD", text), 0
    node = tagger.parseToNode(parted)
    while node:
        if surface := node.surface:
            at = parted.index(surface, at)
            last = at + len(surface)
            row = _cells(node.feature)
            if len(row) > 10:
                yield places[at], places[last - 1] + 1, row
            at = last
        node = node.next


@lru_cache(maxsize=8_192)
def _cells(feature: str) -> Sequence[str]:
    return tuple(unicodedata.normalize("NFC", feature).split(","))
