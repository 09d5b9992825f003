# SPDX-License-Identifier: Apache-2.0
"""The report put into sentences, once for the screen and for paper."""

import re
from collections.abc import Iterable

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Source

from . import wording
from .contradictions import Contradiction, Side
from .outline import (
    ClaimOutline,
    ContradictionOutline,
    Outline,
    PromiseOutline,
    QuoteOutline,
    SideOutline,
    SourceOutline,
    UseOutline,
)
from .report import AROUND, Carried, Pledged, Report, Told, sources_in_use
from .uses import Use


def outline(report: Report) -> Outline:
    """Put the report into sentences."""
    every = [_contradiction(each) for each in report.contradictions]
    carries: dict[str, dict[tuple[str, str], None]] = {}
    for kind, name, quotes in _every_quote(report):
        for carried in quotes:
            carries.setdefault(carried.quote.source, {})[kind, name] = None
    return Outline(
        title=title_of(report.edition),
        edition=report.edition.id,
        day=wording.day(report.as_of),
        sentences=tuple(_summary(report)),
        verdicts=tuple((str(v), wording.VERDICTS[v], count) for v, count in report.verdicts.items()),
        expiring=tuple(
            (told.claim.id, told.claim.text, wording.expiry(told.claim.expires, report.as_of))
            for told in (*report.expired, *report.expiring_next)
        ),
        open=tuple(each for each in every if not each.settled),
        settled=tuple(each for each in every if each.settled),
        spellings=tuple(each.sentence for each in report.spellings),
        missing=tuple(
            (kind, name, f"“{carried.quote.exact}” ({carried.quote.source}): {carried.anchor.fault}")
            for kind, name, quotes in _every_quote(report)
            for carried in quotes
            if carried.anchor.fault
        ),
        faults=report.faults,
        claims=tuple(_claim(told, report) for told in report.claims),
        promises=tuple(_promise(pledged, report) for pledged in report.promises),
        sources=tuple(_source(source, carries.get(source.id, {}), report) for source in sources_in_use(report)),
    )


def title_of(edition: Edition) -> str:
    """Return what an edition is called in a report, which is in English."""
    return edition.title.get("en") or next(iter(edition.title.values()), edition.id)


def _summary(report: Report) -> Iterable[str]:
    claims, used = len(report.claims), len(report.used)
    sources = _count(len(report.edition.sources), "source")
    yield f"{_count(claims, 'claim')}, {used} told in a piece; {_count(len(report.promises), 'promise')}; {sources}."
    if expired := report.expired:
        told = "1 claim that is told has" if len(expired) == 1 else f"{len(expired)} claims that are told have"
        yield f"{told} expired."
    if coming := report.expiring_next:
        first = coming[0].claim.expires
        assert first is not None  # noqa: S101 - that is why it is listed
        left = (first - report.as_of).days
        yield f"Next to expire: {_count(len(coming), 'claim')} on {wording.day(first)}, in {_count(left, 'day')}."
    still_open = sum(not each.settled for each in report.contradictions)
    settled = len(report.contradictions) - still_open
    yield f"{_count(still_open, 'open contradiction')}, {settled} settled."
    alone = sum(told.independent < 2 for told in report.used)
    if alone:
        yield f"Fewer than two independent lines of evidence: {alone} of {_count(used, 'claim')} told."


def _count(number: int, word: str) -> str:
    return f"1 {word}" if number == 1 else f"{number} {word}s"


def _claim(told: Told, report: Report) -> ClaimOutline:
    claim = told.claim
    return ClaimOutline(
        id=claim.id,
        text=claim.text,
        topic=claim.topic,
        verdict=str(claim.verdict),
        verdict_words=wording.VERDICTS[claim.verdict],
        why=claim.why,
        expired=bool(claim.expires and claim.expires < report.as_of),
        facts=tuple(_facts(told, report)),
        quotes=tuple(_quote(carried, report) for carried in told.quotes),
        contradictions=tuple(_contradiction(each) for each in told.contradictions),
        uses=tuple(_use(use) for use in told.uses),
        at=str(claim.at),
    )


def _every_quote(report: Report) -> Iterable[tuple[str, str, tuple[Carried, ...]]]:
    yield from (("claim", told.claim.id, told.quotes) for told in report.claims)
    yield from (("promise", pledged.promise.id, pledged.quotes) for pledged in report.promises)


