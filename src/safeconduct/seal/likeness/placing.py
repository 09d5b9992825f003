# SPDX-License-Identifier: Apache-2.0
"""Where a page lies in a picture: the homography on which most corners agree.

Pairs of corners each propose a shift, turn and size (a complex factor and summand); the proposal that most others
follow is widened to a homography (Hartley and Zisserman, Multiple View Geometry, 4.1) by least squares.
"""

from typing import Any, Final

import numpy as np
from attrs import field, frozen

from .corners import Corners
from .greys import Matrix, moved

_LEAST_COSINE: Final = 0.80
_MOST_MATCHES, _MOST_PROPOSING = 160, 70
_NEAREST_PX: Final = 60.0
_MOST_TURN: Final = 0.30  # radians
_LOOSE_PX, _FINE_PX = 14.0, 5.0
LEAST_AGREEING: Final = 8

Points = np.ndarray[Any, np.dtype[np.float64]]


@frozen(eq=False)
class Placed:
    """How a page lies in a picture: `matrix` takes its places there; so many corners agree."""

    matrix: Matrix = field(repr=False)
    agreeing: int


def placed(page: Corners, picture: Corners) -> Placed | None:
    """Return how `page` lies in `picture`, or None where too few corners agree on anything."""
    if len(page.patches) < LEAST_AGREEING or len(picture.patches) < LEAST_AGREEING:
        return None
    cosines = page.patches @ picture.patches.T
    best = cosines.argmax(axis=1)
    peak = cosines[np.arange(len(best)), best]
    order = np.argsort(-peak, kind="stable")[:_MOST_MATCHES]
    order = order[peak[order] >= _LEAST_COSINE]
    if len(order) < LEAST_AGREEING:
        return None
    ours, theirs = page.places[order], picture.places[best[order]]
    agreeing = _similar(ours, theirs)
    if agreeing is None:
        return None
    return _widened(ours, theirs, agreeing)


def _similar(ours: Points, theirs: Points) -> "np.ndarray[Any, np.dtype[np.bool_]] | None":
    """Return which matches follow the best shift, turn and size, or None when no proposal is followed."""
    here, there = ours @ (1, 1j), theirs @ (1, 1j)
    count = min(len(here), _MOST_PROPOSING)
    first, second = np.triu_indices(count, 1)
    apart = here[first] - here[second]
    far = np.abs(apart) > _NEAREST_PX
    first, second, apart = first[far], second[far], apart[far]
    factor = (there[first] - there[second]) / apart
    plausible = (np.abs(np.angle(factor)) < _MOST_TURN) & (np.abs(factor) > 0.2) & (np.abs(factor) < 6.0)
    first, factor = first[plausible], factor[plausible]
    if not len(factor):
        return None
    summand = there[first] - factor * here[first]
    off = np.abs(factor[:, None] * here[None, :] + summand[:, None] - there[None, :]) / np.abs(factor)[:, None]
    follows = off < _LOOSE_PX
    winner: np.ndarray[Any, np.dtype[np.bool_]] = follows[follows.sum(axis=1).argmax()]
    return winner if winner.sum() >= LEAST_AGREEING else None


def _widened(ours: Points, theirs: Points, agreeing: Any) -> Placed | None:
    matrix = homography(ours[agreeing], theirs[agreeing])
    for tolerance_px in (_LOOSE_PX, _LOOSE_PX, _FINE_PX, _FINE_PX):
        x, y = moved(matrix, ours[:, 0], ours[:, 1])
        size = _size(matrix, ours)
        agreeing = np.hypot(x - theirs[:, 0], y - theirs[:, 1]) / size < tolerance_px
        if agreeing.sum() < LEAST_AGREEING:
            return None
        matrix = homography(ours[agreeing], theirs[agreeing])
    return Placed(matrix, int(agreeing.sum()))


def _size(matrix: Matrix, ours: Points) -> float:
    x, y = ours.mean(axis=0)
    (x0, y0), (x1, y1) = moved(matrix, x, y), moved(matrix, x + 1.0, y)
    return max(float(np.hypot(x1 - x0, y1 - y0)), 1e-6)


def homography(ours: Points, theirs: Points) -> Matrix:
    """Return the homography (3, 3) that best takes `ours` to `theirs`, four or more places each.

    Least squares with the bottom row held small, so that few places on a line do not turn the page inside out.
    """
    mean, spread = ours.mean(axis=0), max(float(ours.std()), 1e-6)
    there_mean, there_spread = theirs.mean(axis=0), max(float(theirs.std()), 1e-6)
    x, y = ((ours - mean) / spread).T
    u, v = ((theirs - there_mean) / there_spread).T
    one, none = np.ones_like(x), np.zeros_like(x)
    rows = np.concatenate([
        np.stack([x, y, one, none, none, none, -u * x, -u * y], axis=1),
        np.stack([none, none, none, x, y, one, -v * x, -v * y], axis=1),
        0.05 * len(x) ** 0.5 * np.eye(8)[6:],
    ])  # fmt: skip
    solved = np.linalg.lstsq(rows, np.concatenate([u, v, [0.0, 0.0]]), rcond=None)[0]
    inner = np.append(solved, 1.0).reshape(3, 3)
    into = np.array([[1 / spread, 0, -mean[0] / spread], [0, 1 / spread, -mean[1] / spread], [0, 0, 1]])
    out = np.array([[there_spread, 0, there_mean[0]], [0, there_spread, there_mean[1]], [0, 0, 1]])
    through: Matrix = out @ inner @ into
    matrix: Matrix = through / through[2, 2]
    return matrix
