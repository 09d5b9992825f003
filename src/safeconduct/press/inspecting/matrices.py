# SPDX-License-Identifier: Apache-2.0
"""Matrices of a page's content, as six numbers, and the boxes they carry about."""

import math

from .opened import Points

Matrix = tuple[float, float, float, float, float, float]
STILL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Points = (-1e7, -1e7, 1e7, 1e7)


def after(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that does `m` first and `n` after it."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def carried(box: Points, m: Matrix) -> Points:
    """Return the upright box around a box that was carried by a matrix."""
    x0, y0, x1, y1 = box
    a, b, c, d, e, f = m
    if not b and not c:
        xs, ys = (a * x0 + e, a * x1 + e), (d * y0 + f, d * y1 + f)
        return (min(xs), min(ys), max(xs), max(ys))
    xs4 = (a * x0 + c * y0 + e, a * x1 + c * y0 + e, a * x0 + c * y1 + e, a * x1 + c * y1 + e)
    ys4 = (b * x0 + d * y0 + f, b * x1 + d * y0 + f, b * x0 + d * y1 + f, b * x1 + d * y1 + f)
    return (min(xs4), min(ys4), max(xs4), max(ys4))


def shared(one: Points, other: Points) -> Points | None:
    """Return what two boxes have in common (it may be a line), or None."""
    box = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    # Written so that a box of no numbers at all is no box either.
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def scale(m: Matrix) -> float:
    """Return by how much a matrix enlarges, as one figure."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))
