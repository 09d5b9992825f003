# SPDX-License-Identifier: Apache-2.0
"""Reading `[type]` of edition.toml: the type sizes of a house."""

from collections.abc import Iterable

from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Piece
from safeconduct.model.house_type import HouseType

from .channels import channels
from .toml import Table

# Larger than a line of any channel can be: whoever writes this meant another unit.
_LARGEST_PT = 72.0


def read_house_type(table: Table | None, pieces: Iterable[Piece]) -> HouseType:
    """Read the sizes; one that no channel of the edition would be raised by is a fault at its line."""
    if table is None:
        return HouseType()
    used = {name for piece in pieces for name in piece.channels}
    papers = [channel for channel in channels().values() if isinstance(channel, PaperChannel)]
    papers = [channel for channel in papers if channel.id in used] or papers
    body = _size(table, "body_pt", min(channel.body_pt for channel in papers))
    steps = _size(table, "steps_pt", min(channel.steps_pt for channel in papers))
    table.done()
    return HouseType(body, steps)


def _size(table: Table, key: str, least: float) -> float:
    if key not in table.values:
        table.asked.add(key)
        return 0.0
    size = table.number(key)
    if size and not least <= size <= _LARGEST_PT:
        table.wrong(
            key, f"{key} = {least:g} or more, up to {_LARGEST_PT:g} points: a house may only ask for larger type"
        )
        return 0.0
    return size
