# SPDX-License-Identifier: Apache-2.0
"""Which lines of the log are missing, moved, doubled or put in: found from the numbers that signed lines carry."""

from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

from attrs import frozen

from .reading import Line


@frozen
class Order:
    """`spine`: the lines that stand in their order, as many as can be.  `moved`: the fewest that do not.

    `repeated`: a line that stands there again, byte for byte; `forked`: another line with a number that is taken.
    `missing`: stretches (first, last) of numbers that no line has.
    """

    spine: tuple[Line, ...]
    moved: tuple[Line, ...]
    repeated: tuple[Line, ...]
    forked: tuple[Line, ...]
    missing: tuple[tuple[int, int], ...]


def order_of(entitled: Sequence[Line], others: Sequence[Line]) -> Order:
    """Put the lines that may be believed in order; `others` (edited, or by a stranger's key) may stand for a gap.

    Both as they lie in the file.
    """
    kept, repeated, forked = _one_of_each(entitled)
    spine = _rising(kept)
    standing = {line.place for line in spine}
    moved = tuple(line for line in kept if line.place not in standing)
    known = {number_of(line) for line in kept}
    return Order(spine, moved, repeated, forked, tuple(_missing(spine, known, others)))


def number_of(line: Line) -> int:
    """Return the number that a readable line gives itself."""
    if line.entry is None:
        raise ValueError("a line that cannot be read has no number")
    return line.entry.n


def _one_of_each(entitled: Sequence[Line]) -> tuple[list[Line], tuple[Line, ...], tuple[Line, ...]]:
    """Return one line for each number, and the others: the one that the next line follows is the right one."""
    followed = {line.entry.prev for line in entitled if line.entry}
    by_number: dict[int, list[Line]] = {}
    for line in entitled:
        by_number.setdefault(number_of(line), []).append(line)
    right = {n: next((line for line in lines if line.digest in followed), lines[0]) for n, lines in by_number.items()}
    kept: list[Line] = []
    repeated: list[Line] = []
    forked: list[Line] = []
    for line in entitled:
        chosen = right[number_of(line)]
        (kept if line is chosen else repeated if line.digest == chosen.digest else forked).append(line)
    return kept, tuple(repeated), tuple(forked)


def _rising(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the longest row of lines whose numbers rise (patience sorting, Fredman 1975)."""
    tops: list[int] = []
    at_top: list[int] = []
    before: list[int | None] = []
    for index, line in enumerate(lines):
        pile = bisect_left(tops, number_of(line))
        before.append(at_top[pile - 1] if pile else None)
        tops[pile : pile + 1] = [number_of(line)]
        at_top[pile : pile + 1] = [index]
    row: list[Line] = []
    index_or_none = at_top[-1] if at_top else None
    while index_or_none is not None:
        row.append(lines[index_or_none])
        index_or_none = before[index_or_none]
    return tuple(reversed(row))


def _missing(spine: Sequence[Line], known: Collection[int], others: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of numbers that nobody has, less one number for each line of `others` in that gap."""
    taken, waiting = sorted(known), deque(others)
    last = 0
    for line in spine:
        stand_ins: list[Line] = []
        while waiting and waiting[0].place < line.place:
            stand_ins.append(waiting.popleft())
        between = range(last + 1, number_of(line))
        last = number_of(line)
        if not between:
            continue
        held = set(taken[bisect_left(taken, between.start) : bisect_left(taken, between.stop)])
        claimed = {one.entry.n for one in stand_ins if one.entry and one.entry.n in between} - held
        yield from _less(_stretches(between, sorted(held | claimed)), len(stand_ins) - len(claimed))


def _stretches(between: range, held: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = between.start
    for number in (*held, between.stop):
        if first < number:
            yield first, number - 1
        first = number + 1


def _less(stretches: Iterable[tuple[int, int]], count: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches without their first `count` numbers."""
    for first, last in stretches:
        skipped = min(count, last - first + 1)
        count -= skipped
        if first + skipped <= last:
            yield first + skipped, last
