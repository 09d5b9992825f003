# SPDX-License-Identifier: Apache-2.0
"""Ukrainian and Russian amounts in one case: whole numbers, decimals, thousands and millions, units."""

import re

from safeconduct.language.numbers.cases import Case, Gender, cardinal, counted_scale, is_few, is_one
from safeconduct.language.numbers.digits import value_of

from .rules import tables

MOST = 10**9
_GENDERS = {"m": Gender.MASCULINE, "f": Gender.FEMININE, "n": Gender.NEUTER}
_MOST_PLACES = 3


class Unit:
    """A unit of the tables, by any of its signs."""

    def __init__(self, sign: str, language: str) -> None:
        rows = tables(language)
        *forms, gender = rows["unit"][rows["alias"].get(sign, sign)].split()
        self._one, self.of_one, self._few, self.many, self._locative = (form.replace("_", " ") for form in forms)
        self.gender = _GENDERS[gender]

    def after(self, number: int | None, case: Case) -> str | None:
        """Return the unit as it follows a whole number, or a decimal (None); None where the tables cannot tell."""
        if number is None:
            return self.of_one
        one = is_one(number)
        if case is Case.NOMINATIVE or (case is Case.ACCUSATIVE and not one):
            return self._one if one else self._few if is_few(number) else self.many
        if case is Case.ACCUSATIVE:
            feminine = self.gender is Gender.FEMININE
            return self._one[:-1] + ("у" if self._one.endswith("а") else "ю") if feminine else self._one
        if case is Case.GENITIVE:
            return self.of_one if one else self.many
        if one:
            return None
        if case is Case.LOCATIVE:
            return self._locative
        return re.sub(r"х(?= |$)", "ми" if case is Case.INSTRUMENTAL else "м", self._locative, count=1)


def signs(language: str) -> dict[str, str]:
    """Every sign of every unit."""
    return {**tables(language)["unit"], **tables(language)["alias"]}


def whole(text: str, language: str) -> int | None:
    """Return the whole number from 0 to 10**9 that these digits are, or None."""
    value = value_of(text, language)
    return int(value) if value == int(value) and value <= MOST and not re.search(r",0$", text) else None


def said(text: str, language: str, case: Case, gender: Gender) -> str | None:
    """Return digits in words, or None where that is not certain."""
    number = whole(text, language)
    return cardinal(number, language, case, gender) if number is not None else decimal(text, language, case)


def decimal(text: str, language: str, case: Case) -> str | None:
    """Return a decimal number: "три цілих п'ять десятих"; None for more than three places."""
    value = value_of(text, language)
    places = -int(value.as_tuple().exponent)
    if not 1 <= places <= _MOST_PLACES or value >= MOST:
        return None
    ones, rest = int(value), int((value - int(value)) * 10**places)
    words, part = tables(language)["words"], tables(language)["part"][str(places)].split()
    of_ones = _part_form(ones, words["whole_one"], words["whole_many"], case)
    of_rest = _part_form(rest, part[0], part[1], case)
    if of_ones is None or of_rest is None:
        return None
    numbers = [cardinal(number, language, case, Gender.FEMININE) for number in (ones, rest)]
    return f"{numbers[0]} {of_ones} {numbers[1]} {of_rest}"


def _part_form(number: int, one: str, many: str, case: Case) -> str | None:
    if is_one(number):
        return one if case is Case.NOMINATIVE else None
    return many if case in {Case.NOMINATIVE, Case.ACCUSATIVE, Case.GENITIVE} else None


def scaled(text: str, scale: str, language: str, case: Case) -> str | None:
    """Return "десять тисяч" for "10 тис.", "три цілих п'ять десятих мільйона" for "3,5 млн"."""
    factor = int(tables(language)["scale"][scale])
    count = whole(text, language)
    if count is None:
        part = decimal(text, language, case)
        return f"{part} {counted_scale(1, factor, language, Case.GENITIVE)}" if part else None
    if count >= 1000:
        return None
    number = cardinal(count, language, case, of_scale(scale, language))
    return f"{number} {counted_scale(count, factor, language, case)}"


def of_scale(scale: str, language: str) -> Gender:
    """Return the gender of a word of scale: thousands alone are feminine."""
    return Gender.FEMININE if tables(language)["scale"][scale] == "1000" else Gender.MASCULINE


def measured(text: str, scale: str | None, unit: Unit, language: str, case: Case) -> str | None:
    """Return a number with its unit: "дві тонни", "десять тисяч гривень"."""
    if scale:
        number, following = scaled(text, scale, language, case), unit.many
    else:
        number = said(text, language, case, unit.gender)
        following = unit.after(whole(text, language), case) or ""
    return f"{number} {following}" if number and following else None
