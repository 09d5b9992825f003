# SPDX-License-Identifier: Apache-2.0
"""Handovers: what is given to which institution, and when.  No field holds a reader, a route or a place of use."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from .places import Span

PLAN, TICKET = "campaign-plan", "job-ticket"
PRINTING_HANDOVERS = (PLAN, TICKET)
"""The formats that print what the handovers say."""


@frozen
class Lot:
    """`copies` of one piece for one channel in each of `languages`."""

    piece: str
    channel: str
    languages: tuple[str, ...]
    copies: int
    at: Span

    @property
    def in_all(self) -> int:
        """The copies of all languages together."""
        return self.copies * len(self.languages)


@frozen
class Handover:
    """One giving over of `lots` to the institution with the entity id `to`, on one day, for a stated purpose.

    `total` is the sum of all copies as the person who wrote the record worked it out.
    """

    id: str
    to: str
    on: date
    purpose: Mapping[str, str]
    total: int
    lots: tuple[Lot, ...]
    at: Span

    @property
    def in_all(self) -> int:
        """The copies of all lots together."""
        return sum(lot.in_all for lot in self.lots)
