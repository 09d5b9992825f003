# SPDX-License-Identifier: Apache-2.0
"""Letters: those that only look right, and those that the language does not have.

A Latin “i” in a Ukrainian word looks like its own and is lost in every search, every screen reader and every
synthesis.
"""

import re
import unicodedata
from collections.abc import Iterator

from safeconduct.language.remarks import Remark, remark
from safeconduct.language.spelling.splitting import alphabet
from safeconduct.language.word_lists import listed

_LATIN_TO_CYRILLIC = dict(zip("aceiopxyABCEHIKMOPTXYïëÏË", "асеіорхуАВСЕНІКМОРТХУїёЇЁ", strict=True))
_CYRILLIC_TO_LATIN = {
    **{there: here for here, there in _LATIN_TO_CYRILLIC.items()},
    "ѕ": "s",
    "ј": "j",
    "Ѕ": "S",
    "Ј": "J",
}
_WORD = re.compile(r"[^\W\d_ʼ](?:[^\W\d_ʼ]|[\u0300-\u036f])*")
_STRANGE = {"uk": "ыэъёЫЭЪЁ", "ru": "іїєґІЇЄҐ"}
_LACKS = {"uk": "Ukrainian", "ru": "Russian"}
_SMALL_WORDS = {
    "uk": listed("і а о у є я не на но по от то та той хто хай те"),
    "ru": listed("а о у с я не на но по от то та ту тот хор ее"),
}
_SHORT = 3


def remarks(text: str, language: str) -> Iterator[Remark]:
    """Words of two alphabets, words all of look-alikes, letters of a neighbour language, letters in two pieces."""
    words = list(_WORD.finditer(text))
    kinds = [alphabet(found[0]) for found in words]
    for place, (found, kind) in enumerate(zip(words, kinds, strict=True)):
        around = set(kinds[max(0, place - 1) : place] + kinds[place + 1 : place + 2])
        yield from _of_word(text, found, kind, around, language)


def _of_word(text: str, found: re.Match[str], kind: str, around: set[str], language: str) -> Iterator[Remark]:
    word, start, end = found[0], found.start(), found.end()
    if unicodedata.normalize("NFC", word) != word:
        why = "This word has letters in two pieces (a letter and a mark): one sign is the same and is found everywhere."
        yield remark(text, start, end, "letter-decomposed", why, unicodedata.normalize("NFC", word))
    if kind == "mixed":
        why = "This word mixes letters of two alphabets that look alike."
        yield remark(text, start, end, "letters-mixed", why, _of_one_alphabet(word, language))
    elif proposal := _disguised(word, kind, around, language):
        why = f"This word is in {kind.capitalize()} letters that look like others."
        yield remark(text, start, end, "letter-lookalike", why, proposal)
    elif strange := [char for char in word if char in _STRANGE.get(language, "")]:
        why = f"{_LACKS[language]} has no letter “{strange[0]}”."
        yield remark(text, start, end, "letter-foreign", why)


def _of_one_alphabet(word: str, language: str) -> str:
    """The word in one alphabet, or "" where some letter has no likeness there."""
    own = "latin" if language == "en" else "cyrillic"
    for wanted in (own, "cyrillic" if own == "latin" else "latin"):
        likeness = _LATIN_TO_CYRILLIC if wanted == "cyrillic" else _CYRILLIC_TO_LATIN
        turned = "".join(likeness.get(char, char) for char in word)
        if alphabet(turned) == wanted and not any(char in _STRANGE.get(language, "") for char in turned):
            return turned
    return ""


def _disguised(word: str, kind: str, around: set[str], language: str) -> str:
    """The word in the language's own alphabet, if it stands among its words and is one in disguise."""
    if language == "en":
        if kind == "cyrillic" and around == {"latin"} and len(word) <= _SHORT:
            turned = "".join(_CYRILLIC_TO_LATIN.get(char, char) for char in word)
            return turned if alphabet(turned) == "latin" else ""
        return ""
    # A capital alone may be a mark of its own: vitamin C, plan A.
    if kind == "latin" and around == {"cyrillic"} and (len(word) > 1 or word.islower()) and not word[1:].isupper():
        turned = "".join(_LATIN_TO_CYRILLIC.get(char, char) for char in word)
        return turned if turned.lower() in _SMALL_WORDS[language] else ""
    return ""
