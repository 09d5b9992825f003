# SPDX-License-Identifier: Apache-2.0
"""Ukrainian and Russian days, months, years and centuries as they are said."""

import re
from collections.abc import Mapping

from safeconduct.language.facts.lexicon import table as facts
from safeconduct.language.numbers.cases import Case, Gender, ordinal

from .roman import ROMAN, roman
from .rules import DASH, LEFT, RIGHT, Match, Rule, tables, word_before, word_list
from .slavic_frame import case_before

# The year, as the word beside it is declined.
_YEAR_FORMS: Mapping[str, tuple[Case, Gender]] = {
    "рік": (Case.NOMINATIVE, Gender.MASCULINE), "року": (Case.GENITIVE, Gender.MASCULINE),
    "році": (Case.LOCATIVE, Gender.MASCULINE), "роком": (Case.INSTRUMENTAL, Gender.MASCULINE),
    "роки": (Case.NOMINATIVE, Gender.PLURAL), "років": (Case.GENITIVE, Gender.PLURAL),
    "роках": (Case.LOCATIVE, Gender.PLURAL), "роками": (Case.INSTRUMENTAL, Gender.PLURAL),
    "год": (Case.NOMINATIVE, Gender.MASCULINE), "года": (Case.GENITIVE, Gender.MASCULINE),
    "году": (Case.LOCATIVE, Gender.MASCULINE), "годом": (Case.INSTRUMENTAL, Gender.MASCULINE),
    "годы": (Case.NOMINATIVE, Gender.PLURAL), "годов": (Case.GENITIVE, Gender.PLURAL),
    "годах": (Case.LOCATIVE, Gender.PLURAL), "годами": (Case.INSTRUMENTAL, Gender.PLURAL),
}  # fmt: skip
_YEAR_SIGNS = {"р.": "року", "рр.": "років", "г.": "года", "гг.": "годов"}
_CENTURY_FORMS = {
    "століття": None, "столітті": Case.LOCATIVE, "століттям": Case.INSTRUMENTAL, "ст.": None,
    "век": Case.NOMINATIVE, "века": Case.GENITIVE, "веке": Case.LOCATIVE, "веком": Case.INSTRUMENTAL, "в.": None,
}  # fmt: skip
# A day after these is that day, not "on" it.
_ON = {"на", "по", "за"}


def rules(language: str) -> list[Rule]:
    """Return the rules for dates."""
    spoken = _Dates(language)
    months = "|".join(sorted(spoken.genitives, key=len, reverse=True))
    any_month = "|".join(sorted(spoken.months, key=len, reverse=True))
    year_words = "|".join(sorted((re.escape(word) for word in (*_YEAR_FORMS, *_YEAR_SIGNS)), key=len, reverse=True))
    year = rf"(?P<year>[12][0-9]{{3}}){RIGHT}(?: ?(?P<year_word>{year_words})(?![^\W\d_]))?"
    day = r"(?:0?[1-9]|[12][0-9]|3[01])"
    of_month = rf" (?P<month>(?i:{months}))(?![^\W\d_])(?:,? {year})?"
    from_, till = ("з|із|від", "по|до") if language == "uk" else ("с|со|от", "по|до")
    joint = ",| і| й| та| або| чи" if language == "uk" else ",| и| или"
    centuries = "|".join(sorted(map(re.escape, _CENTURY_FORMS), key=len, reverse=True))
    compiled = [
        (rf"{LEFT}(?P<year>[12][0-9]{{3}})-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}}){RIGHT}(?!-)", spoken.in_figures),
        (
            rf"{LEFT}(?P<day>{day})\.(?P<number>[0-9]{{1,2}})\.(?P<year>[12][0-9]{{3}}){RIGHT}"
            rf"(?: ?(?P<year_word>{year_words})(?![^\W\d_]))?",
            spoken.in_figures,
        ),
        (
            rf"(?P<from>(?i:{from_})) (?P<first>{day}) (?P<till>{till}) (?P<day>{day}){of_month}",
            spoken.from_till,
        ),
        (rf"{LEFT}(?P<first>{day}){DASH}(?P<day>{day}){of_month}", spoken.span),
        (rf"{LEFT}(?P<first>{day})(?P<joint>{joint}) (?P<day>{day}){of_month}", spoken.two_days),
        (rf"{LEFT}(?P<day>{day})(?:-?(?:го|е|те|ое))?{of_month}", spoken.day),
        (
            rf"{LEFT}(?P<first>[12][0-9]{{3}}){DASH}(?P<year>[12][0-9]{{3}}) ?(?P<year_word>{year_words})(?![^\W\d_])",
            spoken.years,
        ),
        (rf"{LEFT}(?P<year>[12][0-9]{{3}}) ?(?P<year_word>{year_words})(?![^\W\d_])", spoken.year),
        (rf"(?P<month>(?i:{any_month})) {year}", spoken.month_and_year),
        (rf"(?<!\w)(?P<roman>{ROMAN}) (?P<century>{centuries})(?![^\W\d_])", spoken.century),
    ]
    return [Rule(re.compile(pattern), say) for pattern, say in compiled]


