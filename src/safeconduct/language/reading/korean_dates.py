# SPDX-License-Identifier: Apache-2.0
"""Korean days, months and hours as they are said.

The sixth month is 류월 and the tenth 시월: 조선말규범집 (2010), 맞춤법 25.
"""

import re

from safeconduct.language.numbers.native import native
from safeconduct.language.numbers.writing import written_out

from .rules import Match, Rule

LEFT_KO = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][.,:/·])(?<![A-Z]-)"
RIGHT_KO = r"(?![0-9A-Za-z])(?![.,:/×·][0-9])(?!-[0-9])"
DASH_KO = " ?[-–—~] ?"
_MONTHS = {6: "류월", 10: "시월"}
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
# 월급 are wages, 일간 a number of days.
_NOT_MONTH, _NOT_DAY = "(?![급간])", "(?![간동하])"


def rules() -> list[Rule]:
    """Return the rules for dates and hours."""
    compiled = [
        (
            rf"{LEFT_KO}(?P<year>[12][0-9]{{3}})(?:-|\. ?)(?P<month>{_MONTH})(?:-|\. ?)(?P<day>{_DAY}){RIGHT_KO}\.?",
            _in_figures,
        ),
        (
            rf"{LEFT_KO}(?P<year>[12][0-9]{{3}})년(?P<gap> ?)(?P<month>{_MONTH})월"
            rf"(?:(?P<then> ?)(?P<day>{_DAY})일{_NOT_DAY})?",
            _date,
        ),
        (rf"{LEFT_KO}(?P<month>{_MONTH})월(?P<gap> ?)(?P<day>{_DAY})일{_NOT_DAY}", _month_day),
        (rf"{LEFT_KO}(?P<month>{_MONTH})월(?P<gap> ?)(?P<first>{_DAY}){DASH_KO}(?P<day>{_DAY})일", _days),
        (rf"{LEFT_KO}(?P<month>{_MONTH})월{_NOT_MONTH}", _month),
        (rf"{LEFT_KO}(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9]){RIGHT_KO}", _clock),
        (rf"{LEFT_KO}(?P<first>[01]?[0-9]|2[0-4]){DASH_KO}(?P<hour>[01]?[0-9]|2[0-4])(?P<gap> ?)시(?!간|계)", _hours),
        (rf"{LEFT_KO}(?P<hour>[01]?[0-9]|2[0-4])(?P<gap> ?)시(?!간|계|리)", _hour),
    ]
    return [Rule(re.compile(pattern), say) for pattern, say in compiled]


def _month_name(number: int) -> str:
    return _MONTHS.get(number) or f"{written_out(number, 'ko')}월"


def _in_figures(match: Match) -> str | None:
    year, day = written_out(int(match["year"]), "ko"), written_out(int(match["day"]), "ko")
    return f"{year}년 {_month_name(int(match['month']))} {day}일"


def _date(match: Match) -> str | None:
    said = f"{written_out(int(match['year']), 'ko')}년{match['gap']}{_month_name(int(match['month']))}"
    return f"{said}{match['then']}{written_out(int(match['day']), 'ko')}일" if match["day"] else said


def _month_day(match: Match) -> str | None:
    return f"{_month_name(int(match['month']))}{match['gap']}{written_out(int(match['day']), 'ko')}일"


def _days(match: Match) -> str | None:
    first, day = written_out(int(match["first"]), "ko"), written_out(int(match["day"]), "ko")
    return f"{_month_name(int(match['month']))}{match['gap']}{first}일에서 {day}일"


def _month(match: Match) -> str | None:
    return _month_name(int(match["month"]))


def _of_hour(hour: int) -> str:
    return native(hour, bound=True) if 1 <= hour <= 12 else written_out(hour, "ko")


def _clock(match: Match) -> str | None:
    minute = int(match["minute"])
    return f"{_of_hour(int(match['hour']))}시" + (f" {written_out(minute, 'ko')}분" if minute else "")


def _hour(match: Match) -> str | None:
    return f"{_of_hour(int(match['hour']))}{match['gap']}시"


def _hours(match: Match) -> str | None:
    first, hour = int(match["first"]), int(match["hour"])
    return f"{_of_hour(first)}시에서 {_of_hour(hour)}{match['gap']}시" if first < hour else None
