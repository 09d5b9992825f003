# SPDX-License-Identifier: Apache-2.0
"""Contradictions: claims of one ledger that cannot all be true, found by rule, and never averaged or merged."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from attrs import frozen

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Claim, Verdict, parts_of

from .rules import Clash, Rule, part_and_whole, same_topic
from .standing import Pages, Standing, Words, nothing_at_hand, pages_of, standing

OUT_OF_USE = (Verdict.REFUSE, Verdict.WITHDRAWN)
"""Verdicts that settle a contradiction for the other side."""


@frozen
class Side:
    """One claim of a contradiction, and the words that carry it; those of its parts where it is derived from them."""

    claim: Claim
    quotes: tuple[Standing, ...]
    derived_from: tuple[str, ...]

    @property
    def told(self) -> str:
        """The first of its quotes with its places, or else the claim itself."""
        return str(self.quotes[0]) if self.quotes else f"“{self.claim.text}” ({self.claim.at})"


@frozen
class Contradiction:
    """Two claims that a rule sets against each other.

    `itself` is the source in which both quotes lie, or None.  In a rule with unlike sides the first is the whole, the
    hedged, the weaker or the denying one.  `why` is a sentence without its full stop.
    """

    rule: Rule
    first: Side
    second: Side
    why: str
    itself: str | None

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides."""
        return self.first, self.second

    @property
    def claims(self) -> tuple[str, str]:
        """The ids of both claims."""
        return self.first.claim.id, self.second.claim.id

    @property
    def settled(self) -> str:
        """Why neither side stands in the other's way any more; empty while the contradiction is open."""
        one, other = self.first.claim, self.second.claim
        return settled(one, other) or settled(other, one)

    @property
    def sentence(self) -> str:
        """The whole of it in one sentence: what differs, both quotes with their places, and how it was settled."""
        itself = f"; one source, {self.itself}, against itself" if self.itself else ""
        state = f"; settled: {self.settled}" if self.settled else ""
        told = f"{self.why}: {self.first.told} against {self.second.told}{itself}{state}."
        return " ".join(told.split())


def settled(claim: Claim, other: Claim) -> str:
    """Return why `other` does not stand in the way of `claim` any more; empty: it does.

    Two claims that stand against each other leave it open which of them stands.
    """
    if other.verdict in OUT_OF_USE:
        return f"“{other.id}” is {'refused' if other.verdict is Verdict.REFUSE else 'withdrawn'}"
    if claim.verdict not in OUT_OF_USE and any(entry.claim == claim.id for entry in other.against):
        return ""
    why = next((entry.why for entry in claim.against if entry.claim == other.id), "")
    return f"“{claim.id}” stands against “{other.id}” ({' '.join(why.split()).rstrip('.')})" if why else ""


def contradictions(edition: Edition, words: Words = nothing_at_hand) -> tuple[Contradiction, ...]:
    """Return every contradiction of the ledger, in the order of topics, rules and claims.

    `words` finds the lines on which the quotes stand; without it only their files are told.
    Claims are compared on one topic and from each whole to its parts, so the cost grows with the ledger, and only
    within one topic with the pairs of claims that say different things.
    """
    clashes = {(clash.rule, clash.first.id, clash.second.id): clash for clash in _clashes(edition)}
    ordered = sorted(clashes.values(), key=lambda c: (c.first.topic, c.rule, c.first.id, c.second.id))
    pages = pages_of(words)
    concerned = {one.id: one for clash in ordered for one in (clash.first, clash.second)}
    sides = {name: _side(one, edition, pages) for name, one in concerned.items()}
    return tuple(_contradiction(clash, sides) for clash in ordered)


def _clashes(edition: Edition) -> Iterator[Clash]:
    # A derived number and what it is derived from are one telling.
    below = {
        claim.id: frozenset(edition.derived_from(claim))
        for claim in edition.claims.values()
        if parts_of(claim.quantity)
    }
    topics: dict[str, list[Claim]] = {}
    for claim in edition.claims.values():
        if claim.topic:
            topics.setdefault(_normal(claim.topic), []).append(claim)
    for topic, claims in topics.items():
        for first, second in _different(claims):
            if not _derived(first, second, below):
                yield from same_topic(first, second, edition)
        for outer in _wholes(topic):
            for whole, part in product(topics.get(outer, ()), claims):
                if not _derived(whole, part, below):
                    yield from part_and_whole(whole, part)


def _normal(topic: str) -> str:
    return "/".join(" ".join(part.split()).casefold() for part in topic.split("/"))


def _wholes(topic: str) -> Iterator[str]:
    while "/" in topic:
        topic = topic.rpartition("/")[0]
        yield topic


def _different(claims: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    # Claims that say the same cannot contradict each other, and a ledger is full of those.
    alike: dict[object, list[Claim]] = {}
    for claim in claims:
        said = (claim.kind, claim.modality, claim.quantity, claim.place, claim.members, claim.happened, claim.as_of)
        alike.setdefault(said, []).append(claim)
    for some, others in combinations(alike.values(), 2):
        yield from product(some, others)


def _derived(first: Claim, second: Claim, below: Mapping[str, frozenset[str]]) -> bool:
    return second.id in below.get(first.id, ()) or first.id in below.get(second.id, ())


def _contradiction(clash: Clash, sides: Mapping[str, Side]) -> Contradiction:
    first, second = sides[clash.first.id], sides[clash.second.id]
    sources = {quote.source for quote in second.quotes}
    itself = next((quote.source for quote in first.quotes if quote.source in sources), None)
    if itself:  # the two that lie in one source are the ones to show
        first, second = _begin_with(itself, first), _begin_with(itself, second)
    return Contradiction(clash.rule, first, second, clash.why, itself)


def _side(claim: Claim, edition: Edition, pages: Pages) -> Side:
    below = (edition.claims[name] for name in edition.derived_from(claim) if name in edition.claims)
    quotes = claim.quotes or tuple(quote for part in below for quote in part.quotes)
    return Side(claim, tuple(standing(quote, edition, pages) for quote in quotes), parts_of(claim.quantity))


def _begin_with(source: str, side: Side) -> Side:
    quotes = tuple(sorted(side.quotes, key=lambda quote: quote.source != source))
    return Side(side.claim, quotes, side.derived_from)
