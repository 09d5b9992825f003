# SPDX-License-Identifier: Apache-2.0
"""Ukrainian and Russian numbers in every case and gender, cardinal and ordinal."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import cache

from .lexicon import FOLDER, table

_LIMIT = 10**9
_SCALES = (10**9, 10**6, 10**3)


class Case(IntEnum):
    """A case, by its place in the rows of `<language>-cases.toml`."""

    NOMINATIVE = 0
    GENITIVE = 1
    DATIVE = 2
    ACCUSATIVE = 3
    INSTRUMENTAL = 4
    LOCATIVE = 5


class Gender(StrEnum):
    """A gender, or the plural of all three."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"
    PLURAL = "plural"


# Where a form of an ordinal stands in its row of the table, by case; the accusative is that of things.
_ORDINALS: Mapping[str, Mapping[Gender, tuple[int, ...]]] = {
    "uk": {
        Gender.MASCULINE: (0, 1, 2, 0, 3, 2),
        Gender.FEMININE: (5, 6, 7, 8, 9, 7),
        Gender.NEUTER: (10, 1, 2, 10, 3, 2),
        Gender.PLURAL: (11, 12, 3, 11, 13, 12),
    },
    "ru": {
        Gender.MASCULINE: (0, 1, 2, 0, 3, 4),
        Gender.FEMININE: (5, 6, 6, 7, 6, 6),
        Gender.NEUTER: (9, 1, 2, 9, 3, 4),
        Gender.PLURAL: (10, 11, 3, 10, 12, 11),
    },
}
# The lexicon writes е for ё, so that it reads both; aloud there is only one.
_YO = re.compile(r"(?<=четв)е(?=рт)|(?<=\bтр)е(?=хсот)|(?<=четыр)е(?=хсот)")


@cache
def _rows(language: str) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    rows = tomllib.loads((FOLDER / f"{language}-cases.toml").read_text("utf-8"))
    return {part: {int(n): tuple(forms.split()) for n, forms in values.items()} for part, values in rows.items()}


def cardinal(number: int, language: str, case: Case, gender: Gender) -> str:
    """Return a number from 0 to 10**9 in words of "uk" or "ru"; raises `ValueError` for any other number.

    Straight apostrophes; ё in Russian.  The gender tells in one and two only, and the accusative is that of things.
    """
    if not 0 <= number <= _LIMIT:
        raise ValueError(f"only numbers from 0 to {_LIMIT} are written out, not {number}")
    if number == 0:
        return _rows(language)["any"][0][case]
    parts: list[str] = []
    for scale in _SCALES:
        group, number = divmod(number, scale)
        if group:
            of_scale = Gender.FEMININE if scale == 1000 else Gender.MASCULINE
            parts += [_below_thousand(group, language, case, of_scale), counted_scale(group, scale, language, case)]
    if number:
        parts.append(_below_thousand(number, language, case, gender))
    return " ".join(parts)


def _below_thousand(number: int, language: str, case: Case, gender: Gender) -> str:
    rows = _rows(language)
    rest = number % 100
    tens, ones = (rest // 10 * 10, rest % 10) if rest >= 20 else (0, rest)
    values = [value for value in (number // 100 * 100, tens, ones) if value]
    of_gender = rows[gender if gender is not Gender.PLURAL else Gender.MASCULINE]
    return " ".join((of_gender.get(value) or rows["any"][value])[case] for value in values)


def is_one(number: int) -> bool:
    """True for what takes the singular: 1, 21, 101, but not 11."""
    return number % 10 == 1 and number % 100 != 11


def is_few(number: int) -> bool:
    """True for what takes the form after two to four: 2, 23, 104, but not 12."""
    return number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14}


def counted_scale(number: int, scale: int, language: str, case: Case) -> str:
    """Return "thousand", "million" or "billion" as it follows `number` in `case`."""
    rows = _rows(language)
    if is_one(number):
        return rows["one"][scale][case]
    if is_few(number) and case in {Case.NOMINATIVE, Case.ACCUSATIVE}:
        return rows["few"][scale][0]
    return rows["many"][scale][case]


def last_of(number: int) -> int:
    """Return the part of a number that its ordinal changes: 24 of 2024 is 4, 1900 is 900, 2000 is 2000."""
    rest = number % 100
    if rest:
        return rest if rest < 20 else rest % 10 or rest
    return number % 1000 or number


def ordinal(number: int, language: str, case: Case, gender: Gender) -> str | None:
    """Return the ordinal of a number from 1, or None where the tables have none ("the 3000th").

    Years from 1000 leave the one out, as they are said: "тисяча дев'ятсот дев'яносто восьмого".
    """
    last = last_of(number)
    forms = table(language)["ordinal"].get(Decimal(last))
    if not forms or number >= 10_000:
        return None
    before = ""
    if number > last:
        before = cardinal(number - last, language, Case.NOMINATIVE, Gender.MASCULINE)
        if 1000 < number < 2000:
            before = before.partition(" ")[2]
        before += " "
    said = before + forms[_ORDINALS[language][gender][case]]
    return _YO.sub("ё", said) if language == "ru" else said
