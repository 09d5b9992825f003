# SPDX-License-Identifier: Apache-2.0
"""Ukrainian and Russian figures with letters after them: "24-го", "5-ма", "10-річний"."""

from collections.abc import Mapping

from safeconduct.language.numbers.cases import Case, Gender, cardinal, ordinal

from .rules import Match, words_after
from .slavic_frame import case_before

_GENDERS = (Gender.MASCULINE, Gender.FEMININE, Gender.NEUTER, Gender.PLURAL)
# The first halves of compounds that are no genitives.
_HALVES: Mapping[str, Mapping[int, str]] = {
    "uk": {1: "одно", 2: "дво", 3: "три", 4: "чотири", 40: "сорока", 90: "дев'яносто", 100: "сто"},
    "ru": {1: "одно", 2: "двух", 3: "трёх", 4: "четырёх", 40: "сорока", 90: "девяносто", 100: "сто"},
}


def with_ending(match: Match, language: str) -> str | None:
    """Return the form of the ordinal, or else of the cardinal, that ends as these letters say; None without one."""
    number, ending = int(match["number"]), match["ending"].lower()
    asked = case_before(match, language)
    after = "".join(words_after(match, 1)).lower()
    genders = list(_GENDERS)
    if ending == "й" and after.endswith(("і", "ї", "е", "и")):
        # "На 5-й вулиці": the noun says that it is no masculine nominative.
        genders.insert(0, Gender.FEMININE)
        asked = asked or Case.LOCATIVE
    cases = [*([asked] if asked is not None else []), *Case]
    ordinals = (ordinal(number, language, case, gender) for gender in genders for case in cases if number)
    cardinals = (cardinal(number, language, case, Gender.MASCULINE) for case in cases)
    # "3-х" are three of them, "90-х" the nineties.
    forms = [*cardinals, *ordinals] if ending == "х" and number in {2, 3, 4} else [*ordinals, *cardinals]
    return next((form for form in forms if form and form.endswith(ending) and form != ending), None)


def compound(match: Match, language: str) -> str | None:
    """Return "п'ятиметровий" for "5-метровий"; None beyond a hundred."""
    number = int(match["number"])
    if not 1 <= number <= 100:
        return None
    tens, ones = (number // 10 * 10, number % 10) if number >= 20 else (0, number)
    halves = _HALVES[language]
    parts = (
        halves.get(value) or cardinal(value, language, Case.GENITIVE, Gender.MASCULINE)
        for value in (tens, ones)
        if value
    )
    return "".join(parts) + str(match["word"])
