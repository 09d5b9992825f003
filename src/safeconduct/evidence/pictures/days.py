# SPDX-License-Identifier: Apache-2.0
"""A scale of days with breaks: years in which nothing happens would press the weeks that count into one dot."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from attrs import frozen

SHORTEST_BREAK = 60
BREAK_PX = 58.0


@frozen
class Scale:
    """`places` px for `days` (ascending); days between stand in proportion.  `breaks` are the px spans out of scale."""

    days: tuple[date, ...]
    places: tuple[float, ...]
    breaks: tuple[tuple[float, float], ...]

    def place(self, day: date) -> float:
        """Return where `day` stands, in px; days outside the scale stand at its ends."""
        if day <= self.days[0]:
            return self.places[0]
        if day >= self.days[-1]:
            return self.places[-1]
        i = bisect_right(self.days, day) - 1
        first, last = self.days[i], self.days[i + 1]
        return self.places[i] + (self.places[i + 1] - self.places[i]) * ((day - first).days / (last - first).days)


def scale(days: Iterable[date], left: float, right: float) -> Scale:
    """Lay `days` (at least one) out from `left` to `right`; a gap longer than a third of all that is left is broken."""
    every = tuple(sorted(set(days)))
    gaps = [(later - earlier).days for earlier, later in pairwise(every)]
    broken = _broken(gaps)
    whole = sum(gap for i, gap in enumerate(gaps) if i not in broken)
    break_px = min(BREAK_PX, (right - left) / 2 / len(broken)) if broken else 0.0
    if not whole and broken:
        break_px = (right - left) / len(broken)
    per_day = (right - left - break_px * len(broken)) / whole if whole else 0.0
    places = [left if gaps else (left + right) / 2]
    for i, gap in enumerate(gaps):
        places.append(places[-1] + (break_px if i in broken else gap * per_day))
    return Scale(every, tuple(places), tuple((places[i], places[i + 1]) for i in sorted(broken)))


def _broken(gaps: list[int]) -> set[int]:
    broken = set[int]()
    while True:
        whole = sum(gap for i, gap in enumerate(gaps) if i not in broken)
        longest = max((i for i in range(len(gaps)) if i not in broken), key=lambda i: gaps[i], default=None)
        if longest is None or gaps[longest] <= SHORTEST_BREAK or gaps[longest] * 3 <= whole:
            return broken
        broken.add(longest)


def labelled(wanted: Iterable[tuple[float, float]], lines: int, gap: float = 8) -> tuple[tuple[int, int], ...]:
    """Return (index, line) of those of `wanted`, (middle, width) in px, most wanted first, that can be set on so many
    lines without touching; the others have no room."""
    kept: list[tuple[int, int, float, float]] = []
    for i, (middle, width) in enumerate(wanted):
        low, high = middle - (width + gap) / 2, middle + (width + gap) / 2
        for line in range(lines):
            if all(line != taken or high <= start or low >= end for _, taken, start, end in kept):
                kept.append((i, line, low, high))
                break
    return tuple((i, line) for i, line, _, _ in kept)
