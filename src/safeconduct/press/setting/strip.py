# SPDX-License-Identifier: Apache-2.0
"""The strip: what all panels of a fold guide share."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from safeconduct.model.works import Json

from .grid import Grid

Drawn = dict[str, Json]
Panel = list[Drawn]
# In mm and points.
MARGIN, FOOT, APART, ICON = 5.5, 5.0, 3.0, 9.0
SMALL_PT = 7.2


@frozen
class Strip:
    """The panel that decides (the narrowest), and what all of them share."""

    table: Mapping[str, Any]
    grid: Grid
    inner: float
    high: float
    gap: int
