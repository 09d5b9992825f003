# SPDX-License-Identifier: Apache-2.0
"""Figures of a telling: each number with its hedge and with the words that say what it counts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

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
    return frozenset(hedge for place in _numbers(sentence) for hedge in _hedges(place, sentence.mentions))


def _numbers(sentence: Sentence) -> Iterator[int]:
    return (place for place, one in enumerate(sentence.mentions) if one.kind is MentionKind.NUMBER)


def _of_sentence(told_in: int, sentence: Sentence) -> Iterator[Figure]:
    for place in _numbers(sentence):
        number, hedges = sentence.mentions[place], _hedges(place, sentence.mentions)
        start, end = min((number.start, *(h.start for h in hedges))), max((number.end, *(h.end for h in hedges)))
        following = _COUNTED.match(sentence.words, end)
        after = following[0] if following else ""
        counts = frozenset(stem for stem in stems(after) if not stem.isdigit())
        words = sentence.words[start:end] + after
        yield Figure(number.value, number.low, number.high, frozenset(h.value for h in hedges), counts, words, told_in)


def _hedges(place: int, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the hedges by the number at `place` of the mentions of a sentence, which are in the order of its words."""
    number = mentions[place]
    before = _until_number(mentions[at] for at in range(place - 1, -1, -1))
    after = _until_number(mentions[at] for at in range(place + 1, len(mentions)))
    return [
        *takewhile(lambda hedge: number.start - hedge.end <= _NEAR_BEFORE, before),
        *takewhile(lambda hedge: hedge.start - number.end <= _NEAR_AFTER, after),
    ]


def _until_number(mentions: Iterable[Mention]) -> Iterator[Mention]:
    # A hedge beyond another number hedges that one.
    nearer = takewhile(lambda one: one.kind is not MentionKind.NUMBER, mentions)
    return (one for one in nearer if one.kind is MentionKind.HEDGE)
