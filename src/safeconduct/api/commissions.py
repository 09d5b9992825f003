# SPDX-License-Identifier: Apache-2.0
"""What a workshop is told about an edition: fixed words, notice, attributions, validity, and the mark of a specimen."""

from collections.abc import Iterator
from datetime import date

from safeconduct.language.credits import merged
from safeconduct.language.labels import labels, mark
from safeconduct.model.edition import Copy, Edition, Piece
from safeconduct.model.ledger import Claim, Promise
from safeconduct.model.status import Status
from safeconduct.model.works import Commission


def commission_of(edition: Edition, piece: Piece, copy: Copy, as_of: date, status: Status) -> Commission:
    """Return what a workshop is told about one piece in one language besides piece, copy and channel."""
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
