# SPDX-License-Identifier: Apache-2.0
"""Consigning: what one piece has to tell about others, as plain values for the press."""

from collections.abc import Collection, Mapping

from safeconduct.language.labels import written_date
from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.model.edition import Edition, Piece
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.status import Status
from safeconduct.model.works import Made, Plan
from safeconduct.press.consigned import Delivery, Product

HANDED_OVER = ("application/pdf", "audio/", "video/")
FOR_THE_NARRATOR = ".script.pdf"


def enclosed(piece: Piece, before: Collection[Plan]) -> dict[str, Made]:
    """Return every finished file of the pieces that `piece` encloses, by its name in the kit."""
    return {
        artifact.file: artifact.made
        for plan in before
        if plan.piece in piece.encloses
        for artifact in plan.artifacts
        if artifact.media_type.startswith(HANDED_OVER) and not artifact.file.endswith(FOR_THE_NARRATOR)
    }


def products(
    edition: Edition, piece: Piece, language: str, before: Collection[Plan], statuses: Mapping[str, Status]
) -> tuple[Product, ...]:
    """Return the products of the pieces that `piece` encloses, in its order, titled in `language` where they can be."""
    return tuple(
        _product(edition, plan, language, statuses) for name in piece.encloses for plan in before if plan.piece == name
    )


def _product(edition: Edition, plan: Plan, language: str, statuses: Mapping[str, Status]) -> Product:
    piece = next(piece for piece in edition.pieces if piece.id == plan.piece)
    told_in = language if language in piece.copies else next(iter(piece.copies))
    channel = channels()[plan.channel]
    usual = channel.themes[0] if isinstance(channel, PaperChannel) else ""
    return Product(
        piece=piece.id,
        title=piece.copies[told_in].title or piece.id,
        title_language=told_in,
        language=plan.language,
        channel=channel,
        theme=piece.theme or usual,
        final=statuses[piece.id] is Status.FINAL,
        files=tuple(made.file for made in plan.artifacts if made.media_type.startswith(HANDED_OVER)),
    )


def deliveries(edition: Edition, language: str) -> tuple[Delivery, ...]:
    """Return the planned handovers by day, in the words of `language`.

    Raises `StepRefusal` when a recipient or a purpose has no words in that language.
    """
    return tuple(
        Delivery(
            id=one.id,
            day=written_date(language, one.on),
            to=_named(edition, one.to, language, f"the handover “{one.id}” goes to"),
            purpose=_purpose(one.id, one.purpose, language),
            lots={(lot.piece, tag, lot.channel): lot.copies for lot in one.lots for tag in lot.languages},
        )
        for one in sorted(edition.handovers, key=lambda handover: (handover.on, handover.id))
    )


def addressee(edition: Edition, piece: Piece, language: str) -> str | None:
    """Return the printed name of the addressee; raises `StepRefusal` when it has none in that language."""
    return _named(edition, piece.addressee, language, f"“{piece.id}” is addressed to") if piece.addressee else None


def _named(edition: Edition, entity_id: str, language: str, what: str) -> str:
    entity = edition.entities.get(entity_id)
    if entity is None or language not in entity.name:
        raise StepRefusal(
            f"There is no name in {language} for “{entity_id}”, which {what}.",
            f'add a line {language} = "…" to [name] in entities/{entity_id}.toml.',
        )
    return entity.name[language]


def _purpose(handover: str, purpose: Mapping[str, str], language: str) -> str:
    if language not in purpose:
        raise StepRefusal(
            f"The handover “{handover}” does not say in {language} what it is for.",
            f'add a line {language} = "…" to [purpose] in handovers/{handover}.toml.',
        )
    return purpose[language]
