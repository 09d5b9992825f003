# SPDX-License-Identifier: Apache-2.0
"""Two tellings of one story, sentence beside sentence, in whatever order each of them tells it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import log, sqrt

from attrs import frozen

from safeconduct.model.mention import Mention, MentionKind

ALIKE = 0.22
"""The likeness, from 0 to 1, from which two sentences that are each other's likeliest tell of the same."""
ALIKE_ONE_SIDED = 0.3
"""The same where one of them has a likelier partner."""
_LIKELIEST, _EVERYWHERE = 5, 60
_WORD = re.compile(r"[^\W_]+")
_HANGUL = re.compile(r"[가-힣]")
_STEM, _STEM_HANGUL = 5, 2
_TELLING = (MentionKind.NUMBER, MentionKind.DATE, MentionKind.NAME)


@frozen
class Sentence:
    """One sentence: its words (white space folded), the line where it begins, and its mentions in those words."""

    words: str
    line: int
    mentions: tuple[Mention, ...]

    def said(self, mention: Mention) -> str:
        """Return the words of one of its mentions."""
        return self.words[mention.start : mention.end]


@frozen
class Telling:
    """A text: the file it is in, its language tag, and its sentences."""

    file: str
    language: str
    sentences: tuple[Sentence, ...]

    def place(self, number: int) -> str:
        """Return file and line of one of its sentences."""
        return f"{self.file}:{self.sentences[number].line}"


@frozen
class Beside:
    """Two sentences that tell of the same: their numbers in their tellings, and how alike they are, 0 to 1.

    `mutual`: each is the other's likeliest; else only one of them has no likelier partner.
    """

    first: int
    second: int
    likeness: float
    mutual: bool


def align(first: Telling, second: Telling) -> tuple[Beside, ...]:
    """Lay the sentences of two tellings beside each other, in the order of the first one.

    Likeness is that of their rarer words, of what they mention, and of their letters.  A sentence may be beside
    several.  In two languages, tellings with as many sentences are laid one by one, as a translation is; others by what
    they mention alone.
    """
    if not one_language(first, second) and len(first.sentences) == len(second.sentences):
        return tuple(Beside(number, number, 1.0, mutual=True) for number in range(len(first.sentences)))
    likeness = dict(_likenesses(first, second))
    best_first, best_second = _best(likeness, 0), _best(likeness, 1)
    pairs = {(one, other) for one, other in best_first.items()} | {(one, other) for other, one in best_second.items()}
    laid = (
        Beside(one, other, likeness[one, other], best_first[one] == other and best_second[other] == one)
        for one, other in sorted(pairs)
    )
    return tuple(pair for pair in laid if pair.mutual or pair.likeness >= ALIKE_ONE_SIDED)


def one_language(first: Telling, second: Telling) -> bool:
    """True when both are in one language, in whatever variety."""
    return first.language.partition("-")[0] == second.language.partition("-")[0]


def stems(words: str) -> list[str]:
    """Return the beginnings of the words, by which a word is known in most of its forms."""
    found = (word.casefold() for word in _WORD.findall(words))
    return [word[: _STEM_HANGUL if _HANGUL.match(word) else _STEM] for word in found]


def _best(likeness: Mapping[tuple[int, int], float], side: int) -> dict[int, int]:
    best: dict[int, int] = {}
    for pair in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        best.setdefault(pair[side], pair[1 - side])
    return best


def _likenesses(first: Telling, second: Telling) -> Iterator[tuple[tuple[int, int], float]]:
    alike = one_language(first, second)
    left, right = ([_marks(one, alike) for one in telling.sentences] for telling in (first, second))
    weights = _weights([*left, *right])
    lengths = [[_length(marks, weights) for marks in side] for side in (left, right)]
    common = {
        (one, other): weight / (lengths[0][one] * lengths[1][other])
        for (one, other), weight in _common(left, right, weights).items()
    }
    for one, other in _likeliest(common):
        likeness = common[one, other]
        if alike:
            likeness = (2 * likeness + _letters(first.sentences[one], second.sentences[other])) / 3
        if likeness >= ALIKE:
            yield (one, other), min(1.0, round(likeness, 3))


def _common(
    left: Sequence[frozenset[str]], right: Sequence[frozenset[str]], weights: Mapping[str, float]
) -> dict[tuple[int, int], float]:
    """Return what every two sentences have in common; words that stand everywhere make no pair."""
    holding: tuple[dict[str, list[int]], dict[str, list[int]]] = (defaultdict(list), defaultdict(list))
    for held, side in zip(holding, (left, right), strict=True):
        for number, marks in enumerate(side):
            for mark in marks:
                held[mark].append(number)
    common: dict[tuple[int, int], float] = defaultdict(float)
    for mark in sorted(holding[0].keys() & holding[1].keys()):
        ones, others = holding[0][mark], holding[1][mark]
        if max(len(ones), len(others)) <= _EVERYWHERE:
            for pair in product(ones, others):
                common[pair] += weights[mark] ** 2
    return common


def _likeliest(common: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the few likeliest pairs of every sentence: only their letters are worth comparing."""
    number_of: Counter[tuple[int, int]] = Counter()
    kept = []
    for pair in sorted(common, key=lambda pair: (-common[pair], pair)):
        sides = ((0, pair[0]), (1, pair[1]))
        if any(number_of[side] < _LIKELIEST for side in sides):
            number_of.update(sides)
            kept.append(pair)
    return kept


def _marks(sentence: Sentence, with_words: bool) -> frozenset[str]:
    mentioned = {f"{one.kind} {one.value.casefold()}" for one in sentence.mentions if one.kind in _TELLING}
    return frozenset(mentioned | set(stems(sentence.words)) if with_words else mentioned)


def _weights(every: Sequence[frozenset[str]]) -> dict[str, float]:
    counted = Counter(mark for marks in every for mark in marks)
    return {mark: log(1 + len(every) / number) for mark, number in counted.items()}


def _length(marks: frozenset[str], weights: Mapping[str, float]) -> float:
    return sqrt(sum(weights[mark] ** 2 for mark in sorted(marks)))


def _letters(first: Sentence, second: Sentence) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(first.words.casefold(), second.words.casefold()) / 100