def _promise(pledged: Pledged, report: Report) -> PromiseOutline:
    promise = pledged.promise
    facts = [
        ("Promised by", promise.promisor),
        ("Confirmed", wording.day(promise.confirmed) if promise.confirmed else "on no stated day"),
        ("Validity", wording.expiry(promise.expires, report.as_of)),
    ]
    return PromiseOutline(
        id=promise.id,
        text=promise.text,
        expired=bool(promise.expires and promise.expires < report.as_of),
        facts=(*facts, *(() if pledged.uses else (("Used", "in no piece"),))),
        quotes=tuple(_quote(carried, report) for carried in pledged.quotes),
        uses=tuple(_use(use) for use in pledged.uses),
        at=str(promise.at),
    )


def _facts(told: Told, report: Report) -> Iterable[tuple[str, str]]:
    claim, edition = told.claim, report.edition
    yield "Roots", wording.roots([report.name(root) for root in told.roots], told.independent)
    yield "Kind", f"{claim.kind}; {wording.MODALITIES[claim.modality]}"
    yield "Credibility", wording.credibility(claim.credibility)
    if claim.quantity:
        yield "Number", wording.quantity(claim.quantity)
        how, parts = wording.parts(claim)
        if parts:
            yield "Derived", f"{how} {', '.join(parts)}"
    if claim.topic:
        yield "Topic", claim.topic
    if claim.place:
        yield "Place", report.name(claim.place)
    if claim.members:
        yield "Members", "; ".join(claim.members)
    if claim.happened:
        yield "Happened", wording.days(claim.happened.first, claim.happened.last)
    yield "Made for", wording.day(claim.as_of) if claim.as_of else "no stated day"
    yield "Validity", wording.expiry(claim.expires, report.as_of)
    if not told.uses:
        yield "Used", "in no piece" if edition.pieces else "there is no piece"


def _quote(carried: Carried, report: Report) -> QuoteOutline:
    anchor, source = carried.anchor, carried.source
    return QuoteOutline(
        # A word that was cut off beside a quote tells nothing.
        before=re.sub(r"^\S*\s", "", anchor.before) if len(anchor.before) == AROUND else anchor.before,
        exact=anchor.exact or carried.quote.exact,
        after=re.sub(r"\s\S*$", "", anchor.after) if len(anchor.after) == AROUND else anchor.after,
        language=source.language if source else "",
        source=f"{source.title} ({carried.quote.source})" if source else carried.quote.source,
        publisher=source.publisher if source else "",
        reliability=wording.reliability(source.reliability) if source else "",
        chain=wording.chain([report.name(link) for link in carried.links]),
        place="" if anchor.fault else f"{anchor.file}, line {anchor.line}",
        quoted_at=str(carried.quote.at),
        fault=anchor.fault,
    )


def _contradiction(each: Contradiction) -> ContradictionOutline:
    return ContradictionOutline(
        str(each.rule), each.why, tuple(map(_side, each.sides)), each.itself or "", each.settled
    )


def _side(side: Side) -> SideOutline:
    return SideOutline(side.claim.id, tuple(map(str, side.quotes)) or (f"“{side.claim.text}” ({side.claim.at})",))


def _use(use: Use) -> UseOutline:
    return UseOutline(
        use.piece, use.language, use.block, use.before, use.words, use.after, str(use.at), use.repeated_by
    )


def _source(source: Source, carries: Iterable[tuple[str, str]], report: Report) -> SourceOutline:
    capture = source.capture
    facts = [
        ("Publisher", source.publisher),
        ("Published", wording.day(source.published) if source.published else "undated"),
        ("Language", source.language),
        ("Reliability", wording.reliability(source.reliability) + (f": {source.grounds}" if source.grounds else "")),
        ("Captured", f"{wording.day(capture.taken)}, {capture.file}"),
    ]
    if capture.words_file:
        facts.append(("Words", f"{capture.words_file}, found by {capture.extractor or 'an unnamed program'}"))
    fault = report.lacking.get(source.id, "")
    return SourceOutline(source.id, source.title, tuple(facts), capture.page, capture.words, fault, tuple(carries))
