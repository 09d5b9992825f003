# SPDX-License-Identifier: Apache-2.0
"""Hard words with an easier one: a table for each language, `hard_words.<language>.tsv`.

Columns: `words` (ways of writing, joined by |; of one or several words; a * ends a stem), `easier`, `note` (legal,
military, medical: a leaflet may need the word, then it is explained once).  The tables are the project's own; no native
reader has been through the Ukrainian and the Russian one yet.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

from safeconduct.language.remarks import Remark

from .sentences import Sentence

_HEAD = "words\teasier\tnote"


@frozen
class HardWord:
    """One way of writing a hard word: its folded words (a stem ends in *), the easier words, the trade that needs
    it."""

    words: tuple[str, ...]
    easier: str
    note: str

    def fits(self, words: tuple[str, ...]) -> bool:
        """Do these folded words begin with this one?"""
        if len(words) < len(self.words):
            return False
        return all(
            word.startswith(own[:-1]) if own.endswith("*") else word == own
            for own, word in zip(self.words, words, strict=False)
        )


def remarks(found: Sentence, language: str, told: set[str]) -> Iterator[Remark]:
    """Hard words of a sentence; a word of a trade once in a copy: `told` remembers which were."""
    folded = tuple(_folded(word) for _, _, word in found.words)
    place = 0
    while place < len(folded):
        hard = _longest(folded[place:], language)
        if hard is None:
            place += 1
            continue
        start, end = found.words[place][0], found.words[place + len(hard.words) - 1][1]
        words = found.text[start - found.start : end - found.start]
        if not hard.note:
            yield Remark(start, end, words, "word-hard", f"An easier word is: {hard.easier}.", _proposal(hard, words))
        elif hard.easier not in told:
            told.add(hard.easier)
            why = f"A {hard.note} word; if the leaflet needs it, say once what it means: {hard.easier}."
            yield Remark(start, end, words, "word-of-trade", why)
        place += len(hard.words)


@cache
def table(language: str) -> tuple[HardWord, ...]:
    """The hard words of a language, one for each way of writing."""
    lines = Path(__file__).with_name(f"hard_words.{language}.tsv").read_text("utf-8").splitlines()
    if lines[0] != _HEAD:
        raise ValueError(f"hard_words.{language}.tsv must begin with the columns words, easier, note")
    return tuple(
        HardWord(tuple(_folded(word) for word in way.split()), easier, note)
        for ways, easier, note in (line.split("\t") for line in lines[1:])
        for way in ways.split("|")
    )


def _proposal(hard: HardWord, words: str) -> str:
    """The easier word, where it can stand as it is: one choice, no stem, nothing to inflect."""
    if "," in hard.easier or ";" in hard.easier or "(" in hard.easier or len(hard.words) == 1:
        return ""
    if any(own.endswith("*") for own in hard.words):
        return ""
    return hard.easier[:1].upper() + hard.easier[1:] if words[:1].isupper() else hard.easier


def _longest(words: tuple[str, ...], language: str) -> HardWord | None:
    beginnings = _by_beginning(language).get(words[0][:3], ())
    return max((hard for hard in beginnings if hard.fits(words)), key=lambda hard: len(hard.words), default=None)


@cache
def _by_beginning(language: str) -> dict[str, tuple[HardWord, ...]]:
    found: dict[str, list[HardWord]] = {}
    for hard in table(language):
        found.setdefault(hard.words[0].removesuffix("*")[:3], []).append(hard)
    return {beginning: tuple(words) for beginning, words in found.items()}


def _folded(word: str) -> str:
    return word.casefold().replace("'", "’").replace("ʼ", "’").replace("\u0301", "").replace("\u00ad", "")
