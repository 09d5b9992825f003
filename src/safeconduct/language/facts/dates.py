# SPDX-License-Identifier: Apache-2.0
"""Dates: days, months and years, in figures and in words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen

from safeconduct.language.numbers.numeral import Look, Numeral
from safeconduct.model.mention import Mention, MentionKind

from .calendar_day import YEARS, iso
from .korean_dates import korean_dates
from .lexicon import LANGUAGES, compiled, table

_ISO = re.compile(r"(?<![\w.-])([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?![0-9A-Za-z-])")
_POINTED = re.compile(r"(?<![\w.])([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])")
_POINTED_KOREAN = re.compile(r"(?<![\w.])([0-9]{4})\. ?([0-9]{1,2})\. ?([0-9]{1,2})(?![0-9])\.?")
_DAY_MONTH = re.compile(r"\s+(?:of\s+)?$")
_MONTH_DAY = re.compile(r"\.?\s+(?:the\s+)?")
_YEAR_GAP = re.compile(r"\.?,?\s+(?:of\s+)?")
_REACH = 16


def _date(value: str, start: int, end: int) -> Mention:
    return Mention(MentionKind.DATE, value, start, end)


def written_in_figures(text: str, language: str) -> Iterator[Mention]:
    """Yield the dates that are figures only: 2024-11-04, 4.11.2024, 2024. 11. 4."""
    for found in _ISO.finditer(text):
        value = iso(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
        if value:
            yield _date(value, found.start(), found.end())
    pointed = (_POINTED_KOREAN, (1, 2, 3)) if language == "ko" else (_POINTED, (3, 2, 1))
    # An English 4.11.2024 may be the eleventh of April: it stays three numbers.
    for found in pointed[0].finditer(text) if language != "en" else ():
        value = iso(*(int(found[n]) for n in pointed[1]))
        if value:
            yield _date(value, found.start(), found.end())


@cache
def _months(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    forms = {form: int(n) for n, names in table(language)["months"].items() for form in names.split()}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?!\w)"), forms


def dates(numbers: Sequence[Numeral], text: str, low: str, language: str) -> Iterator[Mention]:
    """Yield the dates of a text that has these numerals, but for those in figures only."""
    if language == "ko":
        yield from korean_dates(numbers, text)
    elif language in LANGUAGES:
        yield from _named_months(numbers, text, low, language)


def _year(numeral: Numeral | None) -> int | None:
    if numeral is None or numeral.look is Look.MARKED or numeral.whole not in YEARS:
        return None
    return numeral.whole


def _day(numeral: Numeral | None) -> int | None:
    if numeral is None or numeral.whole is None or not 1 <= numeral.whole <= 31:
        return None
    return numeral.whole


@frozen
class _Numbers:
    """The numerals of a text by where they begin and where they end."""

    by_start: Mapping[int, Numeral]
    by_end: Mapping[int, Numeral]

    def after(self, gap: re.Pattern[str], low: str, at: int) -> Numeral | None:
        """The numeral that follows when nothing but `gap` lies between."""
        found = gap.match(low, at)
        return self.by_start.get(found.end()) if found else None

    def before(self, gap: re.Pattern[str], low: str, at: int) -> Numeral | None:
        """The numeral that goes before when nothing but `gap` lies between."""
        reach = max(0, at - _REACH)
        found = gap.search(low[reach:at])
        return self.by_end.get(reach + found.start()) if found else None


def _named_months(numbers: Sequence[Numeral], text: str, low: str, language: str) -> Iterator[Mention]:
    places = _Numbers({numeral.start: numeral for numeral in numbers}, {numeral.end: numeral for numeral in numbers})
    pattern, forms = _months(language)
    used: set[Numeral] = set()
    for found in pattern.finditer(low):
        # "march" and "may" are verbs.
        if language == "en" and not text[found.start()].isupper():
            continue
        start, end = found.start(), found.end()
        first = places.before(_DAY_MONTH, low, start)
        day = _day(first)
        if day is not None and first:
            start = first.start
        elif language == "en" and (first := places.after(_MONTH_DAY, low, end)) and _day(first) is not None:
            day, end = _day(first), first.end
        last = places.after(_YEAR_GAP, low, end)
        year = _year(last)
        if year is not None and last:
            end = _with_year_word(last.end, low, language)
        elif day is None and not _is_month(found[0], low[max(0, start - _REACH) : start], language):
            continue
        value = iso(year, forms[found[0]], day)
        if value is None:
            continue
        used |= {numeral for numeral, part in ((first, day), (last, year)) if numeral and part is not None}
        earlier = places.before(compiled(language, "between-days"), low, start) if day is not None else None
        if earlier and _day(earlier) is not None:
            used.add(earlier)
            yield _date(iso(year, forms[found[0]], earlier.whole) or "", earlier.start, earlier.end)
        yield _date(value, start, end)
    yield from _years((numeral for numeral in numbers if numeral not in used), low, language)


def _is_month(word: str, before: str, language: str) -> bool:
    """False for a word that is a month only in some places, and not in this one: may, march, лютий."""
    return word not in table(language)["month-or-word"] or bool(compiled(language, "month-after").search(before))


def _years(numbers: Iterable[Numeral], low: str, language: str) -> Iterator[Mention]:
    for numeral in numbers:
        year = _year(numeral)
        if year is None:
            continue
        end = _with_year_word(numeral.end, low, language)
        if end > numeral.end or numeral.year or _stands_for_a_year(numeral, low, language):
            yield _date(f"{year:04}", numeral.start, end)


def _with_year_word(end: int, low: str, language: str) -> int:
    found = compiled(language, "year-word").match(low, end)
    return found.end() if found else end


def _stands_for_a_year(numeral: Numeral, low: str, language: str) -> bool:
    """True for "in 2024" and "in two thousand twenty-four", but not for "in 2024 houses"."""
    if numeral.look is Look.DIGITS and numeral.end - numeral.start != 4:
        return False
    before, after = low[max(0, numeral.start - _REACH) : numeral.start], low[numeral.end : numeral.end + _REACH]
    is_after = compiled(language, "year-after").search(before)
    return bool(is_after) and not compiled(language, "not-year-before").match(after)
