# SPDX-License-Identifier: Apache-2.0
"""Dictionaries asked word by word: libhunspell, loaded once for each language, every answer kept."""

import os
import tempfile
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Protocol, cast

import hunspell

from safeconduct.model.refusal import UsageRefusal

from .unpacking import FOLDER, unpack, vendored

ENGLISH = "en_US"
LANGUAGES = ("en", "ru", "uk")
_LONGEST = 60
"""Letters; what is longer is no word, and libhunspell gives up above 100 bytes."""


class _Dictionary(Protocol):
    def spell(self, word: str) -> bool: ...

    def suggest(self, word: str) -> tuple[str, ...]: ...


class Speller:
    """The dictionary of one language (en, ru, uk) with the field's own words; every look-up is made once.

    `folder`: where unpacked dictionaries are kept between runs; None unpacks into a temporary folder that is gone
    when the dictionary is loaded.  `known`: a mapping of the caller's that keeps the answers, one for each language.
    Loading takes 0.1 s (en) to 1.2 s (uk); not to be shared by threads.  Raises `UsageRefusal` for another language.
    """

    def __init__(
        self, language: str, folder: Path | None = None, known: MutableMapping[str, bool] | None = None
    ) -> None:
        if language not in LANGUAGES:
            raise UsageRefusal(
                f"There is no spelling dictionary for “{language}”.", f"name one of {', '.join(LANGUAGES)}."
            )
        self.language = language
        self._dictionary = _loaded(language, folder)
        self._own = own_vocabulary(language)
        self._known: MutableMapping[str, bool] = {} if known is None else known
        self._proposed: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """Is `word` (as `splitting.folded` leaves it) in the dictionary, or among the field's own words?"""
        if word not in self._known:
            self._known[word] = word.casefold() in self._own or self._found(word)
        return self._known[word]

    def proposals(self, word: str, most: int = 3) -> tuple[str, ...]:
        """What the dictionary would write instead, likeliest first; slow, up to 0.8 s a word."""
        if word not in self._proposed:
            try:
                found = tuple(self._dictionary.suggest(word)) if len(word) <= _LONGEST else ()
            except UnicodeEncodeError:
                found = ()
            self._proposed[word] = found
        return self._proposed[word][:most]

    def _found(self, word: str) -> bool:
        if not word or len(word) > _LONGEST:
            return False
        try:
            return bool(self._dictionary.spell(word))
        except UnicodeEncodeError:  # the English dictionary is in Latin-1
            return False


@cache
def speller(language: str, folder: Path | None = None) -> Speller:
    """The speller of `language`, loaded once in a process."""
    return Speller(language, folder)


@cache
def own_vocabulary(language: str) -> frozenset[str]:
    """Words of the field that the dictionary lacks, case folded; each line was read by somebody."""
    path = FOLDER / f"field_words.{language}.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else ()
    return frozenset(line.strip().casefold() for line in lines if line.strip() and not line.startswith("#"))


def _loaded(language: str, folder: Path | None) -> _Dictionary:
    if language == "en":
        return _opened(ENGLISH, Path(hunspell.__file__).with_name("dictionaries"))
    dictionary = vendored()[language]
    if folder is not None:
        unpack(dictionary, folder)
        return _opened(dictionary.name, folder)
    with tempfile.TemporaryDirectory(prefix="spelling-") as passing:
        unpack(dictionary, Path(passing))
        return _opened(dictionary.name, Path(passing))


def _opened(name: str, folder: Path) -> _Dictionary:
    return cast(_Dictionary, hunspell.Hunspell(name, hunspell_data_dir=os.fspath(folder)))
