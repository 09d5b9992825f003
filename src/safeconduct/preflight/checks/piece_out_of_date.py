# SPDX-License-Identifier: Apache-2.0
"""Nothing that a piece cites has ended between the day of the edition and today."""

from collections.abc import Iterator
from datetime import date

from safeconduct.model.edition import Piece
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="piece-out-of-date",
    subject=Piece,
    severity=Severity.STOP,
    rationale=(
        "An edition made as of a day in the past may rest on claims, promises or consents that have ended since: built "
        "today, it would be handed out today."
    ),
    remedy="Check again what has ended, move as_of and the end dates, and have the piece signed off again.",
    reference="docs/standard.md#status",
    waivable=False,
)
def piece_out_of_date(piece: Piece, scene: Scene) -> Iterator[Fault]:
    """Yield one fault when the first end among what the piece cites lies between the edition's day and today."""
    ended = [end for end in _ends(piece, scene) if scene.as_of <= end < scene.today]
    if ended:
        yield Fault(
            f"“{piece.id}” is made as of {scene.as_of} and rests on something that ended on {min(ended)}; "
            f"today is {scene.today}."
        )


def _ends(piece: Piece, scene: Scene) -> Iterator[date]:
    edition = scene.edition
    told = [(f"claim:{name}", claim.expires) for name, claim in edition.claims.items()]
    told += [(f"promise:{name}", promise.expires) for name, promise in edition.promises.items()]
    yield from (expires for cite, expires in told if expires and piece.id in scene.citing(cite))
    takes = {take.digest for take in piece.takes}
    yield from (c.expires for c in edition.consents if c.expires and takes & set(c.covers))
