# SPDX-License-Identifier: Apache-2.0
"""Misspelt words of a copy, and British beside American spelling."""

import re
from collections.abc import Collection, Iterator

from attrs import frozen

from safeconduct.language.remarks import Remark, in_order
from safeconduct.language.word_lists import listed

from . import splitting
from .english import american_of, is_american
from .inflection import is_form_of
from .speller import Speller, own_vocabulary, speller
from .splitting import Word

WORD, NAME, MIXED = "word-unknown", "name-unknown", "spelling-mixed"
_WHY = {
    WORD: "The {tongue} dictionary does not know this word.",
    NAME: "The {tongue} dictionary does not know this name: compare it letter by letter with its source.",
}
_TONGUES = {"en": "English", "ru": "Russian", "uk": "Ukrainian"}
_ALPHABET = {"en": "latin", "ru": "cyrillic", "uk": "cyrillic"}
# Letters that the language does not have are the typographer's to tell: one fault is told once.
_STRANGE = {"uk": re.compile("[ыэъё]", re.IGNORECASE), "ru": re.compile("[іїєґ]", re.IGNORECASE)}
_SHORT_CAPITALS = 6
_LONG_ENOUGH = 5
_TIED = {
    "uk": listed("небудь будь казна хтозна таки то от но бо"),
    "ru": listed("нибудь либо кое таки то ка де с"),
    "en": listed("co ex non pre re anti semi"),
}
# The first half of a compound: північно-східний from північний.
_JOINING = {"о": ("ий", "ый", "ой"), "е": ("ій", "ий")}
_ABBREVIATED = {
    "uk": listed(
        """
        р рр ст вул просп бул пл пров буд кв м с смт обл р-н тис млн млрд грн коп год хв сек ін інш див напр т зв
        тел факс ім гр п пп стор ч кг км см мм га др проф акад полк ген лейт кап серж рис табл
        """
    ),
    "ru": listed(
        """
        г гг в вв ул просп пер пл д кв с пос обл р-н тыс млн млрд руб коп ч час мин сек др пр см напр т тел им гр п
        пп стр кг км мм га проф акад полк ген лейт кап серж рис табл
        """
    ),
    "en": listed(
        """
        st no nos art arts vol ed eds dr mr mrs ms prof col gen lt sgt capt maj cpl pvt vs etc approx tel dept gov
        jan feb mar apr jun jul aug sep sept oct nov dec km cm mm kg hr hrs min mins sec
        """
    ),
}


@frozen
class Misspelled:
    """`text[start:end]` is `word`, unknown to the dictionary; `kind` is WORD, or NAME for what looks like a name.

    `proposals`: what the dictionary would write, likeliest first; empty unless asked for.
    """

    start: int
    end: int
    word: str
    proposals: tuple[str, ...] = ()
    kind: str = WORD


def misspelled(
    text: str,
    language: str,
    own_words: Collection[str] = (),
    *,
    dictionary: Speller | None = None,
    proposing: int = 0,
) -> tuple[Misspelled, ...]:
    """Return the words of `text` that neither the dictionary nor the manuscript knows, by place.

    `own_words`: names and terms of the manuscript (of several words, too); their case forms are known as well.
    `proposing`: for how many different words proposals are worked out (up to 0.8 s each).  Left out are addresses,
    figures, abbreviations, capitals of up to six letters, words of another alphabet, words of mixed alphabets and
    words with letters that the language does not have (`typography` tells these).  Raises `UsageRefusal` for a
    language without a dictionary.
    """
    asked = dictionary or speller(language)
    own = _own(own_words)
    unknown = [part for word in splitting.split(text) for part in _unknown(word, asked, own)]
    inside = {part.text for part in unknown if _is_name(part)}
    wanted = list(dict.fromkeys(splitting.folded(part.text) for part in unknown))[:proposing]
    found = []
    for part in unknown:
        plain = splitting.folded(part.text)
        named = _is_name(part) or (part.begins and part.text in inside)
        proposals = asked.proposals(plain) if plain in wanted else ()
        found.append(Misspelled(part.start, part.end, part.text, proposals, NAME if named else WORD))
    return tuple(found)


