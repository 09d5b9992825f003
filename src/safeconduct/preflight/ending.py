# SPDX-License-Identifier: Apache-2.0
"""When what a piece rests on comes to an end."""

from collections.abc import Iterator
from datetime import date, timedelta

from safeconduct.model.edition import Piece

from .confirming import confirmed_by
from .scene import Scene
from .standard import steps_of


def ends(piece: Piece, scene: Scene) -> Iterator[date]:
    """Yield the last day of each claim, promise, consent, waiver and confirmation that the piece rests on.

    A letter or a brief rests on the pieces that it covers as well.
    """
    told = {piece.id: piece}
    while more := {name for one in told.values() for name in one.covers if scene.edition.piece(name)} - told.keys():
        told |= {one.id: one for one in scene.edition.pieces if one.id in more}
    for one in told.values():
        yield from _own_ends(one, scene)


def _own_ends(piece: Piece, scene: Scene) -> Iterator[date]:
    edition = scene.edition
    for name, claim in edition.claims.items():
        if piece.id in scene.citing(f"claim:{name}"):
            yield from (one.expires for one, _ in edition.with_parts(claim) if one.expires)
    for name, promise in edition.promises.items():
        if promise.expires and piece.id in scene.citing(f"promise:{name}"):
            yield promise.expires
    takes = {take.digest for take in piece.takes}
    for consent in edition.consents:
        if takes & set(consent.covers):
            yield from (end for end in (consent.expires, _before(consent.withdrawn)) if end)
    yield from (waiver.until for waiver in edition.waivers if waiver.piece == piece.id)
    for step in steps_of(piece):
        confirmation = confirmed_by(piece.id, step, scene)
        if confirmation is not None:
            yield confirmation.until


def _before(withdrawn: date | None) -> date | None:
    """Return the last day on which what is withdrawn still held."""
    return withdrawn - timedelta(days=1) if withdrawn and withdrawn > date.min else None


def first_end(scene: Scene) -> date | None:
    """Return the day until which everything that the edition rests on holds, or None when nothing ends."""
    return min((end for piece in scene.edition.pieces for end in ends(piece, scene)), default=None)
