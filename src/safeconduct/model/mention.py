# SPDX-License-Identifier: Apache-2.0
"""Mentions: what a stretch of text says that can be right or wrong, whatever its language."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

from attrs import frozen


class MentionKind(StrEnum):
    """What sort of thing is mentioned."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    SUPERLATIVE = "superlative"
    HEDGE = "hedge"
    MODAL = "modal"
    NEGATION = "negation"
    ALTERNATIVE = "alternative"


@frozen
class Mention:
    """One mention: the letters `start` to `end` (code points) of the text, and what they mean.

    `value` is the same in every language:

    - NUMBER: the plain decimal number ("10000", "3.5"); `low` and `high` are its interval when the words leave one
      ("tens of thousands": value "tens-of-thousands", low 20000, high None; "3 to 5": "3-5"), and equal otherwise;
    - DATE: ISO 8601, as much as is said: "2024-11-04", "2024-11", "2024", "--11-04", "--11";
    - NAME: the id of an entity of the edition, or, when none is known, "?" and the words as they stand;
    - SUPERLATIVE: the words themselves in lower case;
    - HEDGE: a `Bound` of the ledger other than exact; MODAL: a `Modality`;
    - NEGATION: "not"; ALTERNATIVE: "or".
    """

    kind: MentionKind
    value: str
    start: int
    end: int
    low: Decimal | None = None
    high: Decimal | None = None


Read = Callable[[str, str], tuple[Mention, ...]]
"""A reader: a text and its language tag in; its mentions out, in the order of the text, none inside another."""
