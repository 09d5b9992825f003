# SPDX-License-Identifier: Apache-2.0
"""Fitting: the largest type in which a page holds its text.  Never smaller than its floor: then it is refused."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from safeconduct.press.type.typefaces import face_of

from .faults import NotHeldError

Found = TypeVar("Found")
_STEP_PT, _GAP_WORTH_PT = 0.5, 0.6


def least_pt(table: Mapping[str, Any]) -> float:
    """Return the smallest size that running text may have: that of the channel, for the script of the copy."""
    return round(float(table["body"]) * face_of(table["language"]).body_share, 2)


def steps_pt(table: Mapping[str, Any]) -> float:
    """Return the smallest size that a step may have."""
    return float(table["steps_pt"])


def sizes(least: float, largest: float, gaps: tuple[int, ...]) -> Iterator[tuple[float, int]]:
    """Yield type sizes in points with ticks between paragraphs, the best looking first, the least of all last."""
    count = max(0, int((largest - least) / _STEP_PT + 1e-6))
    every = [(round(least + i * _STEP_PT, 2), gap) for i in range(count + 1) for gap in gaps]
    yield from sorted(every, key=lambda way: (-(way[0] + way[1] * _GAP_WORTH_PT), -way[1]))


def fitted(least: float, largest: float, gaps: tuple[int, ...], attempt: Callable[[float, int], Found]) -> Found:
    """Return what the first attempt makes that fits; raises the `NotHeldError` of the smallest type, tried last."""
    last: NotHeldError | None = None
    for size, gap in sizes(least, largest, gaps):
        try:
            return attempt(size, gap)
        except NotHeldError as fault:
            last = fault
    assert last is not None  # noqa: S101 - there is always one size to try
    raise last
