# SPDX-License-Identifier: Apache-2.0
"""Which heard part answers which part of the script: the cheapest way from one to the other.

Needleman and Wunsch's alignment (J. Mol. Biol. 48, 1970) over words, or Korean syllables, where two that sound alike
cost little, and where one word on one side may be two or three on the other ("to day", "неходите").
"""

from collections.abc import Sequence
from functools import cache
from math import inf
from typing import Final

from attrs import frozen
from rapidfuzz.distance import Levenshtein

from .saying import Kind, Part, customs

GAP: Final = 1.0
OTHER: Final = 1.8
"""What another word costs: less than leaving one out and putting one in."""
ALIKE: Final = 0.6
"""From this likeness on, a recogniser may well have misheard a word that was said rightly."""
NUMBERS_ALIKE: Final = 0.4
"""A number that was heard as no number (“nine” as “night”) needs less: who strays from it says another number."""
SYLLABLES_ALIKE: Final = 0.3
MOST_JOINED: Final = 3
MOST_SYLLABLES: Final = 6
"""So many syllables may spell one number that a recogniser wrote in digits."""
BAND: Final = 40
"""How far a reading may run ahead of its script, or behind, besides the difference of their lengths."""
MOST_CELLS: Final = 2_000_000

_FIRST, _LAST = 0xAC00, 0xD7A3


@frozen
class Pair:
    """Parts `script[first:end]` are answered by `heard[from_:to]`; `right` when they may be the same words."""

    first: int
    end: int
    from_: int
    to: int
    right: bool


def aligned(script: Sequence[Part], heard: Sequence[Part], language: str) -> tuple[Pair, ...]:
    """Return the pairs that cover both sides, in order; an empty side means that nothing answers.

    Raises `ValueError` for more than `MOST_CELLS` pairs of parts: nobody says a paragraph of that length.
    """
    rows, columns = len(script), len(heard)
    if (rows + 1) * (columns + 1) > MOST_CELLS:
        raise ValueError("too long to be one paragraph")
    base = language.partition("-")[0].lower()
    costs = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    moves = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    band = BAND + abs(rows - columns)
    for i in range(rows + 1):
        for j in range(columns + 1):
            if abs(i - j) > band:
                costs[i][j] = inf
            elif i or j:
                costs[i][j], moves[i][j] = min(_ways(script, heard, i, j, costs, base))
    pairs: list[Pair] = []
    i, j = rows, columns
    while i or j:
        wide, high = moves[i][j]
        right = bool(wide and high) and may_be(script[i - wide : i], heard[j - high : j], base)
        pairs.append(Pair(i - wide, i, j - high, j, right))
        i, j = i - wide, j - high
    return tuple(reversed(pairs))


def _ways(
    script: Sequence[Part], heard: Sequence[Part], i: int, j: int, costs: list[list[float]], language: str
) -> list[tuple[float, tuple[int, int]]]:
    ways: list[tuple[float, tuple[int, int]]] = []
    if i:
        ways.append((costs[i - 1][j] + GAP, (1, 0)))
    if j:
        ways.append((costs[i][j - 1] + GAP, (0, 1)))
    if i and j:
        one, other = script[i - 1], heard[j - 1]
        ways.append((costs[i - 1][j - 1] + OTHER * (1.0 - _likeness(one, other, language)), (1, 1)))
        wide = range(2, min(i, MOST_SYLLABLES if other.names else MOST_JOINED) + 1)
        high = range(2, min(j, MOST_SYLLABLES if one.names else MOST_JOINED) + 1)
        ways += [(costs[i - n][j - 1], (n, 1)) for n in wide if _is_called(_joined(script, i, n), other)]
        ways += [(costs[i - 1][j - n], (1, n)) for n in high if _is_called(_joined(heard, j, n), one)]
    return ways


def _joined(parts: Sequence[Part], end: int, count: int) -> str:
    return "".join(part.form for part in parts[end - count : end])


def may_be(script: Sequence[Part], heard: Sequence[Part], language: str) -> bool:
    """Return whether what was heard may be these words, misheard at most; a number or a denial must be itself."""
    one, other = script[0], heard[0]
    if len(script) > 1:
        return _is_called(_joined(script, len(script), len(script)), other)
    if len(heard) > 1 or one.form == other.form:
        return _is_called(_joined(heard, len(heard), len(heard)), one)
    if _is_called(one.form, other) or _is_called(other.form, one):
        return True
    if Kind.NUMBER in (one.kind, other.kind):
        return _sounds_like_number(one, other, language)
    if Kind.DENIAL in (one.kind, other.kind) or opposite(one.form, other.form, language):
        return False
    return _likeness(one, other, language) >= (SYLLABLES_ALIKE if _is_syllable(one.form) else ALIKE)


def _is_called(form: str, part: Part) -> bool:
    return form == part.form or form in part.names


def opposite(one: str, other: str, language: str) -> bool:
    """Return whether one word is the other with "un-", "не-" or the like before it."""
    return any(before + one == other or before + other == one for before in customs(language).opposites)


def _sounds_like_number(one: Part, other: Part, language: str) -> bool:
    number, word = (one, other) if one.kind is Kind.NUMBER else (other, one)
    if word.kind is Kind.WORD and number.word and _words_alike(number.word, word.form) >= NUMBERS_ALIKE:
        return True
    return word.kind is Kind.WORD and word.form in customs(language).sounds.get(number.form, ())


def _likeness(one: Part, other: Part, language: str) -> float:
    if one.form == other.form or _is_called(one.form, other) or _is_called(other.form, one):
        return 1.0
    if Kind.NUMBER in (one.kind, other.kind):
        return 0.9 if _sounds_like_number(one, other, language) else 0.0
    return _words_alike(one.form, other.form)


@cache
def _words_alike(one: str, other: str) -> float:
    if _is_syllable(one) and _is_syllable(other):
        pairs = zip(_letters(one), _letters(other), strict=True)
        return sum(share for share, (a, b) in zip((0.4, 0.4, 0.2), pairs, strict=True) if a == b)
    return float(Levenshtein.normalized_similarity(one, other))


def _is_syllable(form: str) -> bool:
    return len(form) == 1 and _FIRST <= ord(form) <= _LAST


def _letters(syllable: str) -> tuple[int, int, int]:
    """The initial, vowel and final of a Hangul syllable (The Unicode Standard, 3.12)."""
    code = ord(syllable) - _FIRST
    return code // 588, code % 588 // 28, code % 28
