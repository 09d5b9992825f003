# SPDX-License-Identifier: Apache-2.0
"""In which case and gender a number stands, as far as the words around it tell (Ukrainian, Russian)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen

from safeconduct.language.numbers.cases import Case, Gender, is_few, is_one

from .rules import Match, tables, word_before, word_list, words_after

CASES: Mapping[str, Case] = {
    "genitive": Case.GENITIVE,
    "dative": Case.DATIVE,
    "accusative": Case.ACCUSATIVE,
    "instrumental": Case.INSTRUMENTAL,
    "locative": Case.LOCATIVE,
}
# -ам is the dative, but not in грам, програм, реклам.
_DATIVE = re.compile(r"(?<!гр)(?<!рекл)(?<!др)(?<!діагр)[ая]м$")
_ENDINGS = (
    (re.compile(r"(?:[ая]ми|[иіы]ми|ьми)$"), Case.INSTRUMENTAL),
    (_DATIVE, Case.DATIVE),
    (re.compile(r"(?<!шл)[ая]х$"), Case.LOCATIVE),
)
_GENITIVE_PLURAL = {"uk": re.compile(r"(?:[ії]в|ей)$"), "ru": re.compile(r"(?:[ое]в|ей)$")}
_ADJECTIVE = {
    "uk": re.compile(r"(?:их|іх|им|ими|ий|ого|ому|ої|ою|ські|ні|ві|рі)$"),
    "ru": re.compile(r"(?:ых|их|ым|им|ыми|ими|ый|ий|ой|ого|его|ому|ую|ая|ые|ие)$"),
}


@frozen
class Frame:
    """The case of a number and the gender of what it counts; None where only that gender could tell, and does not."""

    case: Case
    gender: Gender | None


def case_before(match: Match, language: str) -> Case | None:
    """Return the case that the word before a match asks for, or None."""
    before = word_before(match)
    for name, case in CASES.items():
        if name in tables(language)["before"] and before in word_list(language, "before", name):
            return case
    return None


def frame(match: Match, number: int, language: str) -> Frame:
    """Return how `number`, which is all of the match, stands there."""
    before, after = case_before(match, language), words_after(match)
    noun = _noun(after, language)
    case = _case(before, after, number, language)
    if not (is_one(number) or (is_few(number) and number % 10 == 2)):
        return Frame(case, Gender.MASCULINE)
    if word_before(match).startswith(tuple(word_list(language, "before", "label"))) and not after:
        return Frame(Case.NOMINATIVE, Gender.MASCULINE)
    if noun is None:
        # Figures that nothing stands beside count for themselves.
        return Frame(case, None if after or word_before(match) else Gender.MASCULINE)
    if is_one(number):
        return _of_one(noun, case, before, language)
    if case not in {Case.NOMINATIVE, Case.ACCUSATIVE}:
        return Frame(case, Gender.MASCULINE)  # two has one form for all genders there
    return Frame(case, _of_two(noun, language))


def _case(before: Case | None, after: Sequence[str], number: int, language: str) -> Case:
    if after and not is_one(number):
        for ending, case in _ENDINGS:
            if ending.search(after[0].lower()) and len(after[0]) > 3:
                return case
        noun = _noun(after, language)
        if noun and is_few(number) and before is None and _GENITIVE_PLURAL[language].search(noun):
            return Case.GENITIVE
    # "З" and "за" are followed by the genitive or accusative, unless the noun has said otherwise.
    return before if before is not None and before is not Case.LOCATIVE else Case.NOMINATIVE


def _noun(after: Sequence[str], language: str) -> str | None:
    """The noun among the words that follow, adjectives passed over."""
    for word in after:
        low = word.lower()
        if stem_gender(low, language) or not _ADJECTIVE[language].search(low):
            return low if len(low) > 2 else None
    return None


def _of_one(noun: str, case: Case, before: Case | None, language: str) -> Frame:
    """One agrees with its noun in all: the ending tells."""
    gender = stem_gender(noun, language)
    if noun.endswith(word_list_endings(language, "neuter_one")) and gender is None:
        gender = Gender.NEUTER
    if noun.endswith(("у", "ю")) and gender in {None, Gender.FEMININE} and case is not Case.GENITIVE:
        return Frame(Case.ACCUSATIVE, Gender.FEMININE)
    if noun.endswith(("ою", "ею", "ой", "ей")) and gender is Gender.FEMININE:
        return Frame(Case.INSTRUMENTAL, Gender.FEMININE)
    if noun.endswith(("ом", "ем")) and gender is not Gender.FEMININE:
        return Frame(Case.INSTRUMENTAL, gender or Gender.MASCULINE)
    if case is Case.GENITIVE:
        return Frame(case, gender or (Gender.FEMININE if noun[-1] in "иіїы" else Gender.MASCULINE))
    if noun[-1] in "ая":
        # "Бачив 1 солдата": a person in the accusative is as in the genitive.
        return Frame(Case.GENITIVE, gender) if gender is Gender.MASCULINE else Frame(case, gender or Gender.FEMININE)
    if noun[-1] in "оеє":
        return Frame(case, gender or Gender.NEUTER)
    if noun[-1] in "иіїы":
        return Frame(Case.LOCATIVE, gender) if before is Case.LOCATIVE and gender else Frame(case, None)
    return Frame(case, gender or (None if noun[-1] == "ь" else Gender.MASCULINE))


def _of_two(noun: str, language: str) -> Gender | None:
    gender = stem_gender(noun, language)
    if gender:
        return gender
    if noun.endswith(word_list_endings(language, "feminine_ending")):
        return Gender.FEMININE
    if noun.endswith(word_list_endings(language, "masculine_ending")):
        return Gender.MASCULINE
    if noun[-1] in "ая":
        return Gender.NEUTER
    if language == "ru" and noun[-1] in "иы":
        return Gender.FEMININE
    return Gender.MASCULINE if noun.endswith(("ів", "їв", "ов", "ев", "ами", "ями", "ам", "ям", "ах", "ях")) else None


@cache
def word_list_endings(language: str, row: str) -> tuple[str, ...]:
    """The endings of one row of the genders."""
    return tuple(sorted(word_list(language, "gender", row)))


@cache
def _stems(language: str) -> Mapping[str, Gender]:
    genders = (Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER)
    return {stem: gender for gender in genders for stem in word_list(language, "gender", gender.value)}


def stem_gender(noun: str, language: str) -> Gender | None:
    """Return the gender of a noun whose stem is in the table; the longest stem decides."""
    stems = _stems(language)
    return next((stems[noun[:end]] for end in range(len(noun), 1, -1) if noun[:end] in stems), None)
