# SPDX-License-Identifier: Apache-2.0
"""The ledger: what we say, and why we may say it."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from .canonical import Digest
from .places import Span


@frozen
class Capture:
    """A page as it was fetched: the archive `file`, the digest of its bytes and of its plain words.

    `words_file` is the archive file with the plain words that `extractor` (its name and version) found in the page;
    None: the page is plain text itself.
    """

    taken: date
    file: str
    page: Digest
    words: Digest
    words_file: str | None
    extractor: str | None

    @property
    def readable(self) -> str:
        """The archive file that holds the plain words."""
        return self.words_file or self.file


@frozen
class Source:
    """Evidence: who published what, when (None: undated), in which language, and its capture.

    `reliability` is the Admiralty grade of the source, "A" (completely reliable) to "E" (unreliable) or "F" (cannot
    be judged), and `grounds` says why.
    """

    id: str
    title: str
    publisher: str
    language: str
    published: date | None
    capture: Capture
    at: Span
    reliability: str | None = None
    grounds: str = ""


@frozen
class Quote:
    """`exact` words that must be found exactly once in the captured words of `source`.

    `before` and `after` are words that stand directly beside them there, where the words alone would be found twice.
    `chain` says who said it in this source, outermost first; empty: as the claim says.
    """

    source: str
    exact: str
    at: Span
    before: str = ""
    after: str = ""
    chain: tuple[str, ...] = ()


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
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Bound(StrEnum):
    """How firmly a source states a number: its hedge."""

    EXACT = "exact"
    ABOUT = "about"
    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    VAGUE = "vague"


@frozen
class Quantity:
    """A number as an interval of `unit`; `high` None means no upper bound is stated.

    A derived number names the claims it is the product or the sum of; its interval is computed while reading.
    """

    low: int
    high: int | None
    unit: str
    scope: str
    bound: Bound
    product_of: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()


def parts_of(quantity: Quantity | None) -> tuple[str, ...]:
    """Return the claims that a derived number is the product or the sum of."""
    return (quantity.product_of or quantity.sum_of) if quantity else ()


@frozen
class Happened:
    """When an event took place: from `first` to `last`, both inclusive."""

    first: date
    last: date


@frozen
class Against:
    """A claim that this one contradicts, and why this one may stand all the same."""

    claim: str
    why: str
    at: Span


UNKNOWN = "unknown"
"""The link of a chain where nobody is named."""


@frozen
class Claim:
    """One statement, who said it (outermost reporter first in `chain`), and the quotes that carry it.

    `credit` is the printed attribution per language; `why` explains the verdict.  `topic` is what the claim counts or
    tells of; a slash leads from the whole to a part ("soldiers-sent/kursk"), and claims are compared along one path
    only.  `place` is an entity.  `members` is the whole set where the claim tells who or what belongs to something.
    `credibility` is the Admiralty grade 1 (confirmed) to 6 (cannot be judged), apart from that of any source.
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
    topic: str = ""
    place: str | None = None
    members: tuple[str, ...] = ()
    happened: Happened | None = None
    credibility: int | None = None
    against: tuple[Against, ...] = ()

    def chain_of(self, quote: Quote) -> tuple[str, ...]:
        """Return who said it in that quote, outermost first."""
        return quote.chain or self.chain


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


class EntityKind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    BODY = "body"
    FORCE = "force"
    PLACE = "place"
    LAW = "law"


@frozen
class Entity:
    """A person, body, force, place or law, with the `name` that is printed in each language.

    `forms` are inflected or short forms of that name, which may be printed too; `also` are names that sources use and
    that are not printed.  `within` is the place or body that this one is a part of.
    """

    id: str
    kind: EntityKind
    name: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    also: Mapping[str, tuple[str, ...]]
    within: str | None
    at: Span

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield every language tag with a name that is known in it: printed, inflected or foreign to print."""
        yield from self.name.items()
        for table in (self.forms, self.also):
            yield from ((language, name) for language, names in table.items() for name in names)


class Voice(StrEnum):
    """In which voice a narrator's words may go out: their own, their own disguised, or only somebody else's."""

    OWN = "own"
    DISGUISED = "disguised"
    ANOTHER = "another"


class ConsentState(StrEnum):
    """How a consent stands on a day."""

    IN_FORCE = "in force"
    NOT_YET = "not yet"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


@frozen
class Explained:
    """That the risks were explained to a person: in which language, and on which day."""

    language: str
    on: date


@frozen
class Consent:
    """A narrator's or author's consent, under a pseudonym, bound to the digests of what it `covers`.

    `use` says where the recording may go, `asked_by` who asked (a pseudonym); "" and None: the record does not say.
    """

    id: str
    person: str
    covers: tuple[Digest, ...]
    given: date
    withdrawn: date | None
    expires: date | None
    terms: str
    at: Span
    voice: Voice = Voice.OWN
    use: str = ""
    risks_explained: Explained | None = None
    asked_by: str = ""

    def state(self, as_of: date, today: date) -> "ConsentState":
        """Return how this consent stands for an edition of that day, made today."""
        if self.withdrawn is not None and self.withdrawn <= max(as_of, today):
            return ConsentState.WITHDRAWN
        if self.expires is not None and self.expires < max(as_of, today):
            return ConsentState.ENDED
        return ConsentState.NOT_YET if self.given > min(as_of, today) else ConsentState.IN_FORCE

    def lapsed(self, as_of: date, today: date) -> str:
        """Return why this consent does not hold for an edition of that day, made today, or ""; a whole sentence."""
        match self.state(as_of, today):
            case ConsentState.WITHDRAWN:
                return f"The consent “{self.id}” was withdrawn on {self.withdrawn}."
            case ConsentState.ENDED:
                return f"The consent “{self.id}” ended on {self.expires}."
            case ConsentState.NOT_YET:
                return f"The consent “{self.id}” is given only from {self.given}; this edition is made earlier."
            case ConsentState.IN_FORCE:
                return ""
