# SPDX-License-Identifier: Apache-2.0
"""What can change from one telling to another, as records."""

from enum import StrEnum

from attrs import frozen

from .tellings import Beside, Telling


class Drifted(StrEnum):
    """What sort of thing changed."""

    FIGURE = "figure"
    HEDGE = "hedge"
    DATE = "date"
    NAME = "name"
    MODALITY = "modality"
    NEGATION = "negation"
    ALTERNATIVE = "alternative"
    SUPERLATIVE = "superlative"


@frozen
class Spot:
    """Words of one telling, what they mean ("" when the words say it all), and the number of their sentence in it."""

    words: str
    meaning: str
    sentence: int

    def __str__(self) -> str:
        return f"“{self.words}”" + (f" ({self.meaning})" if self.meaning else "")


@frozen
class Change:
    """One thing that changed, was lost (`second` None) or was added (`first` None)."""

    what: Drifted
    first: Spot | None
    second: Spot | None

    def __str__(self) -> str:
        if self.first and self.second:
            return f"{self.what} changed: {self.first} → {self.second}"
        return f"{self.what} lost: {self.first}" if self.first else f"{self.what} added: {self.second}"


@frozen
class Pair:
    """Two sentences that tell of the same, and what changed between them."""

    beside: Beside
    changes: tuple[Change, ...]


@frozen
class Drift:
    """What changed between two tellings: within sentences that tell of the same, and elsewhere in the texts.

    `alone` are the numbers of the sentences of each telling that stand beside none of the other.
    """

    first: Telling
    second: Telling
    pairs: tuple[Pair, ...]
    elsewhere: tuple[Change, ...]
    alone: tuple[tuple[int, ...], tuple[int, ...]]

    @property
    def found(self) -> bool:
        """True when anything changed at all."""
        return bool(self.elsewhere or self.alone[0] or self.alone[1] or any(pair.changes for pair in self.pairs))
