# SPDX-License-Identifier: Apache-2.0
"""Korean as it is read aloud in the North: Sino-Korean or native, as the counter wants it; 령, 륙.

What stands between a number and its counter stays as it is written: the North writes them together.
"""

import re
from collections.abc import Sequence

from safeconduct.language.numbers.digits import PATTERN, value_of
from safeconduct.language.numbers.native import native
from safeconduct.language.numbers.writing import written_out

from . import korean_dates
from .digit_rows import digit, digit_rows
from .korean_dates import DASH_KO, LEFT_KO, RIGHT_KO
from .rules import Match, Rule, one_of, tables, word_list

_MOST = 10**9
_MOST_NATIVE = 29
_NUMBER = PATTERN["ko"]
# What is not known of these: _unsure and _counted have been asked before.
_UNSURE_AFTER = re.compile(r" ?(?:번(?![째씩])|쪽|편|대(?!대))")
_GREAT = {"만": 10**4, "억": 10**8}


def rules() -> Sequence[Rule]:
    """Return the rules of Korean, those that say most first."""
    counter = tables("ko")["counter"]
    native_words = "|".join(_longest(f"{counter['native']} {counter['native_always']}"))
    sino_words = "|".join(_longest(counter["sino"]))
    unsure = "|".join(_longest(tables("ko")["unsure"]["counter"]))
    unit = rf"(?P<unit>{one_of(tables('ko')['unit'])})(?![A-Za-z/])"
    currency = rf"(?P<currency>[{''.join(tables('ko')['currency'])}]) ?"
    scaled = rf"(?P<number>{_NUMBER})(?P<gap> ?)(?P<great>[만억])(?:(?P<then> ?)(?P<rest>{_NUMBER})(?P<small>[천백])?)?"
    pair = rf"(?P<first>{_NUMBER}){DASH_KO}(?P<number>{_NUMBER})"
    sign = r"(?P<sign>(?<![\w-])[-+])?"
    compiled = [
        (rf"{LEFT_KO}(?P<below>[2-9]|10)분의 ?(?P<above>[1-9]){RIGHT_KO}", _fraction),
        (rf"{LEFT_KO}(?P<above>[1-9])/(?P<below>10|[2-9]){RIGHT_KO}", _fraction),
        (rf"{LEFT_KO}{scaled}", _scaled),
        (rf"{sign}{currency}(?P<number>{_NUMBER})(?P<great>[만억])?", _paid),
        (rf"{LEFT_KO}{pair}(?: ?{unit})", _range_measured),
        (rf"{LEFT_KO}{sign}(?P<number>{_NUMBER}) ?{unit}", _measured),
        (rf"{LEFT_KO}{pair}(?P<gap> ?)(?P<counter>{native_words})", _range_native),
        (rf"{LEFT_KO}(?P<number>[0-9]+)(?P<gap> ?)(?={unsure})(?P<counter>{unsure})(?![째씩])", _unsure),
        (rf"{LEFT_KO}{pair}(?P<gap> ?)(?={sino_words})", _range_sino),
        (rf"{LEFT_KO}(?P<number>[0-9]+)(?P<gap> ?)(?={sino_words})(?!세대|대(?!대))", _sino_counted),
        (rf"{LEFT_KO}(?P<number>[0-9]+)(?P<gap> ?)(?P<counter>{native_words})", _native_counted),
        (rf"{LEFT_KO}{pair}{RIGHT_KO}", _range_sino),
        (rf"{LEFT_KO}{sign}(?P<number>{_NUMBER}){RIGHT_KO}", _alone),
    ]
    return [*korean_dates.rules(), digit_rows("ko"), *(Rule(re.compile(pattern), say) for pattern, say in compiled)]


def _longest(words: str) -> list[str]:
    return sorted(words.split(), key=len, reverse=True)


def sino(text: str) -> str | None:
    """Return digits in Sino-Korean, decimals digit by digit; None beyond 10**9."""
    value = value_of(text, "ko")
    if value > _MOST:
        return None
    whole = written_out(int(value), "ko")
    if "." not in text:
        return whole
    return f"{whole}점{''.join(digit(one, 'ko') for one in text.partition('.')[2])}"


