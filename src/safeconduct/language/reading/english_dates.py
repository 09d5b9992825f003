# SPDX-License-Identifier: Apache-2.0
"""English days, months, years and clock times as they are said."""

import re

from safeconduct.language.facts.lexicon import table as facts
from safeconduct.language.numbers.lexicon import table
from safeconduct.language.numbers.writing import written_out

from .rules import DASH, LEFT, RIGHT, Match, Rule, word_before

_MOST = 10**9
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = rf"(?P<year>[12][0-9]{{3}}){RIGHT}"


def rules() -> list[Rule]:
    """Return the rules for dates and times."""
    months = {n: names.split() for n, names in facts("en")["months"].items()}
    names = "|".join(
        name.capitalize() + ("[.]" if name != row[0] else "") for row in months.values() for name in _long(row)
    )
    month = rf"(?P<month>{names})(?!\w)"
    clock = r"(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])"
    half = r"(?: ?(?P<half>[ap]\.?m\.?))?"
    ordinal_day = rf"(?P<day>{_DAY})(?:st|nd|rd|th)?"
    compiled = [
        (rf"{LEFT}(?P<year>[12][0-9]{{3}})-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}}){RIGHT}(?!-)", _iso),
        (rf"{LEFT}(?P<first>{_DAY}){DASH}(?P<day>{_DAY}) {month}(?:,? {_YEAR})?", _days),
        (rf"{LEFT}{ordinal_day} (?:of )?{month}(?:,? {_YEAR})?", _day_month),
        (rf"(?<!\w){month} (?:the )?{ordinal_day}{RIGHT}(?:,? {_YEAR})?", _month_day),
        (rf"(?<!\w){month} {_YEAR}", _month_year),
        (rf"{LEFT}{clock}{DASH}(?P<hour2>[01]?[0-9]|2[0-4]):(?P<minute2>[0-5][0-9]){RIGHT}", _times),
        (rf"{LEFT}{clock}{half}{RIGHT}", _time),
        (rf"{LEFT}(?P<hour>1[0-2]|[1-9]) ?(?P<half>[ap]\.?m\.?)(?!\w)", _hour),
    ]
    return [Rule(re.compile(pattern), say) for pattern, say in compiled]


def _long(names: list[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def ordinal(number: int) -> str | None:
    """Return "twenty-first"; None beyond 10**9 and for nought."""
    if not 0 < number < _MOST:
        return None
    words = written_out(number, "en")
    head, joint, last = re.match(r"(.*?)([ -]?)(\w+)$", words).groups()  # type: ignore[union-attr]
    rows = table("en")
    cardinals = {forms[0]: value for part in ("cardinal", "hundred", "scale") for value, forms in rows[part].items()}
    ordinals = {**rows["ordinal"], **rows["scale_ordinal"]}
    said = ordinals.get(cardinals[last])
    return f"{head}{joint}{said[0]}" if said else None


def year(number: int) -> str:
    """Return a year from 1000 to 2999 as it is said: "twenty twenty-four", "nineteen oh five"."""
    century, rest = divmod(number, 100)
    if number % 1000 < 10:
        return written_out(number, "en")
    if not rest:
        return f"{written_out(century, 'en')} hundred"
    small = f"oh {written_out(rest, 'en')}" if rest < 10 else written_out(rest, "en")
    return f"{written_out(century, 'en')} {small}"


def _month_name(text: str) -> str:
    low = text.rstrip(".").lower()
    rows = (names.split() for names in facts("en")["months"].values())
    return str(next(names[0] for names in rows if low in names)).capitalize()


def _of_year(match: Match) -> str:
    return f" {year(int(match['year']))}" if match["year"] else ""


def _the(match: Match) -> str:
    return "" if word_before(match) == "the" else "the "


def _day_month(match: Match) -> str | None:
    return f"{_the(match)}{ordinal(int(match['day']))} of {_month_name(match['month'])}{_of_year(match)}"


def _month_day(match: Match) -> str | None:
    return f"{_month_name(match['month'])} the {ordinal(int(match['day']))}{_of_year(match)}"


def _days(match: Match) -> str | None:
    first, last = ordinal(int(match["first"])), ordinal(int(match["day"]))
    return f"{_the(match)}{first} to the {last} of {_month_name(match['month'])}{_of_year(match)}"


def _month_year(match: Match) -> str | None:
    return f"{_month_name(match['month'])}{_of_year(match)}"


def _iso(match: Match) -> str | None:
    months = [
        names.split()[0].capitalize()
        for _, names in sorted((int(n), names) for n, names in facts("en")["months"].items())
    ]
    month, day = int(match["number"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{_the(match)}{ordinal(day)} of {months[month - 1]}{_of_year(match)}"


def _clock(hour: str, minute: str, *, half: str = "") -> str:
    said, small = written_out(int(hour), "en"), int(minute)
    if small:
        minutes = f"oh {written_out(small, 'en')}" if small < 10 else written_out(small, "en")
        return f"{said} {minutes}{half}"
    if half:
        return f"{said}{half}"
    return f"{said} o’clock" if 1 <= int(hour) <= 12 else f"{said} hundred"


def _half(match: Match) -> str:
    half = match["half"]
    if not half:
        return ""
    return f" {half[0]}.m." if half.endswith(".") or match.string[match.end() : match.end() + 1] else f" {half[0]}.m"


def _time(match: Match) -> str | None:
    return _clock(match["hour"], match["minute"], half=_half(match))


def _hour(match: Match) -> str | None:
    return f"{written_out(int(match['hour']), 'en')}{_half(match)}"


def _times(match: Match) -> str | None:
    return f"{_clock(match['hour'], match['minute'])} to {_clock(match['hour2'], match['minute2'])}"
