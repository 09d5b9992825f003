# SPDX-License-Identifier: Apache-2.0
"""What a sign-off binds to: everything that decides what one piece says and how it goes out."""

from collections.abc import Callable, Iterable, Mapping

from safeconduct.model.canonical import Digest, digest_of_value
from safeconduct.model.codec import plain
from safeconduct.model.edition import Block, BlockKind, Copy, Edition, Piece, Run
from safeconduct.model.handover import PRINTING_HANDOVERS
from safeconduct.model.ledger import Claim, Promise
from safeconduct.model.spoken import HouseSound

from .bare import bare

Form = Callable[[Copy], object]
"""What of a copy counts."""


def seen_digest(edition: Edition, piece: Piece) -> Digest:
    """Digest of the piece, its copies, pictures and takes, and of what it cites, down to the sources.

    Lines and file positions do not count; words, digests, dates and verdicts do.  A brief also binds to the piece
    it is about, to the language of the readers, and to every promise of the edition: it prints them all.  A plan and a
    job ticket bind to every handover.
    """
    return _digest(edition, piece, lambda copy: copy.digest, str)


def bare_digest(edition: Edition, piece: Piece) -> Digest:
    """Digest of the same, save that of each copy only the bare words count, block by block.

    The kind, id, order, picture and citations of a block count as before, and so do its strong words.
    """
    return _digest(edition, piece, lambda copy: [bare_block(block) for block in copy.blocks], bare)


def bare_words(piece: Piece) -> Mapping[str, str]:
    """For each language of the piece a short fingerprint of every block's bare form, in order, parted by spaces.

    They tell in which block the first words changed; the proof is the digest.
    """
    return {
        language: " ".join(digest_of_value(bare_block(block))[:8] for block in copy.blocks)
        for language, copy in piece.copies.items()
    }


def tried_digest(edition: Edition, piece: Piece, language: str) -> Digest:
    """Digest of what readers of one language read, see and hear: bare words, pictures, recordings, sender and notice.

    What the piece rests on and how it goes out does not count: a test that failed fails with these words again.
    """
    words = (piece.attribution.speaker, piece.attribution.on_behalf_of, edition.notice)
    return digest_of_value(
        {
            "edition": edition.id,
            "piece": piece.id,
            "language": language,
            "around": [bare(told.get(language, "")) for told in words],
            "blocks": [
                [block.kind, bare(block.text), block.alt, edition.files.get(block.picture or "")]
                for block in piece.copies[language].blocks
            ],
            "art": {name: edition.files.get(path) for name, path in piece.art.items()},
            "takes": {take.block: take.digest for take in piece.takes if take.language == language},
        }
    )


def steps_digest(edition: Edition, piece: Piece) -> Digest:
    """Digest of the steps of the piece in their order: ids, words in every language, pictures."""
    steps = {
        language: [
            [block.id, block.text, block.alt, block.picture, edition.files.get(block.picture or "")]
            for block in copy.blocks
            if block.kind is BlockKind.STEP
        ]
        for language, copy in piece.copies.items()
    }
    return digest_of_value({"edition": edition.id, "piece": piece.id, "steps": steps})


def _digest(edition: Edition, piece: Piece, form: Form, words: Callable[[str], str]) -> Digest:
    about = edition.piece(piece.about) if piece.about else None
    return digest_of_value(
        {
            "edition": edition.id,
            "title": edition.title,
            "notice": edition.notice,
            "readers": edition.readers,
            "piece": _content(edition, piece, form),
            "about": _content(edition, about, form) if about else None,
            **({"brief": _listed(edition, piece, words)} if about else {}),
            **({"sound": _sound(edition, piece)} if piece.spoken and edition.house_sound != HouseSound() else {}),
            **({"handovers": _handovers(edition)} if piece.format in PRINTING_HANDOVERS else {}),
            # What encloses others prints by which digits the press is known.
            **({"press": edition.press} if piece.encloses and edition.press else {}),
        }
    )


def _sound(edition: Edition, piece: Piece) -> object:
    # Whether a machine may speak, which one, and what is said besides the copy.
    house = edition.house_sound
    voices = {path: digest for path, digest in edition.files.items() if path.startswith("voices/")}
    return {
        "say_valid_until": house.say_valid_until,
        "synthetic": piece.id in house.synthetic,
        "voices": {language: house.voices[language] for language in piece.copies if language in house.voices},
        "files": voices,
        "cleaned": [house.denoise, house.at_risk],
        # A person reads by ear; a machine says what the draft tells it.
        **({"draft": piece.draft.digest} if piece.draft and piece.id in house.synthetic else {}),
    }


def _handovers(edition: Edition) -> object:
    # Who gets them is printed by name.
    named = {one.to: edition.entities[one.to].name for one in edition.handovers if one.to in edition.entities}
    return {"lots": [_without_places(plain(one)) for one in edition.handovers], "named": named}


def bare_block(block: Block) -> object:
    """Return what a block says when spacing and punctuation do not count, as plain values."""
    # The words as a whole, so that two runs cannot run into one word, and then what is said under which citation.
    return {
        "id": block.id,
        "kind": block.kind,
        "picture": block.picture,
        "alt": block.alt,
        "columns": block.columns,
        "words": [bare("".join(run.text for run in runs)) for runs in (block.runs, *block.cells)],
        "runs": [_bare_runs(runs) for runs in (block.runs, *block.cells)],
    }


def _bare_runs(runs: Iterable[Run]) -> list[object]:
    told = [(bare(run.text).strip(), run) for run in runs]
    return [[words, run.cites, run.strong] for words, run in told if words or run.cites]


def _listed(edition: Edition, brief: Piece, words: Callable[[str], str]) -> Mapping[str, object]:
    promised = {language: edition.promised(language) for language in sorted(brief.copies)}
    names = sorted({name for told in promised.values() for name in told})
    promises = [edition.promises[name] for name in names]
    return {
        "words": {language: {name: words(text) for name, text in told.items()} for language, told in promised.items()},
        "promises": {one.id: _without_places(plain(one)) for one in promises},
        "sources": _sources(edition, promises),
    }


def _content(edition: Edition, piece: Piece, form: Form) -> Mapping[str, object]:
    cited = {cite for copy in piece.copies.values() for cite, _ in copy.cites()}
    found = [record for cite in cited if (record := edition.record(cite))]
    # A derived number is what the claims make it that it is derived from.
    cited |= {f"claim:{name}" for record in found for name in edition.derived_from(record)}
    records = {cite: record for cite in sorted(cited) if (record := edition.record(cite))}
    pictures = {block.picture for copy in piece.copies.values() for block in copy.blocks} | set(piece.art.values())
    return {
        "id": piece.id,
        "format": piece.format,
        "channels": piece.channels,
        "speaker": piece.attribution.speaker,
        "on_behalf_of": piece.attribution.on_behalf_of,
        "copies": {language: form(copy) for language, copy in piece.copies.items()},
        "pictures": {path: edition.files.get(path) for path in sorted(p for p in pictures if p)},
        "art": piece.art,
        "takes": {take.file: take.digest for take in piece.takes},
        "encloses": piece.encloses,
        "addressee": piece.addressee,
        "theme": piece.theme,
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