def _fraction(match: Match) -> str | None:
    above, below = int(match["above"]), int(match["below"])
    return f"{written_out(below, 'ko')}분의 {written_out(above, 'ko')}" if above < below else None


def _scaled(match: Match) -> str | None:
    scale = _GREAT[match["great"]]
    value = value_of(match["number"], "ko")
    if value != int(value):
        said = sino(match["number"])
        return None if match["rest"] else f"{said}{match['gap']}{match['great']}"
    whole = int(value) * scale
    if not match["rest"]:
        return written_out(whole, "ko") if whole <= _MOST else None
    rest = value_of(match["rest"], "ko") * {"천": 1000, "백": 100}.get(match["small"], 1)
    if rest != int(rest) or rest >= scale or whole + rest > _MOST:
        return None
    return written_out(whole + int(rest), "ko")


def _signed(match: Match) -> str:
    return {
        "-": "령하 " if match.re.groupindex.get("unit") and match["unit"] in {"°C", "℃"} else "미누스 ",
        "+": "플루스 ",
    }.get(match["sign"], "")


def _paid(match: Match) -> str | None:
    said = sino(match["number"])
    if said is None or (match["great"] and not match["number"].isdigit()):
        return None
    if match["great"]:
        whole = int(match["number"]) * _GREAT[match["great"]]
        said = written_out(whole, "ko") if whole <= _MOST else None
    return f"{_signed(match)}{said}{tables('ko')['currency'][match['currency']]}" if said else None


def _measured(match: Match) -> str | None:
    said = sino(match["number"])
    return f"{_signed(match)}{said}{tables('ko')['unit'][match['unit']]}" if said else None


def _is_range(match: Match) -> bool:
    return value_of(match["first"], "ko") < value_of(match["number"], "ko") <= _MOST


def _range_measured(match: Match) -> str | None:
    unit = tables("ko")["unit"][match["unit"]]
    return f"{sino(match['first'])}에서 {sino(match['number'])}{unit}" if _is_range(match) else None


def _range_sino(match: Match) -> str | None:
    gap = match["gap"] if "gap" in match.re.groupindex else ""
    return f"{sino(match['first'])}에서 {sino(match['number'])}{gap}" if _is_range(match) else None


def _counted(number: int, counter: str) -> str | None:
    always = counter in word_list("ko", "counter", "native_always")
    if counter == "번째" and number == 1:
        return "첫"
    if counter == "대" and number >= 10 and number % 10 == 0:
        return None  # twenty vehicles, or the twenties
    if 1 <= number <= (99 if always else _MOST_NATIVE):
        return native(number, bound=True)
    return written_out(number, "ko") if number <= _MOST else None


def _native_counted(match: Match) -> str | None:
    said = _counted(int(match["number"]), match["counter"])
    return f"{said}{match['gap']}{match['counter']}" if said else None


def _range_native(match: Match) -> str | None:
    first, number = match["first"], match["number"]
    if not (first.isdigit() and number.isdigit() and _is_range(match)):
        return None
    ends = [_counted(int(text), match["counter"]) for text in (first, number)]
    counted = f"{match['gap']}{match['counter']}"
    return f"{ends[0]}{counted}에서 {ends[1]}{counted}" if all(ends) else None


def _sino_counted(match: Match) -> str | None:
    said = sino(match["number"])
    return f"{said}{match['gap']}" if said else None


def _unsure(match: Match) -> str | None:
    """번 counts times, or is a number: only what stands beside it can tell."""
    number, beside = int(match["number"]), tables("ko")["unsure"]
    before = match.string[: match.start()].rstrip().rpartition(" ")[2]
    after = match.string[match.end() :].lstrip()
    times = before in beside["times_before"].split() or after.startswith(tuple(beside["times_after"].split()))
    if (
        match["counter"] != "번"
        or not times
        or not 1 <= number <= 99
        or match.string[match.start() - 1 : match.start()] == "제"
    ):
        return None
    return f"{native(number, bound=True)}{match['gap']}번"


def _alone(match: Match) -> str | None:
    said = sino(match["number"])
    return f"{_signed(match)}{said}" if said and not _UNSURE_AFTER.match(match.string, match.end()) else None
