# SPDX-License-Identifier: Apache-2.0
"""Names in other cases: is this word a form of a name that the manuscript knows?

No dictionary has Умєров; the manuscript has, as an entity.  Its case forms are known by what stays when a case ending
is taken away; this is meant for names alone, where a wrong guess costs nothing but a missed remark.
"""

from collections.abc import Collection, Iterator

_SHORTEST_STEM = 3
_ENDINGS = {
    "uk": (
        "а у ю я о е є и і ї ь й ом ем єм ою ею єю ові еві єві ів їв ам ям ах ях ами ями ах ий ій ого ому им ім ої"
        " их іх ими ими ії ію ією єв ев ові"
    ),
    "ru": (
        "а у ю я о е ё и ы ь й ом ем ём ой ей ою ею ов ев ёв ам ям ах ях ами ями ий ый ого его ому ему им ым их ых ими"
        " ыми ая ую яя юю ие ые ии ию ией"
    ),
    "en": "s es 's '",
}


def is_form_of(word: str, names: Collection[str], language: str) -> bool:
    """Share `word` and one of `names` (both folded, lower case) a stem of three letters or more but for their
    endings?"""
    if word in names:
        return True
    stems = set(_stems(word, language))
    return any(not stems.isdisjoint(_stems(name, language)) for name in names if name[:2] == word[:2])


def _stems(word: str, language: str) -> Iterator[str]:
    yield word
    for ending in _ENDINGS[language].split():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word[: -len(ending)]
