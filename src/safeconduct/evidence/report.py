# SPDX-License-Identifier: Apache-2.0
"""The evidence report as one frozen record: what every page, picture and export of the evidence is drawn from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import frozen

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Claim, Promise, Quote, Source, Verdict

from .contradictions import Contradiction, contradictions
from .normal import Normal, normal
from .quotes import find
from .roots import independent, lines, link_of, name_of, roots
from .spellings import Spellings, spellings
from .standing import line_of
from .uses import Sentences, Use, uses

AROUND = 32
"""How many signs of the captured page a report shows, and an annotation keeps, on each side of a quote."""


@frozen
class CapturedWords:
    """The plain words of a source's capture, or in one sentence why there are none."""

    words: str = ""
    fault: str = ""

    @cached_property
    def normal(self) -> Normal:
        """The form in which quotes are looked for."""
        return normal(self.words)


@frozen
class Anchor:
    """Where a quote stands: code points `start` to `end` of the captured words, from line `line` (from 1) of `file`.

    `exact` is what stands there, `before` and `after` what stands beside it; `fault` says why it stands nowhere.
    """

    file: str
    line: int = 0
    start: int = 0
    end: int = 0
    exact: str = ""
    before: str = ""
    after: str = ""
    fault: str = ""


@frozen
class Carried:
    """A quote with its source (None: unknown to the ledger), its place, and who passed it on, outermost first.

    `links` are as `evidence.roots` has them: ids of entities, or folded names; `Report.name` spells them.
    """

    quote: Quote
    source: Source | None
    anchor: Anchor
    links: tuple[str, ...]


@frozen
class Told:
    """A claim with all that carries it, limits it and uses it."""

    claim: Claim
    quotes: tuple[Carried, ...]
    roots: tuple[str, ...]
    independent: int
    uses: tuple[Use, ...]
    contradictions: tuple[Contradiction, ...]


@frozen
class Pledged:
    """A promise with the quotes that prove the authority of its promisor, and where it is told."""

    promise: Promise
    quotes: tuple[Carried, ...]
    uses: tuple[Use, ...]


@frozen
class Report:
    """The evidence of an edition on the day `as_of`: its claims, those used first, then by topic.

    `names` spells the links that are no entities; `lacking` says of which sources the words are not at hand, and why;
    `faults` are what could not be read of the manuscript.
    """

    edition: Edition
    as_of: date
    claims: tuple[Told, ...]
    promises: tuple[Pledged, ...]
    contradictions: tuple[Contradiction, ...]
    spellings: tuple[Spellings, ...]
    names: Mapping[str, str]
    lacking: Mapping[str, str]
    faults: tuple[str, ...] = ()

    def name(self, link: str) -> str:
        """Return how a link is spelt: by the English name of its entity, or as the ledger first has it."""
        return name_of(link, self.edition) if link in self.edition.entities else self.names.get(link, link)

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """How many claims have which verdict, in the order of the verdicts."""
        counted = Counter(told.claim.verdict for told in self.claims)
        return {verdict: counted[verdict] for verdict in Verdict if counted[verdict]}

    @property
    def used(self) -> tuple[Told, ...]:
        """The claims that some piece tells."""
        return tuple(told for told in self.claims if told.uses)

    @property
    def expired(self) -> tuple[Told, ...]:
        """The used claims that may no longer be printed."""
        return tuple(told for told in self.used if told.claim.expires and told.claim.expires < self.as_of)

    @property
    def expiring_next(self) -> tuple[Told, ...]:
        """The used claims that run out first, all on one day."""
        days = [told.claim.expires for told in self.used if told.claim.expires and told.claim.expires >= self.as_of]
        first = min(days, default=None)
        return tuple(told for told in self.used if first and told.claim.expires == first)


