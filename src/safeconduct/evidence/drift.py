# SPDX-License-Identifier: Apache-2.0
"""Drift: what changed from one telling of a story to another; figures, hedges, dates, names, certainty, negations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from math import inf, log

from safeconduct.model.mention import Mention, MentionKind

from .changes import Change, Drift, Drifted, Pair, Spot
from .figures import Figure, figures, hedging
from .names_told import Named, named, respelt, same_name
from .tellings import Beside, Sentence, Telling, align, one_language

_IN_SENTENCES = {
    MentionKind.HEDGE: Drifted.HEDGE,
    MentionKind.MODAL: Drifted.MODALITY,
    MentionKind.NEGATION: Drifted.NEGATION,
    MentionKind.ALTERNATIVE: Drifted.ALTERNATIVE,
    MentionKind.SUPERLATIVE: Drifted.SUPERLATIVE,
}
_IN_ANY_LANGUAGE = (Drifted.NEGATION,)


def drift(first: Telling, second: Telling) -> Drift:
    """Compare two tellings.

    Figures, dates and names are looked for in the whole of the other text before they count as changed or lost; what
    says how sure a sentence is, is compared sentence by sentence.  In two languages only figures, dates and negations
    are compared, and no sentence counts as told in one of them alone.
    """
    alike = one_language(first, second)
    laid = align(first, second)
    alone = _alone(first, second, laid) if alike else ((), ())
    names = _names(first, second, alone) if alike else ()
    wide = [*_figures(first, second, laid), *_dates(first, second), *names]
    pairs, told = [], set[Change]()
    for beside in laid:
        inside = [change for change in wide if change not in told and _inside(change, beside)]
        told.update(inside)
        pairs.append(Pair(beside, (*inside, *_certainty(first, second, beside, alike))))
    return Drift(first, second, tuple(pairs), tuple(change for change in wide if change not in told), alone)


def _alone(first: Telling, second: Telling, laid: Sequence[Beside]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    met = {pair.first for pair in laid}, {pair.second for pair in laid}
    return (
        tuple(number for number in range(len(first.sentences)) if number not in met[0]),
        tuple(number for number in range(len(second.sentences)) if number not in met[1]),
    )


def _inside(change: Change, beside: Beside) -> bool:
    lost_or_added = change.first is None or change.second is None
    if lost_or_added and not beside.mutual:
        return False
    return (change.first is None or change.first.sentence == beside.first) and (
        change.second is None or change.second.sentence == beside.second
    )


def _figures(first: Telling, second: Telling, laid: Sequence[Beside]) -> Iterator[Change]:
    left, right = figures(first), figures(second)
    in_left, in_right = _by_number(left), _by_number(right)
    new: dict[int, list[Figure]] = {}
    for figure in right:
        if figure.number not in in_left:
            new.setdefault(figure.sentence, []).append(figure)
    beside: dict[int, set[int]] = {}
    behind: dict[int, set[int]] = {}
    for pair in laid:
        beside.setdefault(pair.first, set()).add(pair.second)
        behind.setdefault(pair.second, set()).add(pair.first)
    likeliest = {pair.first: pair.second for pair in laid if pair.mutual}
    met: set[Figure] = set()
    for one in left:
        same = in_right.get(one.number, ())
        if any(other.hedges == one.hedges for other in same):
            continue
        like = [] if same else [other for other in right if other.counts & one.counts]
        like += [other for other in new.get(likeliest.get(one.sentence, -1), ()) if not other.counts & one.counts]
        other = _likest(one, same or like, beside.get(one.sentence, set()))
        if other:
            met.add(other)
        yield Change(Drifted.HEDGE if same else Drifted.FIGURE, _spot(one), _spot(other) if other else None)
    for other in right:
        same = in_left.get(other.number, ())
        if other not in met and not any(one.hedges == other.hedges for one in same):
            source = _likest(other, same, behind.get(other.sentence, set()))
            yield Change(Drifted.HEDGE if same else Drifted.FIGURE, _spot(source) if source else None, _spot(other))


def _by_number(every: Sequence[Figure]) -> dict[object, list[Figure]]:
    found: dict[object, list[Figure]] = {}
    for one in every:
        found.setdefault(one.number, []).append(one)
    return found


def _spot(figure: Figure) -> Spot:
    return Spot(figure.words, "", figure.sentence)


def _likest(one: Figure, others: Sequence[Figure], beside: set[int]) -> Figure | None:
    """Return which of the others tells of the same.

    By its sentence, if that is one `beside`; then by whether it is as vague, by what it counts, and by its size.
    """

    def likeness(other: Figure) -> tuple[bool, bool, int, float]:
        as_vague = (one.low == one.high) == (other.low == other.high)
        return other.sentence in beside, as_vague, len(one.counts & other.counts), -_apart(one.low, other.low)

    return max(others, key=likeness, default=None)


def _apart(one: Decimal | None, other: Decimal | None) -> float:
    if one is None or other is None:
        return inf
    return abs(log(1 + abs(one)) - log(1 + abs(other)))


def _dates(first: Telling, second: Telling) -> Iterator[Change]:
    left, right = (_firsts(_mentioned(telling, MentionKind.DATE)) for telling in (first, second))
    for value, spot in left.items():
        if not any(_same_day(value, other) for other in right):
            yield Change(Drifted.DATE, spot, None)
    for value, spot in right.items():
        if not any(_same_day(value, other) for other in left):
            yield Change(Drifted.DATE, None, spot)


def _firsts(mentioned: Iterable[tuple[str, Spot]]) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    for value, spot in mentioned:
        found.setdefault(value, spot)
    return found


def _same_day(one: str, other: str) -> bool:
    # “4 November” and “November 2024” may be one day of which each says a part.
    left, right = (_parts(value) for value in (one, other))
    return all(a == b or "" in (a, b) for a, b in zip(left, right, strict=True))


def _parts(value: str) -> tuple[str, str, str]:
    year, rest = ("", value[2:]) if value.startswith("--") else (value[:4], value[5:])
    return year, rest[:2], rest[3:5]


def _mentioned(telling: Telling, kind: MentionKind) -> list[tuple[str, Spot]]:
    return [
        (one.value, Spot(sentence.said(one), one.value if kind is MentionKind.DATE else "", number))
        for number, sentence in enumerate(telling.sentences)
        for one in sentence.mentions
        if one.kind is kind
    ]


def _names(first: Telling, second: Telling, alone: tuple[tuple[int, ...], ...]) -> Iterator[Change]:
    left, right = (_first_named(telling, apart) for telling, apart in zip((first, second), alone, strict=True))
    lost = [one for one in left if not any(same_name(one[0], other) for other, _ in right)]
    added = [one for one in right if not any(same_name(one[0], other) for other, _ in left)]
    for name, spot in lost:
        again = next((other for other in added if respelt(name, other[0])), None)
        if again:
            added.remove(again)
        if again or spot.sentence not in alone[0]:  # a sentence that is told only here takes its names with it
            yield Change(Drifted.NAME, spot, again[1] if again else None)
    yield from (Change(Drifted.NAME, None, spot) for _, spot in added if spot.sentence not in alone[1])


def _first_named(telling: Telling, alone: Sequence[int]) -> list[tuple[Named, Spot]]:
    """Return every name in its longest form, with its first place, in a sentence that is not alone if there is one."""
    met: dict[Named, Spot] = {}
    for value, spot in sorted(_mentioned(telling, MentionKind.NAME), key=lambda one: one[1].sentence in alone):
        met.setdefault(named(value, spot.words), spot)
    longest = sorted(met, key=lambda name: -len(name.written))
    kept: list[Named] = []
    for name in longest:
        if not any(same_name(name, other) for other in kept):
            kept.append(name)
    return [(name, spot) for name, spot in met.items() if name in kept]


def _certainty(first: Telling, second: Telling, beside: Beside, every_kind: bool) -> Iterator[Change]:
    left, right = first.sentences[beside.first], second.sentences[beside.second]
    for kind, what in _IN_SENTENCES.items():
        if not every_kind and what not in _IN_ANY_LANGUAGE:
            continue
        lost, added = _excess(kind, left, right, beside.first), _excess(kind, right, left, beside.second)
        for gone, come in zip(lost, added, strict=False):
            yield Change(what, gone, come)
        if beside.mutual:  # what the likelier partner does not have is no loss of this one
            yield from (Change(what, spot, None) for spot in lost[len(added) :])
            yield from (Change(what, None, spot) for spot in added[len(lost) :])


def _excess(kind: MentionKind, sentence: Sentence, other: Sentence, number: int) -> list[Spot]:
    """Return what the sentence says of that kind more often than the other one."""
    mine, theirs = _free(kind, sentence), _free(kind, other)
    more = Counter(one.value for one in mine)
    more.subtract(one.value for one in theirs)
    spots = []
    for one in mine:
        if more[one.value] > 0:
            more[one.value] -= 1
            plain = one.value in ("not", "or", sentence.said(one).casefold())
            spots.append(Spot(sentence.said(one), "" if plain else one.value, number))
    return spots


def _free(kind: MentionKind, sentence: Sentence) -> list[Mention]:
    by_numbers = hedging(sentence)
    return [one for one in sentence.mentions if one.kind is kind and one not in by_numbers]
