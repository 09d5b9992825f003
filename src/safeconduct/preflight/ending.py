# SPDX-License-Identifier: Apache-2.0
"""When what a piece rests on comes to an end."""

from collections.abc import Iterator
from datetime import date

from safeconduct.model.edition import Piece

from .confirming import confirmed_by
from .scene import Scene
from .standard import steps_of


def ends(piece: Piece, scene: Scene) -> Iterator[date]:
    """Yield the last day of each claim, promise, consent, waiver and confirmation that the piece rests on."""
    edition = scene.edition
    told = [(f"claim:{name}", claim.expires) for name, claim in edition.claims.items()]
    told += [(f"promise:{name}", promise.expires) for name, promise in edition.promises.items()]
    yield from (expires for cite, expires in told if expires and piece.id in scene.citing(cite))
    takes = {take.digest for take in piece.takes}
    yield from (c.expires for c in edition.consents if c.expires and takes & set(c.covers))
    yield from (waiver.until for waiver in edition.waivers if waiver.piece == piece.id)
    for step in steps_of(piece):
        confirmation = confirmed_by(piece.id, step, scene)
        if confirmation is not None:
            yield confirmation.until


def first_end(scene: Scene) -> date | None:
    """Return the day until which everything that the edition rests on holds, or None when nothing ends."""
    return min((end for piece in scene.edition.pieces for end in ends(piece, scene)), default=None)
