# SPDX-License-Identifier: Apache-2.0
"""Korean dates: numbers followed by 년, 월 and 일, in figures and in words."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import frozen

from safeconduct.language.numbers.numeral import Look, Numeral
from safeconduct.model.mention import Mention, MentionKind

from .calendar_day import YEARS, iso

_ORDER = "년월일"
# Not 년간 (for years), 월급 (wages), 일간 (for days).  A year may stand in brackets: 주체113(2024)년.
_SIGNS = tuple(
    (sign, re.compile(rf" ?{sign}(?!{no})")) for sign, no in (("년", "[동간]"), ("월", "[간급]"), ("일", "[간동하]"))
)
_BRACKETED = re.compile(r"[)）]년")
_JUCHE = re.compile(r"주체 ?[0-9]+[(（]$")
_DASH = re.compile(r" ?[-~–] ?")
_THROUGH = re.compile(r"(?:부터|에서|과|와|,| ?[-~–]) ?")
_REACH = 12


@frozen
class _Part:
    """A year, a month or a day that is said."""

    sign: str
    number: int
    start: int
    end: int


def korean_dates(numbers: Sequence[Numeral], text: str) -> Iterator[Mention]:
    """Yield the dates of a folded Korean text that has these numerals, but for those in figures only."""
    year: int | None = None
    month: int | None = None
    until = -_REACH
    for chain in _chains(_parts(numbers, text), text):
        told = {part.sign: part.number for part in chain}
        start, end = chain[0].start, chain[-1].end
        if chain[0].sign == "일":
            # A day by itself is a number of days, unless it goes on from a date: 11월 4일부터 11일까지.
            if start - until >= _REACH or month is None or not _THROUGH.fullmatch(text[until:start]):
                continue
            value = iso(year, month, told["일"])
        elif "월" not in told and told["년"] not in YEARS:
            continue
        else:
            year, month = told.get("년"), told.get("월")
            value = iso(year, month, told.get("일"))
        if value is not None:
            until = end
            yield Mention(MentionKind.DATE, value, start, end)


def _parts(numbers: Sequence[Numeral], text: str) -> list[_Part]:
    numbers = sorted([*_month_names(text), *numbers], key=lambda numeral: numeral.start)
    parts: list[_Part] = []
    for position, numeral in enumerate(numbers):
        number, start = numeral.whole, numeral.start
        if number is None:
            continue
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        bracketed = _BRACKETED.match(text, numeral.end)
        juche = _JUCHE.search(text[max(0, start - _REACH) : start]) if bracketed else None
        if bracketed and juche:
            parts.append(_Part("년", number, start - len(juche[0]), bracketed.end()))
            continue
        for sign, pattern in _SIGNS:
            if found := pattern.match(text, numeral.end):
                parts.append(_Part(sign, number, start, found.end()))
            elif sign == "일" and following and _goes_on(numeral, following, text):
                # 5월 2-3일
                parts.append(_Part(sign, number, start, numeral.end))
    return parts


def _goes_on(first: Numeral, second: Numeral, text: str) -> bool:
    return bool(_DASH.fullmatch(text[first.end : second.start])) and text.startswith("일", second.end)


def _chains(parts: list[_Part], text: str) -> Iterator[list[_Part]]:
    """Yield the runs of year, month and day with nothing but a space between."""
    chain: list[_Part] = []
    for part in parts:
        if chain:
            last = chain[-1]
            if text[last.end : part.start] in {"", " "} and _ORDER.index(part.sign) == _ORDER.index(last.sign) + 1:
                chain.append(part)
                continue
            yield chain
        chain = [part]
    if chain:
        yield chain


def _month_names(text: str) -> Iterator[Numeral]:
    """The two months that are not spelt like their number."""
    for found in re.finditer(r"(?<![가-힣])(?:(시)|[류유])(?=월(?![가-힣]{2}))", text):
        yield Numeral(found.start(), found.end(), Decimal(10 if found[1] else 6), Look.WORDS)
