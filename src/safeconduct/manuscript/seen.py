# SPDX-License-Identifier: Apache-2.0
"""What a sign-off binds to: everything that decides what one piece says and how it goes out."""

from collections.abc import Mapping

from safeconduct.model.canonical import Digest, digest_of_value
from safeconduct.model.codec import plain
from safeconduct.model.edition import Edition, Piece


def seen_digest(edition: Edition, piece: Piece) -> Digest:
    """Digest of the piece, its copies, pictures and takes, and of each claim and promise that it cites.

    Lines and file positions do not count; words, digests, dates and verdicts do.  A brief also binds to the piece
    it is about.
    """
    about = edition.piece(piece.about) if piece.about else None
    return digest_of_value(
        {
            "edition": edition.id,
            "title": edition.title,
            "notice": edition.notice,
            "piece": _content(edition, piece),
            "about": _content(edition, about) if about else None,
        }
    )


def _content(edition: Edition, piece: Piece) -> Mapping[str, object]:
    cited = {cite for copy in piece.copies.values() for cite, _ in copy.cites()}
    records = {f"claim:{k}": v for k, v in edition.claims.items()} | {
        f"promise:{k}": v for k, v in edition.promises.items()
    }
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
        "records": {cite: _without_places(plain(records[cite])) for cite in sorted(cited) if cite in records},
    }


def _without_places(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_places(inner) for name, inner in value.items() if name != "at"}
    if isinstance(value, list | tuple):
        return [_without_places(inner) for inner in value]
    return value
