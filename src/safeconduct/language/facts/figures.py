# SPDX-License-Identifier: Apache-2.0
"""Figures: the numbers of a text, ranges and vague numbers included."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from safeconduct.language.numbers import korean, worded
from safeconduct.language.numbers.digits import PATTERN, value_of
from safeconduct.language.numbers.numeral import Look, Numeral
from safeconduct.model.mention import Mention, MentionKind

from .lexicon import LANGUAGES, compiled, expression, fractions, table, vague_numbers

_PERCENT = re.compile(r" ?%")
_DASH = re.compile(r" ?[-–—~] ?")
_REACH = 60
_DIGITS = re.compile(rf"(?<![\w])(?:{PATTERN['en']})(?![\w])")
VAGUE = {
    "tens": 20,
    "hundreds": 200,
    "thousands": 2_000,
    "tens-of-thousands": 20_000,
    "hundreds-of-thousands": 200_000,
    "millions": 2_000_000,
    "tens-of-millions": 20_000_000,
    "hundreds-of-millions": 200_000_000,
    "billions": 2_000_000_000,
}
"""The vague numbers and the least that each can mean: two of them."""


def numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """Return the numerals of a folded text; in a language without a table, those in digits."""
    if language == "ko":
        return korean.numerals(text)
    if language in {"en", "uk", "ru"}:
        return worded.numerals(text, language)
    return tuple(
        Numeral(found.start(), found.end(), value_of(found[0], "en"), Look.DIGITS) for found in _DIGITS.finditer(text)
    )


def plain(value: Decimal) -> str:
    """Return a decimal number without needless noughts."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fractions_of(low: str, language: str) -> Iterator[Mention]:
    """Yield the fractions of a text in lower case that are said in words of their own, to four places."""
    if language in LANGUAGES:
        pattern, values = fractions(language)
        for found in pattern.finditer(low):
            value = values[found.lastgroup or ""]
            yield Mention(MentionKind.NUMBER, value, *found.span(), Decimal(value), Decimal(value))


def vague(low: str, language: str) -> Iterator[Mention]:
    """Yield the vague numbers of a text in lower case."""
    for found in vague_numbers(language).finditer(low) if language in LANGUAGES else ():
        value = (found.lastgroup or "").replace("_", "-")
        yield Mention(MentionKind.NUMBER, value, found.start(), found.end(), Decimal(VAGUE[value]), None)


def figures(numbers: Sequence[Numeral], low: str, language: str) -> Iterator[Mention]:
    """Yield the numbers of a text in lower case; those that are no numbers in their place are left out."""
    told = [numeral for numeral in numbers if not _is_pronoun(numeral, low, language)]
    taken = -1
    for here, after in zip_longest(told, told[1:]):
        if here.start < taken:
            continue
        end = _range_end(here, after, low, language) if after else None
        if after and end is not None:
            first, taken = _scaled(here, after), end
            value = f"{plain(first)}-{plain(after.value)}"
            yield Mention(MentionKind.NUMBER, value, here.start, end, first, after.value)
        else:
            value = plain(here.value)
            yield Mention(MentionKind.NUMBER, value, here.start, _end(here, low), here.value, here.value)


def _end(numeral: Numeral, low: str) -> int:
    percent = _PERCENT.match(low, numeral.end)
    return percent.end() if percent else numeral.end


def _is_pronoun(numeral: Numeral, low: str, language: str) -> bool:
    """True for a word that is a number only in some places: "one", "second"."""
    if language not in {"en", "uk", "ru"} or numeral.look is not Look.WORDS:
        return False
    rows = table(language)
    said = low[numeral.start : numeral.end]
    if numeral.value == 1 and not numeral.ordinal:
        return not compiled(language, "measure").match(low, numeral.end + 1)
    before, after = low[max(0, numeral.start - _REACH) : numeral.start], low[numeral.end : numeral.end + _REACH]
    return any(
        re.fullmatch(word, said)
        and (
            any(re.search(f"(?:{expression(p)})$", before) for p in beside.get("after", ()))
            or any(re.match(expression(p), after) for p in beside.get("before", ()))
        )
        for word, beside in rows.get("not-a-number", {}).items()
    )


def _scaled(first: Numeral, second: Numeral) -> Decimal:
    """The lower end of "3 to 5 thousand" and of "11–12,000": what is said once at the end holds for both."""
    if first.scale > 1:
        return first.value
    if second.scale > 1:
        return first.value * second.scale if first.value < second.value / second.scale else first.value
    # In figures only between ends of one size: "3–5,000" may as well begin at three.
    thousands = second.value / 1000
    if first.look is not Look.WORDS and thousands == int(thousands) and thousands / 2 <= first.value < thousands:
        return first.value * 1000
    return first.value


def _range_end(first: Numeral, second: Numeral, low: str, language: str) -> int | None:
    """Where a range of two numerals ends, or None when they are not one."""
    if _scaled(first, second) >= second.value or low[: first.start].endswith(":"):
        return None  # the minutes of 8:15 begin no range
    gap, before = low[first.end : second.start], low[max(0, first.start - _REACH) : first.start]
    if _DASH.fullmatch(gap):
        return _end(second, low)
    for opening, joint, closing in _joints(language):
        closed = closing.match(low, second.end)
        if joint.fullmatch(gap) and opening.search(before) and closed:
            return closed.end() if closed[0] else _end(second, low)
    return None


@cache
def _joints(language: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """What opens, joins and closes a range."""
    rows = table(language)["range"] if language in LANGUAGES else ()
    return tuple(
        (re.compile(f"(?:{opening})$"), re.compile(expression(joint)), re.compile(closing))
        for opening, joint, closing in rows
    )