class _Dates:
    """The dates of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        rows = {int(n): names.split() for n, names in facts(language)["months"].items()}
        # Every row begins with the nominative and the genitive.
        self.genitive = {n: names[1] for n, names in rows.items()}
        self.genitives = {names[1]: n for n, names in rows.items()}
        self.months = {name: n for n, names in rows.items() for name in names}

    def _ordinal(self, number: int, case: Case, gender: Gender) -> str | None:
        return ordinal(number, self.language, case, gender)

    def _day_case(self, match: Match) -> Case:
        before = word_before(match)
        if before in _ON:
            return Case.NOMINATIVE
        asked = case_before(match, self.language)
        return asked if asked in {Case.INSTRUMENTAL, Case.DATIVE} else Case.GENITIVE

    def _year_after(self, match: Match) -> str | None:
        """The year that belongs to a day, with its word; "" without a year."""
        if not match["year"]:
            return ""
        word = match["year_word"] if "year_word" in match.re.groupindex else ""
        if word in _YEAR_FORMS and _YEAR_FORMS[word] != (Case.GENITIVE, Gender.MASCULINE):
            return None
        said = self._ordinal(int(match["year"]), Case.GENITIVE, Gender.MASCULINE)
        return f" {said} {tables(self.language)['year']['genitive']}" if said else None

    def _days(self, match: Match, *days: str) -> str | None:
        year = self._year_after(match)
        return None if year is None else f"{' '.join(days)} {match['month']}{year}"

    def day(self, match: Match) -> str | None:
        """20 листопада 2024 року."""
        said = self._ordinal(int(match["day"]), self._day_case(match), Gender.NEUTER)
        return self._days(match, said) if said else None

    def two_days(self, match: Match) -> str | None:
        """4 і 11 листопада."""
        case = self._day_case(match)
        first, last = (self._ordinal(int(match[name]), case, Gender.NEUTER) for name in ("first", "day"))
        return self._days(match, f"{first}{match['joint']}", f"{last}")

    def from_till(self, match: Match) -> str | None:
        """З 4 по 11 листопада."""
        end = Case.NOMINATIVE if match["till"] == "по" else Case.GENITIVE
        first = self._ordinal(int(match["first"]), Case.GENITIVE, Gender.NEUTER)
        last = self._ordinal(int(match["day"]), end, Gender.NEUTER)
        return self._days(match, match["from"], f"{first}", match["till"], f"{last}")

    def span(self, match: Match) -> str | None:
        """11–13 листопада; after a preposition it is not certain how the span goes on."""
        if word_before(match) in word_list(self.language, "before", "genitive") | _ON:
            return None
        words = tables(self.language)["words"]
        first = self._ordinal(int(match["first"]), Case.GENITIVE, Gender.NEUTER)
        last = self._ordinal(int(match["day"]), Case.NOMINATIVE, Gender.NEUTER)
        return self._days(match, words["day_from"], f"{first}", words["day_till"], f"{last}")

    def in_figures(self, match: Match) -> str | None:
        """2024-11-20 and 20.11.2024."""
        month, day = int(match["number"]), int(match["day"])
        if month not in self.genitive or not 1 <= day <= 31:
            return None
        said = self._ordinal(day, self._day_case(match), Gender.NEUTER)
        year = self._year_after(match)
        return f"{said} {self.genitive[month]}{year}" if said and year is not None else None

    def year(self, match: Match) -> str | None:
        """2024 року."""
        word = match["year_word"]
        word = self._sign(word, match)
        case, gender = _YEAR_FORMS[word]
        said = self._ordinal(int(match["year"]), case, gender)
        return f"{said} {word}" if said else None

    def years(self, match: Match) -> str | None:
        """2019–2024 роки."""
        word = self._sign(match["year_word"], match)
        case, _ = _YEAR_FORMS[word]
        ends = [self._ordinal(int(match[name]), case, Gender.MASCULINE) for name in ("first", "year")]
        return f"{ends[0]} — {ends[1]} {word}" if all(ends) else None

    def _sign(self, word: str, match: Match) -> str:
        if word not in _YEAR_SIGNS:
            return word
        if word in {"р.", "г."} and word_before(match) in {"у", "в"}:
            return tables(self.language)["year"]["locative"]
        return _YEAR_SIGNS[word]

    def month_and_year(self, match: Match) -> str | None:
        """У квітні 2019; лютий is an adjective too, and counts only with a year after it, as here."""
        if match["year_word"] and self._sign(match["year_word"], match) not in {"року", "года"}:
            return None
        said = self._ordinal(int(match["year"]), Case.GENITIVE, Gender.MASCULINE)
        return f"{match['month']} {said} {tables(self.language)['year']['genitive']}" if said else None

    def century(self, match: Match) -> str | None:
        """XX століття: the noun's own form tells the case, or the words before it."""
        number, word = roman(match["roman"]), match["century"]
        case = _CENTURY_FORMS[word]
        before = word_before(match)
        forms = tables(self.language)["words"]["century"].split()
        gender = Gender.NEUTER if self.language == "uk" else Gender.MASCULINE
        if case is None:
            asked = case_before(match, self.language)
            if before in {"у", "в"}:
                case = Case.LOCATIVE
            elif asked is Case.GENITIVE or (before and asked is None):
                case = Case.GENITIVE
            elif not before:
                case = Case.NOMINATIVE
            else:
                return None
        if self.language == "uk":
            word = forms[{Case.LOCATIVE: 1, Case.INSTRUMENTAL: 2}.get(case, 0)]
        else:
            word = forms[{Case.GENITIVE: 1, Case.LOCATIVE: 2, Case.INSTRUMENTAL: 3}.get(case, 0)]
        said = self._ordinal(number, case, gender) if number else None
        return f"{said} {word}" if said else None
