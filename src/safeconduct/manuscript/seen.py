# SPDX-License-Identifier: Apache-2.0
"""What a sign-off binds to: everything that decides what one piece says and how it goes out."""

from collections.abc import Iterable, Mapping

from safeconduct.model.canonical import Digest, digest_of_value
from safeconduct.model.codec import plain
from safeconduct.model.edition import Edition, Piece
from safeconduct.model.ledger import Claim, Promise


def seen_digest(edition: Edition, piece: Piece) -> Digest:
    """Digest of the piece, its copies, pictures and takes, and of what it cites, down to the sources.

    Lines and file positions do not count; words, digests, dates and verdicts do.  A brief also binds to the piece
    it is about, to the language of the readers, and to every promise of the edition: it prints them all.
    """
    about = edition.piece(piece.about) if piece.about else None
    return digest_of_value(
        {
            "edition": edition.id,
            "title": edition.title,
            "notice": edition.notice,
            "piece": _content(edition, piece),
            "about": _content(edition, about) if about else None,
            **({"brief": _listed(edition, piece)} if about else {}),
        }
    )


def _listed(edition: Edition, brief: Piece) -> Mapping[str, object]:
    words = {language: edition.promised(language) for language in sorted(brief.copies)}
    names = sorted({name for told in words.values() for name in told})
    promises = [edition.promises[name] for name in names]
    return {
        "readers": edition.readers,
        "words": words,
        "promises": {one.id: _without_places(plain(one)) for one in promises},
        "sources": _sources(edition, promises),
    }


def _content(edition: Edition, piece: Piece) -> Mapping[str, object]:
    cited = {cite for copy in piece.copies.values() for cite, _ in copy.cites()}
    records = {cite: record for cite in sorted(cited) if (record := edition.record(cite))}
    pictures = {block.picture for copy in piece.copies.values() for block in copy.blocks} | set(piece.art.values())
    return {
        "id": piece.id,
        "format": piece.format,
        "channels": piece.channels,
        "speaker": piece.attribution.speaker,
        "on_behalf_of": piece.attribution.on_behalf_of,
        "copies": {language: copy.digest for language, copy in piece.copies.items()},
        "pictures": {path: edition.files.get(path) for path in sorted(p for p in pictures if p)},
        "art": piece.art,
        "takes": {take.file: take.digest for take in piece.takes},
        "encloses": piece.encloses,
        "records": {cite: _without_places(plain(record)) for cite, record in records.items()},
        "sources": _sources(edition, records.values()),
    }


def _sources(edition: Edition, records: Iterable[Claim | Promise]) -> Mapping[str, object]:
    # Who published the evidence, and the very page: a reviewer trusts a quotation for the sake of its source.
    quotes = [quote for one in records for quote in (one.quotes if isinstance(one, Claim) else one.authority)]
    named = sorted({quote.source for quote in quotes} & edition.sources.keys())
    return {name: _without_places(plain(edition.sources[name])) for name in named}


def _without_places(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_places(inner) for name, inner in value.items() if name != "at"}
    if isinstance(value, list | tuple):
        return [_without_places(inner) for inner in value]
    return value
