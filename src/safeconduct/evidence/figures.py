# SPDX-License-Identifier: Apache-2.0
"""Figures of a telling: each number with its hedge and with the words that say what it counts."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import frozen

from safeconduct.model.mention import Mention, MentionKind

from .tellings import Sentence, Telling, stems

_NEAR_BEFORE, _NEAR_AFTER = 16, 6
_COUNTED = re.compile(r"(?:\s?[^\W_]+(?:['’-][^\W_]+)*){1,4}")


@frozen
class Figure:
    """A number as it is told: its value and interval, its hedges, and the beginnings of the words it counts.

    `words` are those of the hedge, the number and what follows it; `sentence` is the number of its sentence.
    """

    value: str
    low: Decimal | None
    high: Decimal | None
    hedges: frozenset[str]
    counts: frozenset[str]
    words: str
    sentence: int

    @property
    def number(self) -> tuple[str, Decimal | None, Decimal | None]:
        """What it says without its hedges."""
        return self.value, self.low, self.high


def figures(telling: Telling) -> tuple[Figure, ...]:
    """Return every figure of a telling, in its order."""
    return tuple(
        figure for number, sentence in enumerate(telling.sentences) for figure in _of_sentence(number, sentence)
    )


def hedging(sentence: Sentence) -> frozenset[Mention]:
    """Return the hedges of a sentence that stand by its numbers."""
    numbers = [one for one in sentence.mentions if one.kind is MentionKind.NUMBER]
    return frozenset(hedge for number in numbers for hedge in _hedges(number, sentence))


def _of_sentence(place: int, sentence: Sentence) -> Iterator[Figure]:
    for number in (one for one in sentence.mentions if one.kind is MentionKind.NUMBER):
        hedges = _hedges(number, sentence)
        start, end = min((number.start, *(h.start for h in hedges))), max((number.end, *(h.end for h in hedges)))
        following = _COUNTED.match(sentence.words, end)
        after = following[0] if following else ""
        counts = frozenset(stem for stem in stems(after) if not stem.isdigit())
        words = sentence.words[start:end] + after
        yield Figure(number.value, number.low, number.high, frozenset(h.value for h in hedges), counts, words, place)


def _hedges(number: Mention, sentence: Sentence) -> Sequence[Mention]:
    others = [one for one in sentence.mentions if one.kind is MentionKind.NUMBER and one is not number]
    return [
        hedge
        for hedge in sentence.mentions
        if hedge.kind is MentionKind.HEDGE
        and (0 <= number.start - hedge.end <= _NEAR_BEFORE or 0 <= hedge.start - number.end <= _NEAR_AFTER)
        and not any(
            min(hedge.end, number.end) <= one.start and one.end <= max(hedge.start, number.start) for one in others
        )
    ]
