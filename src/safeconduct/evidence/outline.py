# SPDX-License-Identifier: Apache-2.0
"""What the page on a screen and the pages on paper both say, as records of sentences: the shape of the report."""

from attrs import frozen

from safeconduct.model.canonical import Digest


@frozen
class QuoteOutline:
    """Captured words with what stands beside them, who said them, and where they stand; `fault`: why nowhere."""

    before: str
    exact: str
    after: str
    language: str
    source: str
    publisher: str
    reliability: str
    chain: str
    place: str
    quoted_at: str
    fault: str


@frozen
class SideOutline:
    """One side of a contradiction: the claim, and its quotes with their places."""

    claim: str
    quotes: tuple[str, ...]


@frozen
class ContradictionOutline:
    """What differs and by which rule, both sides, and why it is settled ("": it is open)."""

    rule: str
    why: str
    sides: tuple[SideOutline, ...]
    itself: str
    settled: str


@frozen
class UseOutline:
    """Where a claim is told: the sentence in three parts, the middle one being the claim's."""

    piece: str
    language: str
    block: str
    before: str
    words: str
    after: str
    at: str
    repeated_by: tuple[str, ...]


@frozen
class ClaimOutline:
    """A claim; `facts` are (name, words) pairs in the order in which they are read."""

    id: str
    text: str
    topic: str
    verdict: str
    verdict_words: str
    why: str
    expired: bool
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[QuoteOutline, ...]
    contradictions: tuple[ContradictionOutline, ...]
    uses: tuple[UseOutline, ...]
    at: str


@frozen
class PromiseOutline:
    """A promise: its words, its facts as for a claim, and the quotes that prove its promisor's authority."""

    id: str
    text: str
    expired: bool
    facts: tuple[tuple[str, str], ...]
    quotes: tuple[QuoteOutline, ...]
    uses: tuple[UseOutline, ...]
    at: str


@frozen
class SourceOutline:
    """A source with its capture; `facts` are (name, words) pairs, `carries` the ids of what rests on it."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    page: Digest
    words: Digest
    fault: str
    carries: tuple[tuple[str, str], ...]


@frozen
class Outline:
    """The whole report.

    `verdicts` are (verdict, words, count), `missing` (claim or promise, id, words), `faults` what is left out.
    """

    title: str
    edition: str
    day: str
    sentences: tuple[str, ...]
    verdicts: tuple[tuple[str, str, int], ...]
    expiring: tuple[tuple[str, str, str], ...]
    open: tuple[ContradictionOutline, ...]
    settled: tuple[ContradictionOutline, ...]
    spellings: tuple[str, ...]
    missing: tuple[tuple[str, str, str], ...]
    faults: tuple[str, ...]
    claims: tuple[ClaimOutline, ...]
    promises: tuple[PromiseOutline, ...]
    sources: tuple[SourceOutline, ...]
