# SPDX-License-Identifier: Apache-2.0
"""Planning: every piece, language and channel of an edition as steps, with the marks that the gate demands."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from attrs import evolve

from safeconduct.language.labels import languages
from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Copy, Edition, Piece
from safeconduct.model.handover import PRINTING_HANDOVERS
from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.places import Span
from safeconduct.model.refusal import StepRefusal, UsageRefusal
from safeconduct.model.spoken import Script
from safeconduct.model.status import Status
from safeconduct.model.works import Commission, Plan, Step
from safeconduct.press.planning import plan as plan_paper
from safeconduct.press.slides import slides_step
from safeconduct.studio.beside_steps import FILM, beats_of, texts_of
from safeconduct.studio.job import Job
from safeconduct.studio.planning import plan as plan_sound

from .commissions import commission_of
from .consigning import addressee, deliveries, enclosed, products
from .playlists import with_playlists
from .scripts import reading_script, with_pages
from .speaking import job_of, script_of


def plan_edition(
    edition: Edition, as_of: date, statuses: Mapping[str, Status], today: date | None = None
) -> tuple[tuple[Plan, ...], tuple[Finding, ...]]:
    """Plan every piece, and find those that cannot be made as they are written.

    Covering letters come last, because they list the finished files of the others.  Consents are judged on the day of
    the edition and on `today`, where it is given.
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
                commission = commission_of(edition, piece, copy, as_of, statuses[piece.id])
                try:
                    plan = _plan(edition, piece, copy, name, commission, plans, statuses, today or as_of)
                    plans.append(evolve(plan, imprint=_imprint(piece, copy, commission)))
                except StepRefusal as fault:
                    faults.append(cannot_be_made(piece, copy, fault.what, fault.do))
    specimens = frozenset(piece for piece, status in statuses.items() if status is not Status.FINAL)
    return with_playlists(edition, plans, specimens), tuple(faults)


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
    today: date,
) -> Plan:
    channel = channels()[channel_id]
    if not isinstance(channel, PaperChannel):
        job = job_of(edition, piece, copy, channel, commission, today)
        script = script_of(job)
        reading = reading_script(job, script)
        return with_pages(plan_sound(job, script, reading, _slides(job, script)), job, reading)
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
        press=edition.press,
        deliveries=deliveries(edition, copy.language) if piece.format in PRINTING_HANDOVERS else (),
    )


def _slides(job: Job, script: Script) -> Step | None:
    """The pictures of the film, where the channel has one."""
    if FILM not in job.channel.companions:
        return None
    texts = tuple(texts_of(script).items())
    where = (job.piece.id, job.copy.language)
    return slides_step(f"{job.base}.slides", *where, texts, job.sender, job.commission, beats_of(job))


def _promisor(edition: Edition, promise: str, language: str) -> str:
    name = edition.promises[promise].promisor
    entity = edition.entity_of(name)
    return entity.name.get(language, name) if entity else name
