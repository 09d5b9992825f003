# SPDX-License-Identifier: Apache-2.0
"""Planning: every piece, language and channel of an edition as steps, with the marks that the gate demands."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from attrs import evolve

from safeconduct.language.credits import merged
from safeconduct.language.labels import labels, languages, mark
from safeconduct.language.speech import syllables
from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Copy, Edition, Piece
from safeconduct.model.handover import PRINTING_HANDOVERS
from safeconduct.model.judgement import Finding, Severity, Status
from safeconduct.model.ledger import Claim, Promise
from safeconduct.model.places import Span
from safeconduct.model.refusal import StepRefusal, UsageRefusal
from safeconduct.model.works import Commission, Plan
from safeconduct.press.planning import plan as plan_paper
from safeconduct.studio.planning import plan as plan_sound
from safeconduct.studio.planning import sentences as spoken_sentences

from .consigning import addressee, deliveries, enclosed, products


def plan_edition(
    edition: Edition, as_of: date, statuses: Mapping[str, Status]
) -> tuple[tuple[Plan, ...], tuple[Finding, ...]]:
    """Plan every piece, and find those that cannot be made as they are written.

    Covering letters come last, because they list the finished files of the others.
    """
    plans: list[Plan] = []
    faults: list[Finding] = []
    for piece in _enclosed_first(edition):
        for language, copy in piece.copies.items():
            if language not in languages():
                raise UsageRefusal(
                    f"There are no fixed words for the language “{language}”.",
                    f"use one of: {', '.join(languages())}.",
                )
            for name in piece.channels:
                commission = _commission(edition, piece, copy, as_of, statuses[piece.id])
                try:
                    plan = _plan(edition, piece, copy, name, commission, plans, statuses)
                    plans.append(evolve(plan, imprint=_imprint(piece, copy, commission)))
                except StepRefusal as fault:
                    faults.append(cannot_be_made(piece, copy, fault.what, fault.do))
    return tuple(plans), tuple(faults)


def _enclosed_first(edition: Edition) -> Iterator[Piece]:
    # A letter may enclose a letter.  Pieces that enclose each other are a fault found while reading; any order does.
    left = {piece.id: piece for piece in sorted(edition.pieces, key=lambda piece: (bool(piece.encloses), piece.id))}
    while left:
        ready = (piece for piece in left.values() if not (set(piece.encloses) - {piece.id}) & left.keys())
        piece = next(ready, next(iter(left.values())))
        yield left.pop(piece.id)


def _imprint(piece: Piece, copy: Copy, commission: Commission) -> tuple[str, ...]:
    lines = (
        piece.attribution.speaker.get(copy.language, ""),
        piece.attribution.on_behalf_of.get(copy.language, ""),
        commission.notice,
        *commission.credits,
        commission.labels["valid_until_text"],
    )
    return tuple(line for line in lines if line)


def cannot_be_made(piece: Piece, copy: Copy, what: str, do: str) -> Finding:
    """The finding for a piece whose making failed through a fault of the manuscript or of a tool."""
    return Finding("step-failed", Severity.STOP, Span(copy.at.file), what, do, (piece.id,))


def _plan(
    edition: Edition,
    piece: Piece,
    copy: Copy,
    channel_id: str,
    commission: Commission,
    before: Collection[Plan],
    statuses: Mapping[str, Status],
) -> Plan:
    channel = channels()[channel_id]
    if not isinstance(channel, PaperChannel):
        return plan_sound(piece, copy, channel, commission, _spoken_syllables(piece, copy, commission))
    channel = edition.house_type.raised(channel)
    about = edition.piece(piece.about) if piece.about else None
    return plan_paper(
        piece,
        copy,
        channel,
        commission,
        about=about.copies.get(copy.language) if about else None,
        about_readers=about.copies.get(edition.readers) if about else None,
        promises=tuple(
            (text, _promisor(edition, name, copy.language))
            for name, text in (edition.promised(copy.language) if about else {}).items()
        ),
        enclosed=enclosed(piece, before),
        addressee=addressee(edition, piece, copy.language),
        products=products(edition, piece, copy.language, before, statuses),
        deliveries=deliveries(edition, copy.language) if piece.format in PRINTING_HANDOVERS else (),
    )


def _promisor(edition: Edition, promise: str, language: str) -> str:
    name = edition.promises[promise].promisor
    entity = edition.entity_of(name)
    return entity.name.get(language, name) if entity else name


def _commission(edition: Edition, piece: Piece, copy: Copy, as_of: date, status: Status) -> Commission:
    records = list(_cited(edition, piece, copy))
    printed = merged(record.credit[copy.language] for record in records if copy.language in record.credit)
    ends = [one.expires for record in records for one in _resting(edition, record) if one.expires]
    until = min(ends, default=None)
    return Commission(
        edition=edition.id,
        as_of=as_of,
        labels=labels(copy.language, as_of, until),
        notice=edition.notice.get(copy.language, ""),
        credits=printed,
        valid_until=until,
        mark=None if status is Status.FINAL else mark(copy.language),
        files=edition.files,
    )


def _cited(edition: Edition, piece: Piece, copy: Copy) -> Iterator[Claim | Promise]:
    about = edition.piece(piece.about) if piece.about else None
    repeated = about.copies.get(copy.language) if about else None
    for text in (copy, *((repeated,) if repeated else ())):
        for cite, _ in text.cites():
            if record := edition.record(cite):
                yield record
    for name in edition.promised(copy.language) if about else ():
        yield edition.promises[name]


def _resting(edition: Edition, record: Claim | Promise) -> Iterator[Claim | Promise]:
    if isinstance(record, Promise):
        yield record
    else:
        yield from (one for one, _ in edition.with_parts(record))


def _spoken_syllables(piece: Piece, copy: Copy, commission: Commission) -> dict[str, int]:
    return {block: syllables(text) for block, text in spoken_sentences(piece, copy, commission).items()}