def report(
    edition: Edition,
    as_of: date,
    captured: Mapping[str, CapturedWords],
    sentences: Sentences,
    faults: Iterable[str] = (),
) -> Report:
    """Gather the evidence of `edition`; `captured` has the words of each source by its id."""
    used = uses(edition, sentences)
    words = {
        edition.sources[name].capture.readable: held.words for name, held in captured.items() if not held.fault
    }.get
    every = contradictions(edition, words)
    against: dict[str, list[Contradiction]] = {}
    for contradiction in every:
        for claim_id in contradiction.claims:
            against.setdefault(claim_id, []).append(contradiction)
    rank = {cite.partition(":")[2]: i for i, cite in enumerate(used) if cite.startswith("claim:")}

    def order(claim: Claim) -> tuple[int, bool, str, str]:
        return rank.get(claim.id, len(used)), not claim.topic, claim.topic, claim.id

    claims = tuple(
        Told(
            claim=claim,
            quotes=tuple(_carried(claim, edition, captured)),
            roots=roots(claim, edition),
            independent=independent(claim, edition),
            uses=used.get(f"claim:{claim.id}", ()),
            contradictions=tuple(against.get(claim.id, ())),
        )
        for claim in sorted(edition.claims.values(), key=order)
    )
    return Report(
        edition=edition,
        as_of=as_of,
        claims=claims,
        promises=tuple(
            Pledged(
                promise=promise,
                quotes=tuple(_authority(promise, edition, captured)),
                uses=used.get(f"promise:{name}", ()),
            )
            for name, promise in sorted(edition.promises.items())
        ),
        contradictions=every,
        spellings=spellings(edition, words),
        names=_written(edition),
        lacking={name: held.fault for name, held in captured.items() if held.fault},
        faults=tuple(faults),
    )


def _carried(claim: Claim, edition: Edition, captured: Mapping[str, CapturedWords]) -> Iterator[Carried]:
    own = lines(claim, edition) if claim.quotes else ()
    for line in own:
        source = edition.sources.get(line.quote.source)
        yield Carried(line.quote, source, _anchor(line.quote, source, captured), line.links)


def _authority(promise: Promise, edition: Edition, captured: Mapping[str, CapturedWords]) -> Iterator[Carried]:
    for quote in promise.authority:
        source = edition.sources.get(quote.source)
        links = tuple(link_of(name, edition) for name in quote.chain or (promise.promisor,))
        yield Carried(quote, source, _anchor(quote, source, captured), links)


def _written(edition: Edition) -> dict[str, str]:
    """Return every name of the ledger by its folded spelling, as it stands first."""
    named = [source.publisher for source in edition.sources.values()]
    for claim in edition.claims.values():
        named += [*claim.chain, *(link for quote in claim.quotes for link in quote.chain)]
    for promise in edition.promises.values():
        named += [promise.promisor, *(link for quote in promise.authority for link in quote.chain)]
    spelt: dict[str, str] = {}
    for name in named:
        spelt.setdefault(name.strip().casefold(), name.strip())
    return spelt


def _anchor(quote: Quote, source: Source | None, captured: Mapping[str, CapturedWords]) -> Anchor:
    if source is None:
        return Anchor("", fault=f"There is no source “{quote.source}”.")
    file, held = source.capture.readable, captured.get(source.id, CapturedWords(fault="Its words were not looked for."))
    if held.fault:
        return Anchor(file, fault=held.fault)
    found = find(quote, held.normal)
    if found.times != 1:
        often = "are not in the capture" if not found.times else f"stand {found.times} times in the capture"
        return Anchor(file, fault=f"These words {often}.")
    words, start, end = held.words, found.start, found.end
    return Anchor(
        file=file,
        line=line_of(words, start),
        start=start,
        end=end,
        exact=words[start:end],
        before=words[max(0, start - AROUND) : start],
        after=words[end : end + AROUND],
    )


def sources_in_use(report: Report) -> Sequence[Source]:
    """Return the sources that carry some claim or promise, in their order, then the rest by id."""
    quotes = [told.quotes for told in report.claims] + [pledged.quotes for pledged in report.promises]
    carrying = dict.fromkeys(carried.source.id for each in quotes for carried in each if carried.source)
    rest = sorted(set(report.edition.sources) - set(carrying))
    return [report.edition.sources[name] for name in (*carrying, *rest)]
