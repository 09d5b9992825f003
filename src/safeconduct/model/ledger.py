# SPDX-License-Identifier: Apache-2.0
"""The ledger: what we say, and why we may say it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from .canonical import Digest
from .places import Span


@frozen
class Capture:
    """A page as it was fetched: the archive `file`, the digest of its bytes and of its plain words."""

    taken: date
    file: str
    page: Digest
    words: Digest


@frozen
class Source:
    """Evidence: who published what, when (None: undated), in which language, and its capture."""

    id: str
    title: str
    publisher: str
    language: str
    published: date | None
    capture: Capture
    at: Span


@frozen
class Quote:
    """`exact` words that must be found in the captured words of `source`."""

    source: str
    exact: str
    at: Span


class ClaimKind(StrEnum):
    """What sort of statement a claim is."""

    FACT = "fact"
    QUANTITY = "quantity"
    PLAN = "plan"
    REPORTED = "reported"
    JUDGEMENT = "judgement"
    LAW = "law"
    TESTIMONY = "testimony"


class Modality(StrEnum):
    """How sure the source itself is that it happens."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    DENIED = "denied"


class Verdict(StrEnum):
    """What an editor decided about printing a claim."""

    USE = "use"
    ATTRIBUTE = "attribute"
    HOLD = "hold"
    REFUSE = "refuse"


@frozen
class Quantity:
    """A number as an interval; `high` None means no upper bound is stated."""

    low: int
    high: int | None
    unit: str
    scope: str
    approximate: bool


@frozen
class Claim:
    """One statement, who said it (outermost reporter first in `chain`), and the quotes that carry it.

    `credit` is the printed attribution per language; `why` explains the verdict.
    """

    id: str
    kind: ClaimKind
    text: str
    modality: Modality
    chain: tuple[str, ...]
    quotes: tuple[Quote, ...]
    verdict: Verdict
    why: str
    as_of: date | None
    expires: date | None
    quantity: Quantity | None
    credit: Mapping[str, str]
    at: Span


@frozen
class Promise:
    """What somebody undertook: `promisor` with the `authority` to do so, proved by quotes, until `expires`."""

    id: str
    text: str
    promisor: str
    authority: tuple[Quote, ...]
    confirmed: date | None
    expires: date | None
    credit: Mapping[str, str]
    at: Span


@frozen
class Consent:
    """A narrator's or author's consent, under a pseudonym, bound to the digests of what it `covers`."""

    id: str
    person: str
    covers: tuple[Digest, ...]
    given: date
    withdrawn: date | None
    expires: date | None
    terms: str
    at: Span
