# SPDX-License-Identifier: Apache-2.0
"""The exchange with translators: how far each block is translated, what it means back, and the terms to use."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from .places import Span


class SegmentState(StrEnum):
    """How far the words of a block are (XLIFF 2.1, 4.3.1.33 `state`), the least first."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"

    @property
    def rank(self) -> int:
        """0 for INITIAL to 3 for FINAL."""
        return list(SegmentState).index(self)


@frozen
class Segment:
    """What was said of one block of a translation: its state, and in which role it was said.

    `words`, `source` and `copy` are fingerprints: of the bare words that were translated, of the same as they stood,
    and of the bare words they were translated with.  `machine` is true when a machine wrote the words and no person has
    rewritten them.
    """

    block: str
    state: SegmentState
    by: str
    machine: bool
    words: str
    source: str
    copy: str
    at: Span


@frozen
class Segments:
    """How far one copy is, block by block; `translated_from` is the language of the copy that it translates."""

    language: str
    translated_from: str
    blocks: Mapping[str, Segment]
    at: Span


@frozen
class BackTranslation:
    """A copy in `language` put back `into` another by somebody who did not see what it was translated from.

    `words` are plain, by block.  `copy` has a fingerprint of the bare words of each block that was put back, `source`
    of each block of the copy in `into` at that time.
    """

    language: str
    into: str
    by: str
    on: date
    machine: bool
    words: Mapping[str, str]
    copy: Mapping[str, str]
    source: Mapping[str, str]
    at: Span


class TermStatus(StrEnum):
    """Whether a term is used (ISO 30042, administrativeStatus), the best first."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    FORBIDDEN = "forbidden"


@frozen
class Term:
    """One term for a concept in one language."""

    language: str
    words: str
    status: TermStatus


@frozen
class Concept:
    """One thing, and the terms for it: those of a language together, the preferred first."""

    id: str
    terms: tuple[Term, ...]
    note: str
    at: Span

    def of(self, language: str, *statuses: TermStatus) -> tuple[Term, ...]:
        """Return the terms of a language with one of these statuses."""
        return tuple(term for term in self.terms if term.language == language and term.status in statuses)