def remarks(
    text: str,
    language: str,
    own_words: Collection[str] = (),
    *,
    dictionary: Speller | None = None,
    proposing: int = 0,
) -> tuple[Remark, ...]:
    """The misspelt words of `text` as remarks, and in English the words whose spelling is not that of the others.

    Arguments and errors as in `misspelled`.
    """
    asked = dictionary or speller(language)
    tongue = _TONGUES[asked.language]
    found = [
        Remark(
            one.start,
            one.end,
            one.word,
            one.kind,
            _WHY[one.kind].format(tongue=tongue),
            one.proposals[0] if one.proposals else "",
        )
        for one in misspelled(text, language, own_words, dictionary=asked, proposing=proposing)
    ]
    if asked.language == "en":
        found += _mixed(text, asked)
    return in_order(found)


def _own(own_words: Collection[str]) -> frozenset[str]:
    return frozenset(
        splitting.folded(part.text).casefold()
        for phrase in own_words
        for word in splitting.split(phrase)
        for part in (word, *splitting.parts(word))
    )


def _unknown(word: Word, asked: Speller, own: frozenset[str]) -> Iterator[Word]:
    if _passes(word.text, asked, own):
        return
    pieces = list(splitting.parts(word))
    if len(pieces) == 1 and pieces[0].text == word.text:
        yield word
        return
    tied = _TIED[asked.language]
    for piece in pieces:
        plain = splitting.folded(piece.text).casefold()
        joins = piece is not pieces[-1] and any(
            asked.knows(plain[:-1] + ending) for ending in _JOINING.get(plain[-1:], ())
        )
        if not joins and plain not in tied and not _passes(piece.text, asked, own):
            yield piece


def _passes(text: str, asked: Speller, own: frozenset[str]) -> bool:
    plain = splitting.folded(text)
    language = asked.language
    lower = plain.casefold()
    if len(plain) < 2:
        return True
    if any(char.isdigit() or char == "_" for char in plain):
        return False
    if (alphabet := splitting.alphabet(plain)) != _ALPHABET[language]:
        return alphabet != "mixed" or "-" not in plain
    if (strange := _STRANGE.get(language)) and strange.search(plain):
        return True
    if (plain.isupper() and len(plain) <= _SHORT_CAPITALS) or lower in _ABBREVIATED[language]:
        return True
    if asked.knows(plain) or is_form_of(lower, own, language):
        return True
    if len(lower) >= _LONG_ENOUGH and is_form_of(lower, own_vocabulary(language), language):
        return True
    if plain.isupper() and (asked.knows(lower) or asked.knows(lower.capitalize())):
        return True
    if language == "en":
        bare = plain.removesuffix("'s").removesuffix("'")
        return asked.knows(bare) or bool(american_of(bare, asked.knows))
    if language == "ru" and "ё" in lower:
        return asked.knows(plain.replace("ё", "е").replace("Ё", "Е"))
    return False


def _is_name(word: Word) -> bool:
    return word.text[:1].isupper() and not word.begins


def _mixed(text: str, asked: Speller) -> Iterator[Remark]:
    british: list[tuple[Word, str]] = []
    american: list[Word] = []
    for word in splitting.split(text):
        for part in splitting.parts(word):
            plain = splitting.folded(part.text).removesuffix("'s").removesuffix("'")
            if is_american(plain):
                american.append(part)
            elif not asked.knows(plain) and (shape := american_of(plain, asked.knows)):
                british.append((part, shape))
    if not british or not american:
        return
    if len(american) <= len(british):
        why = f"This is American spelling; “{british[0][0].text}” in the same copy is British."
        yield from (Remark(one.start, one.end, one.text, MIXED, why) for one in american)
    else:
        why = f"This is British spelling; “{american[0].text}” in the same copy is American."
        yield from (Remark(one.start, one.end, one.text, MIXED, why, shape) for one, shape in british)
