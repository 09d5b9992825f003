# SPDX-License-Identifier: Apache-2.0
"""Numerals: one number as it stands in a text."""

from decimal import Decimal
from enum import Enum

from attrs import frozen


class Look(Enum):
    """How a numeral is written."""

    DIGITS = "digits"
    """Digits and nothing else: may be a year."""
    MARKED = "marked"
    """Digits with marks, or with a word of scale."""
    WORDS = "words"


@frozen
class Numeral:
    """A number in the letters `start` to `end` of a text.

    `scale` is the last word of scale that multiplies all of it ("3 thousand": 1000), or 1; `year` says that only a year
    is said that way ("twenty twenty-four").
    """

    start: int
    end: int
    value: Decimal
    look: Look
    scale: Decimal = Decimal(1)
    ordinal: bool = False
    year: bool = False

    @property
    def whole(self) -> int | None:
        """The value as a whole number, or None."""
        return int(self.value) if self.value == int(self.value) else None
