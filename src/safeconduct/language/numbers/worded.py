# SPDX-License-Identifier: Apache-2.0
"""Numerals of English, Ukrainian and Russian: digits, number words, and both together ("10 thousand")."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from attrs import evolve, frozen

from .digits import PATTERN, value_of
from .lexicon import NumberWord, Part, number_words
from .numeral import Look, Numeral

_ORDINAL_MARK = {
    "en": r"(?:st|nd|rd|th)(?![^\W_])",
    "uk": r"-[а-яіїєґ]{1,3}(?![^\W_])",
    "ru": r"-[а-яё]{1,3}(?![^\W_])",
}
# A digit after a letter, or after a capital and a hyphen, belongs to a designation: M16, AK-47.
_NOT_DESIGNATION = r"(?<![0-9A-Za-zА-яЁёІіЇїЄєҐґ])(?<![A-ZА-ЯЁІЇЄҐ]-)"
_ARTICLE = re.compile(r"(?<!\w)[Aa]\s$")
_TAKES_ARTICLE = re.compile(r"(?i)hundred|thousand|million|billion|dozen")
_CENTURIES = range(13, 22)
# One line break at most: after an empty line another number begins.
_SPACE = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
_BETWEEN = re.compile(rf"{_SPACE}|-|{_SPACE}and{_SPACE}")
_HALF_A = re.compile(rf"{_SPACE}an?{_SPACE}")
_TEN = Decimal(10)
_HUNDRED = Decimal(100)
_THOUSAND = Decimal(1000)


@frozen
class _Hit:
    start: int
    end: int
    word: NumberWord | None
    digits: Decimal | None = None
    ordinal: bool = False


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<digits>{_NOT_DESIGNATION}(?:{PATTERN[language]}))(?P<mark>(?i:{_ORDINAL_MARK[language]}))?"
        r"|(?<![^\W_])(?<!\w')[^\W\d_]+(?:'[^\W\d_]+)*"
    )


def _hits(text: str, language: str) -> Iterator[_Hit]:
    words = number_words(language)
    for found in _pattern(language).finditer(text):
        if found["digits"]:
            digits = value_of(found["digits"], language)
            yield _Hit(found.start(), found.end(), None, digits, bool(found["mark"]))
        elif (word := found[0].lower()) in words:
            yield _Hit(found.start(), found.end(), words[word])


@frozen
class _Sum:
    """A numeral as far as it has been read: the groups that have their scale, and the one that has not."""

    start: int
    end: int
    closed: Decimal = Decimal(0)
    open: Decimal | None = None
    least: Decimal = Decimal(10) ** 12
    """The smallest scale so far; the next must be smaller."""
    room: Decimal = _THOUSAND
    """What is added to the open group must be smaller than this."""
    digits: bool = False
    worded: bool = False
    scaled: Decimal = Decimal(1)
    over: bool = False
    fraction: bool = False
    ordinal: bool = False

    def numeral(self) -> Numeral:
        look = Look.WORDS if not self.digits else Look.MARKED if self.worded or self.ordinal else Look.DIGITS
        whole = self.open is None and self.closed and self.scaled == self.least
        return Numeral(
            self.start,
            self.end,
            self.closed + (self.open or 0),
            look,
            self.scaled if whole else Decimal(1),
            self.ordinal,
        )


def _room_after(value: Decimal) -> Decimal:
    """What is added to this must be smaller: twenty takes one to nine, two hundred up to ninety-nine, ten nothing."""
    if value < 2 * _TEN or value % _TEN:
        return Decimal(0)
    return _HUNDRED if value % _HUNDRED == 0 else _TEN


def _joined(total: _Sum, hit: _Hit, gap: str) -> _Sum | None:
    """The numeral with one more word, or None when the word begins another numeral."""
    if total.over or hit.word is None:
        return None
    part, value = hit.word.part, hit.word.value
    if (gap.strip() == "and" and (total.open is not None and total.open % _HUNDRED)) or (
        gap.strip() == "and" and value >= _HUNDRED
    ):
        return None
    grown = evolve(total, end=hit.end, worded=True, ordinal=part in {Part.ORDINAL, Part.SCALE_ORDINAL})
    if part in {Part.CARDINAL, Part.ORDINAL} and value < min(total.room, total.least) and value:
        if total.digits and not total.closed:
            return None
        return evolve(grown, open=(total.open or 0) + value, room=_room_after(value), over=part is Part.ORDINAL)
    if part is Part.HUNDRED and total.open is not None and not total.digits and 0 < total.open < _HUNDRED:
        return evolve(grown, open=total.open * _HUNDRED, room=_HUNDRED)
    if part in {Part.SCALE, Part.SCALE_ORDINAL} and total.open and value < total.least:
        if part is Part.SCALE_ORDINAL and value == _HUNDRED and total.open >= _TEN:
            return None
        return evolve(
            grown,
            closed=total.closed + total.open * value,
            open=None,
            least=value,
            room=_THOUSAND,
            scaled=value,
            over=part is Part.SCALE_ORDINAL,
        )
    return None


def _begun(hit: _Hit) -> _Sum | None:
    """The numeral that begins with this word, or None when none does."""
    start = _Sum(hit.start, hit.end)
    if hit.digits is not None:
        room = Decimal(0)
        return evolve(start, open=hit.digits, digits=True, ordinal=hit.ordinal, over=hit.ordinal, room=room)
    if hit.word is None:
        return None
    part, value = hit.word.part, hit.word.value
    start = evolve(start, worded=True)
    if part is Part.CARDINAL:
        return evolve(start, open=value, room=_room_after(value))
    if part is Part.FRACTION:
        return evolve(start, open=value, room=Decimal(0), fraction=True)
    if part in {Part.ORDINAL, Part.ALONE}:
        return evolve(start, open=value, over=True, ordinal=part is Part.ORDINAL)
    if part is Part.HUNDRED:
        return evolve(start, open=value, room=_HUNDRED)
    over = part is Part.SCALE_ORDINAL
    return evolve(start, closed=value, least=value, scaled=value, over=over, ordinal=over)


def numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """Return the numerals of a folded text, in order, in "en", "uk" or "ru"."""
    found: list[Numeral] = []
    total: _Sum | None = None
    for hit in _hits(text, language):
        grown = None
        if total is not None:
            gap = text[total.end : hit.start]
            joins = _BETWEEN.fullmatch(gap) or (total.fraction and _HALF_A.fullmatch(gap))
            grown = _joined(total, hit, gap) if joins else None
            if grown is None:
                found.append(total.numeral())
        total = grown or _begun(hit)
    if total is not None:
        found.append(total.numeral())
    return _english(found, text) if language == "en" else tuple(found)


def _english(found: list[Numeral], text: str) -> tuple[Numeral, ...]:
    """Take "a" to its hundred, and join "twenty" and "twenty-four" to the year: no other number is said so."""
    joined: list[Numeral] = []
    for numeral in found:
        last = joined[-1] if joined else None
        article = _ARTICLE.search(text, max(0, numeral.start - 3), numeral.start)
        if (
            last
            and last.look is numeral.look is Look.WORDS
            and 10 <= numeral.value < 100
            and last.value in _CENTURIES
            and not last.ordinal
            and text[last.end : numeral.start].isspace()
        ):
            joined[-1] = evolve(last, end=numeral.end, value=last.value * 100 + numeral.value, year=True)
        elif article and _TAKES_ARTICLE.match(text, numeral.start):
            joined.append(evolve(numeral, start=article.start()))
        else:
            joined.append(numeral)
    return tuple(joined)
