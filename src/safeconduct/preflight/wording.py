# SPDX-License-Identifier: Apache-2.0
"""Which words a record carries, and which of them may be printed for it."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Bound, Claim, ClaimKind, Happened, Modality, Promise, Quote
from safeconduct.model.mention import Mention, MentionKind

from .scene import Scene

FIGURES = (MentionKind.NUMBER, MentionKind.DATE)
LEDGER_LANGUAGE = "en"
"""The language in which records are written; quotations are in that of their source."""

MILDER_BOUNDS: Mapping[Bound, frozenset[Bound]] = {
    Bound.EXACT: frozenset(Bound),
    Bound.ABOUT: frozenset({Bound.ABOUT, Bound.VAGUE}),
    Bound.AT_MOST: frozenset({Bound.AT_MOST}),
    Bound.AT_LEAST: frozenset({Bound.AT_LEAST}),
    Bound.VAGUE: frozenset({Bound.VAGUE}),
}
"""For each hedge of a claim the hedges that may be printed: itself, and what follows from it ("about 10" from "10")."""

MILDER_MODALITIES: Mapping[Modality, frozenset[Modality]] = {
    Modality.OCCURRED: frozenset(Modality),
    Modality.ONGOING: frozenset(Modality),
    Modality.EXPECTED: frozenset({Modality.EXPECTED, Modality.POSSIBLE}),
    Modality.POSSIBLE: frozenset({Modality.POSSIBLE}),
    Modality.DENIED: frozenset({Modality.DENIED}),
}
"""For each modality of a claim those that may be printed: what is expected may be called possible, not the reverse."""

_ISO = re.compile(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?")


def modality_of(claim: Claim) -> Modality:
    """Return how surely the claim may be told: a plan that goes on today is still only expected to be carried out."""
    planned = claim.kind is ClaimKind.PLAN and claim.modality in (Modality.OCCURRED, Modality.ONGOING)
    return Modality.EXPECTED if planned else claim.modality


def quotes_of(record: Claim | Promise) -> tuple[Quote, ...]:
    """Return the quotations on which the record rests."""
    return record.quotes if isinstance(record, Claim) else record.authority


def texts(record: Claim | Promise, scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield the text of the record and the words of its quotations, each with its language."""
    yield record.text, LEDGER_LANGUAGE
    for quote in quotes_of(record):
        source = scene.edition.sources.get(quote.source)
        yield quote.exact, source.language if source else LEDGER_LANGUAGE


def carried(record: Claim | Promise, scene: Scene) -> Iterator[Mention]:
    """Yield every number and date that the record carries: its own, and those in its text and its quotations."""
    for text, language in texts(record, scene):
        yield from (mention for mention in scene.read(text, language) if mention.kind in FIGURES)
    if isinstance(record, Promise):
        yield from map(_day, filter(None, (record.confirmed, record.expires)))
        return
    yield from map(_day, filter(None, (record.as_of,)))
    if record.quantity:
        # A low end of 0 is only the absence of one, and not a number that somebody stated.
        low, high = record.quantity.low, record.quantity.high
        ends = [Decimal(end) for end in (low or high, high) if end is not None]
        yield from (Mention(MentionKind.NUMBER, str(end), 0, 0, end, end) for end in ends)


def named(record: Claim | Promise, scene: Scene) -> frozenset[str]:
    """Return the ids of the entities that the record names: who says so, of what and where, in its text and quotations.

    Each brings what it lies within: what is so in Kursk is so in Russia, and what a ministry says its country says.
    """
    edition = scene.edition
    words = [told for quote in quotes_of(record) for told in quote.chain]
    if isinstance(record, Claim):
        words += [*record.chain, *record.members, *record.topic.split("/"), *filter(None, (record.place,))]
    else:
        words.append(record.promisor)
    ids = {entity.id for told in words if (entity := edition.entity_of(told))}
    said = [*texts(record, scene), *((told, LEDGER_LANGUAGE) for told in words)]
    ids |= {one.value for text, language in said for one in scene.read(text, language) if one.kind is MentionKind.NAME}
    return wholes(ids, edition)


def wholes(ids: Iterable[str], edition: Edition) -> frozenset[str]:
    """Return the ids of these entities and of all that they lie within."""
    around = set[str]()
    for one in ids:
        here: str | None = one
        while here and here not in around:
            around.add(here)
            here = edition.entities[here].within if here in edition.entities else None
    return frozenset(around)


def uncarried(said: Iterable[Mention], record: Claim | Promise, scene: Scene) -> list[Mention]:
    """Return those numbers and dates among `said` that the record does not carry."""
    known = tuple(carried(record, scene))
    happened = record.happened if isinstance(record, Claim) else None
    return [one for one in said if not any(map(partial(tells, one), known)) and not _during(one, happened)]


def tells(said: Mention, known: Mention) -> bool:
    """True when `said` is the figure `known`, or a date of which `known` says all that `said` says."""
    if said.kind is MentionKind.DATE and known.kind is MentionKind.DATE:
        return all(part in (None, whole) for part, whole in zip(_parts(said.value), _parts(known.value), strict=True))
    return said.kind is known.kind and figure(said) == figure(known)


def figure(mention: Mention) -> Hashable:
    """What two mentions of the same number or date have in common, in whatever words and language."""
    if mention.kind is MentionKind.NUMBER and (mention.low, mention.high) != (None, None):
        return mention.low, mention.high
    return mention.value


def is_number_of(mention: Mention, claim: Claim) -> bool:
    """True when the mention prints the number of the claim itself, and not another one that stands beside it."""
    quantity = claim.quantity
    if quantity is None or mention.low is None or mention.low != mention.high:
        return False
    if quantity.bound in (Bound.ABOUT, Bound.VAGUE):
        return mention.low >= quantity.low and (quantity.high is None or mention.low <= quantity.high)
    return mention.low == (quantity.low if quantity.bound is Bound.AT_LEAST else quantity.high)


def _day(day: date) -> Mention:
    return Mention(MentionKind.DATE, day.isoformat(), 0, 0)


def _parts(iso: str) -> tuple[int | None, int | None, int | None]:
    found = _ISO.fullmatch(iso)
    year, month, day = (int(part) if part and part != "-" else None for part in found.groups()) if found else [None] * 3
    return year, month, day


def _during(said: Mention, happened: Happened | None) -> bool:
    if happened is None or said.kind is not MentionKind.DATE:
        return False
    if any(tells(said, _day(day)) for day in (happened.first, happened.last)):
        return True
    # A month is "2024-11" and a day "2024-11-04": as much as is said of it must lie between the two ends.
    length = len(said.value)
    first, last = (day.isoformat()[:length] for day in (happened.first, happened.last))
    return not said.value.startswith("-") and first <= said.value <= last
