# SPDX-License-Identifier: Apache-2.0
"""English as it is read aloud."""

import re
from collections.abc import Sequence
from decimal import Decimal

from safeconduct.language.numbers.digits import PATTERN, value_of
from safeconduct.language.numbers.writing import written_out

from . import english_dates
from .digit_rows import digit, digit_rows
from .english_dates import ordinal, year
from .roman import ROMAN, roman
from .rules import DASH, LEFT, RIGHT, Match, Rule, one_of, tables, word_before, word_list, words_after

_MOST = 10**9
_NUMBER = PATTERN["en"]
_DENOMINATORS = {2: ("half", "halves"), 4: ("quarter", "quarters")}


def rules() -> Sequence[Rule]:
    """Return the rules of English, those that say most first."""
    unit = rf"(?P<unit>{one_of(tables('en')['unit'])})(?![^\W\d_])"
    currency = rf"(?P<currency>[{''.join(tables('en')['currency'])}]) ?"
    scale = r"(?: ?(?P<scale>thousand|million|billion)(?!\w))?"
    sign = r"(?P<sign>(?<![\w-])[-+])?"
    compiled = [
        (rf"{LEFT}(?P<year>1[1-9][0-9]0|20[0-9]0)s(?!\w)", _decade),
        (rf"{sign}{currency}(?P<number>{_NUMBER}){scale}", _paid),
        (rf"{LEFT}(?P<first>[12][0-9]{{3}}){DASH}(?P<second>[12][0-9]{{3}}){RIGHT}", _years),
        (rf"{LEFT}(?P<first>{_NUMBER}){DASH}(?P<second>{_NUMBER})(?: ?{unit}|{RIGHT})", _range),
        (rf"{LEFT}{sign}(?P<number>{_NUMBER}) ?{unit}", _measured),
        (rf"{LEFT}(?P<number>[0-9]{{1,4}})(?:st|nd|rd|th)(?!\w)", lambda m: ordinal(int(m["number"]))),
        (rf"{LEFT}(?P<above>[1-9])/(?P<below>10|[2-9]){RIGHT}", _fraction),
        (rf"(?<!\w)(?P<what>World War|Part|Chapter|Article|Section|Volume|Annex) (?P<roman>{ROMAN})(?!\w)", _numbered),
        (rf"(?<!\w)(?:{one_of(tables('en')['abbreviation'])})", _abbreviation),
        (rf"(?<!\w)(?P<label>{one_of(tables('en')['label'])}) ?(?P<number>{_NUMBER}){RIGHT}", _labelled),
        (rf"{LEFT}{sign}(?P<number>{_NUMBER})(?![0-9A-Za-z])(?![.,:/×][0-9])(?!-[0-9])", _alone),
    ]
    return [*english_dates.rules(), digit_rows("en"), *(Rule(re.compile(pattern), say) for pattern, say in compiled)]


def number(text: str) -> str | None:
    """Return digits as a number in words, decimals digit by digit; None beyond 10**9."""
    value = value_of(text, "en")
    # "10.000" may be a thousand times ten, written as elsewhere.
    if value > _MOST or re.fullmatch(r"[0-9]{1,3}[.]000", text):
        return None
    whole = written_out(int(value), "en")
    if "." not in text:
        return whole
    return f"{whole} point {' '.join(digit(one, 'en') for one in text.partition('.')[2])}"


def _signed(match: Match) -> str:
    return {"-": "minus ", "+": "plus ", None: ""}[match["sign"]]


def _paid(match: Match) -> str | None:
    one, many = tables("en")["currency"][match["currency"]].split()
    said, text = number(match["number"]), match["number"]
    if said is None:
        return None
    if match["scale"]:
        return f"{_signed(match)}{said} {match['scale']} {many}"
    if re.search(r"\.[0-9]{2}$", text) and match["currency"] in "$€":
        cents = int(text[-2:])
        ones = written_out(int(value_of(text, "en")), "en")
        tail = f" and {written_out(cents, 'en')} {'cent' if cents == 1 else 'cents'}" if cents else ""
        return f"{_signed(match)}{ones} {one if ones == 'one' else many}{tail}"
    return f"{_signed(match)}{said} {one if said == 'one' else many}"


def _unit(match: Match, text: str) -> str:
    one, many = tables("en")["unit"][match["unit"]].split()
    return (one if value_of(text, "en") == Decimal(1) and "." not in text else many).replace("_", " ")


def _measured(match: Match) -> str | None:
    said = number(match["number"])
    return f"{_signed(match)}{said} {_unit(match, match['number'])}" if said else None


def _range(match: Match) -> str | None:
    first, second = number(match["first"]), number(match["second"])
    if not first or not second or value_of(match["first"], "en") >= value_of(match["second"], "en"):
        return None
    tail = f" {_unit(match, match['second'])}" if match["unit"] else ""
    return f"{first} to {second}{tail}"


def _years(match: Match) -> str | None:
    first, second = int(match["first"]), int(match["second"])
    if first >= second or word_before(match) not in word_list("en", "year", "after") | {""}:
        return None
    return f"{year(first)} to {year(second)}"


def _decade(match: Match) -> str | None:
    said = year(int(match["year"]))
    return f"{said[:-1]}ies" if said.endswith("y") else f"{said}s"


def _fraction(match: Match) -> str | None:
    above, below = int(match["above"]), int(match["below"])
    if not 0 < above < below:
        return None
    part = ordinal(below) or ""
    one, many = _DENOMINATORS.get(below, (part, f"{part}s"))
    return f"{written_out(above, 'en')} {one if above == 1 else many}"


def _numbered(match: Match) -> str | None:
    return f"{match['what']} {written_out(roman(match['roman']), 'en')}"


def _abbreviation(match: Match) -> str | None:
    return tables("en")["abbreviation"][match[0]]


def _labelled(match: Match) -> str | None:
    said = number(match["number"])
    return f"{tables('en')['label'][match['label']]} {said}" if said else None


def _alone(match: Match) -> str | None:
    text, before = match["number"], word_before(match)
    if before in word_list("en", "year", "dialled") and re.fullmatch(r"[0-9]{3,4}", text):
        return " ".join(digit(one, "en") for one in text)
    if re.fullmatch(r"1[1-9][0-9]{2}|20[0-9]{2}", text) and before in word_list("en", "year", "after"):
        after = words_after(match, 1)
        if not after or after[0].lower() not in word_list("en", "year", "not_before"):
            return _signed(match) + year(int(text))
    said = number(text)
    return f"{_signed(match)}{said}" if said else None
