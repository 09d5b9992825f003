# SPDX-License-Identifier: Apache-2.0
"""Nothing that a piece rests on has ended between the day of the edition and today."""

from collections.abc import Iterator
from datetime import date

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim, Consent, Promise
from safeconduct.model.signed import Waiver
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="piece-out-of-date",
    subject=(Claim, Promise, Consent, Waiver),
    severity=Severity.STOP,
    rationale=(
        "An edition made as of a day in the past may rest on claims, promises or consents that have ended since: built "
        "today, it would be handed out today."
    ),
    remedy="Check again what has ended, move as_of and the end dates, and have the piece signed off again.",
    reference="docs/standard.md#status",
)
def piece_out_of_date(record: Claim | Promise | Consent | Waiver, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for a record that still held on the edition's day and holds no more today."""
    for end, named in _ends(record, scene):
        if end is not None and scene.as_of <= end < scene.today:
            yield Fault(
                f"{named} ended on {end}: it held on the day of the edition, "
                f"{scene.as_of}, and holds no more today, {scene.today}."
            )


def _ends(record: Claim | Promise | Consent | Waiver, scene: Scene) -> Iterator[tuple[date | None, str]]:
    if isinstance(record, Claim):
        yield from ((one.expires, named) for one, named in scene.edition.with_parts(record))
    else:
        end = record.until if isinstance(record, Waiver) else record.expires
        yield end, f"The {type(record).__name__.lower()} “{record.id}”"
