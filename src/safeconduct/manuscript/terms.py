# SPDX-License-Identifier: Apache-2.0
"""Finding terms in a text: by whole words, in any of the usual inflected forms."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from attrs import frozen

from safeconduct.model.exchange import Concept, Term, TermStatus

_STEM_END: Final = {"uk": re.compile("(?:[иі]й|[аеєиіїоуюяйь])\\Z"), "ru": re.compile("(?:[иыо]й|[аеёиоуыюяйь])\\Z")}
_ENDINGS: Final = {
    # What may follow the stem of a noun or an adjective; of two letters and more only whole endings.
    "uk": "а|е|є|и|і|ї|о|у|ю|я|й|ь|ам|ям|ами|ями|ах|ях|ів|їв|ей|ою|ею|єю|ом|ем|єм|ові|еві|єві|ий|ій|ого|ому|им|їм|"
    "ими|их|ої|ість|ості|ями|ми",
    "ru": "а|е|ё|и|о|у|ы|ю|я|й|ь|ам|ям|ами|ями|ах|ях|ов|ев|ёв|ей|ой|ою|ею|ом|ем|ём|ый|ий|ого|его|ому|ему|ым|им|ыми|"
    "ими|ых|их|ая|яя|ое|ее|ые|ие|ую|юю|ми|ью",
    "en": "s|es|ed|d|ing|'s|’s|s'|s’",
}
# Particles and endings of the copula that may follow a Korean noun, up to four of them.
_PARTICLES: Final = (
    "들|은|는|이|가|을|를|의|에|에서|에게|에게서|께|께서|한테|로|으로|와|과|도|만|까지|부터|보다|처럼|나|이나|며|이며|고|이고|"
    "다|이다|이였다|였다|라고|이라고|라는|이라는|란|이란|입니다|입니까|인|일|및|조차|마저|밖에|뿐|대로|마다|로서|으로서|로써|으로써|요|야|아"
)
_KOREAN_VERB: Final = re.compile(r"[가-힣]다\Z")
_SHORTEST_STEM: Final = 3


@frozen
class Used:
    """A term as it stands in a text, from `start` to `end` in signs."""

    concept: Concept
    term: Term
    start: int
    end: int


def used(text: str, language: str, concepts: Iterable[Concept], *statuses: TermStatus) -> Iterator[Used]:
    """Yield each term of `language` with one of these statuses where it stands in `text`."""
    for concept in concepts:
        for term in concept.of(language, *statuses):
            for found in pattern(term.words, language.partition("-")[0]).finditer(text):
                yield Used(concept, term, found.start(), found.end())


@cache
def pattern(words: str, language: str) -> re.Pattern[str]:
    """Return what finds a term in a text of a language ("uk", "ru", "en", "ko"; any other: as it is written).

    Slavic and English words may end otherwise, every word of the term by itself; a Korean word begins where the term
    does, and a particle may follow, or, for a verb (…다), any ending.
    """
    parts = words.split()
    if language == "ko":
        stem = words[:-1] if _KOREAN_VERB.search(words) else words
        end = "[가-힣]+" if stem != words else f"(?:{_PARTICLES}){{0,4}}(?![가-힣\\w])"
        spaced = r"\s*".join(re.escape(part) for part in stem.split())
        return re.compile(rf"(?<![가-힣\w]){spaced}{end}")
    return re.compile(r"(?<!\w)" + r"\s+".join(_inflected(part, language) for part in parts) + r"(?!\w)", re.IGNORECASE)


def _inflected(word: str, language: str) -> str:
    endings = _ENDINGS.get(language)
    if endings is None or not word.isalpha() or len(word) < _SHORTEST_STEM + 1:
        return re.escape(word)
    if language == "en":
        doubled = f"{re.escape(word[:-1])}(?:ies|ied)" if word[-1] == "y" else f"{re.escape(word)}{word[-1]}(?:ed|ing)"
        silent = f"|{re.escape(word[:-1])}ing" if word[-1] == "e" else ""
        return f"(?:{re.escape(word)}(?:{endings})?|{doubled}{silent})"
    stem = _STEM_END[language].sub("", word)
    stem = stem if len(stem) >= _SHORTEST_STEM else word
    return f"{re.escape(stem)}(?:{endings})?"
