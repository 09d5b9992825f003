# SPDX-License-Identifier: Apache-2.0
"""Patches: the parts of a page that hold anything; most of a press sheet beside its leaves is white."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from .islands import Mask

Patch = tuple[slice, slice]
"""Rows and columns."""


def patches(mask: Mask, margin: int) -> Iterator[Patch]:
    """Yield patches that hold every True of `mask` with `margin` pixels around it; none share a pixel."""
    for rows in _spans(mask.any(axis=1), margin):
        for columns in _spans(mask[rows].any(axis=0), margin):
            yield rows, columns


def _spans(line: Any, margin: int) -> Iterator[slice]:
    places = np.flatnonzero(line)
    if not len(places):
        return
    gaps = np.flatnonzero(np.diff(places) > 2 * margin + 1)
    for first, last in zip([0, *(gaps + 1)], [*gaps, len(places) - 1], strict=True):
        yield slice(max(0, int(places[first]) - margin), min(len(line), int(places[last]) + margin + 1))
