# SPDX-License-Identifier: Apache-2.0
"""How the subjects of each kind are found, with their places and the pieces they concern."""

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from safeconduct.model.channel import PaperChannel, SoundChannel
from safeconduct.model.edition import BlockKind, Copy, Edition, Piece, Take
from safeconduct.model.handover import PRINTING_HANDOVERS, Handover
from safeconduct.model.ledger import Claim, Consent, Promise, Quote, Source
from safeconduct.model.places import Moment, Place, Sheet, Span
from safeconduct.model.signed import Confirmation, Cosmetic, ReaderTest, SignOff, Waiver

from .exchanged import Glossed, PutBack, Translation, glossed, put_back, translations
from .passages import Link, Parallel, Passage, Retelling, links, parallels, passages, retellings
from .scene import (
    Against,
    Cited,
    Files,
    Imposed,
    Original,
    Phrase,
    Printed,
    PrintFile,
    Scanned,
    Scene,
    Scripted,
    Spoken,
    StepSaid,
    Worded,
    Written,
)


@frozen
class Subject:
    """One thing a check looks at, where it is, and which pieces it concerns."""

    value: object
    place: Place
    pieces: tuple[str, ...]


Finder = Callable[[Scene], Iterator[Subject]]


def _sources(scene: Scene) -> Iterator[Subject]:
    users: dict[str, set[str]] = {}
    for cite, quotes in _all_quotes(scene):
        for quote in quotes:
            users.setdefault(quote.source, set()).update(scene.citing(cite))
    for source in scene.edition.sources.values():
        yield Subject(source, source.at, tuple(sorted(users.get(source.id, ()))))


def _quoted(scene: Scene) -> Iterator[Subject]:
    # Only quotes whose capture is at hand: a quote that nobody could look up was not examined.
    for cite, quotes in _all_quotes(scene):
        for quote in quotes:
            source = scene.edition.sources.get(quote.source)
            if source is None or source.capture.readable in scene.captured:
                yield Subject(quote, quote.at, scene.citing(cite))


def _all_quotes(scene: Scene) -> Iterator[tuple[str, tuple[Quote, ...]]]:
    for claim in scene.edition.claims.values():
        yield f"claim:{claim.id}", claim.quotes
    for promise in scene.edition.promises.values():
        yield f"promise:{promise.id}", promise.authority


def _claims(scene: Scene) -> Iterator[Subject]:
    for claim in scene.edition.claims.values():
        pieces = scene.citing(f"claim:{claim.id}")
        if pieces:
            yield Subject(claim, claim.at, pieces)


def _ledger(scene: Scene) -> Iterator[Subject]:
    if scene.edition.claims:
        yield Subject(scene.edition, scene.edition.at, ())


def _promises(scene: Scene) -> Iterator[Subject]:
    for promise in scene.edition.promises.values():
        pieces = scene.citing(f"promise:{promise.id}")
        if pieces:
            yield Subject(promise, promise.at, pieces)


def _consents(scene: Scene) -> Iterator[Subject]:
    for consent in scene.edition.consents:
        pieces = {take.piece for piece in scene.edition.pieces for take in piece.takes if take.digest in consent.covers}
        if pieces:
            yield Subject(consent, consent.at, tuple(sorted(pieces)))


def _takes(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        for take in piece.takes:
            yield Subject(take, take.at, (piece.id,))


def _pieces(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        yield Subject(piece, piece.at, (piece.id,))


def _copies(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        for copy in piece.copies.values():
            yield Subject(copy, copy.at, (piece.id,))


def _cited(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        for copy in piece.copies.values():
            for cite, block in copy.cites():
                yield Subject(Cited(cite, block, copy, piece), block.at, (piece.id,))


def _passages(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        for passage in passages(piece):
            yield Subject(passage, passage.block.at, (piece.id,))


def _links(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        for link in links(piece):
            yield Subject(link, link.block.at, (piece.id,))


def _parallels(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        for parallel in parallels(piece, scene.edition.readers):
            yield Subject(parallel, parallel.passages[0].block.at, (piece.id,))


def _retellings(scene: Scene) -> Iterator[Subject]:
    for retelling in retellings(scene.edition):
        first = retelling.links[0]
        yield Subject(retelling, first.block.at, tuple(link.passage.piece.id for link in retelling.links))


def _written(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        for channel in (scene.channels.get(name) for name in piece.channels):
            for language, copy in piece.copies.items():
                if isinstance(channel, PaperChannel):
                    words = scene.words[(piece.id, language)]
                    yield Subject(Written(copy, piece, channel, words), copy.at, (piece.id,))


def _scripted(scene: Scene) -> Iterator[Subject]:
    pieces = {piece.id for piece in scene.edition.pieces}
    for scripted in scene.scripts:
        if scripted.piece.id in pieces:
            yield Subject(scripted, scripted.copy.at, (scripted.piece.id,))


def _worded(scene: Scene) -> Iterator[Subject]:
    for worded in scene.worded or ():
        yield Subject(worded, worded.at, (worded.piece.id,) if worded.piece else ())


def _translations(scene: Scene) -> Iterator[Subject]:
    for translation in translations(scene.edition):
        yield Subject(translation, translation.copy.at, (translation.piece.id,))


def _put_back(scene: Scene) -> Iterator[Subject]:
    for one in put_back(scene.edition):
        yield Subject(one, one.back.at, (one.piece.id,))


def _glossed(scene: Scene) -> Iterator[Subject]:
    for one in glossed(scene.edition):
        yield Subject(one, one.passage.block.at, (one.passage.piece.id,))


def _phrases(scene: Scene) -> Iterator[Subject]:
    edition = scene.edition
    for text in edition.title.values():
        yield Subject(Phrase(text), edition.at, ())
    for text in edition.notice.values():
        yield Subject(Phrase(text, is_notice=True), edition.at, ())
    for piece in edition.pieces:
        for text in (*piece.attribution.speaker.values(), *piece.attribution.on_behalf_of.values()):
            yield Subject(Phrase(text), piece.at, (piece.id,))
    for claim in edition.claims.values():
        pieces = scene.citing(f"claim:{claim.id}")
        for text in claim.credit.values() if pieces else ():
            yield Subject(Phrase(text), claim.at, pieces)
    for handover in edition.handovers:
        for text in handover.purpose.values():
            yield Subject(Phrase(text), handover.at, planning_pieces(scene))
    for promise in edition.promises.values():
        pieces = scene.citing(f"promise:{promise.id}")
        for text in (promise.promisor, *promise.credit.values()) if pieces else ():
            yield Subject(Phrase(text), promise.at, pieces)


def _handovers(scene: Scene) -> Iterator[Subject]:
    for handover in scene.edition.handovers:
        yield Subject(handover, handover.at, planning_pieces(scene))


def planning_pieces(scene: Scene) -> tuple[str, ...]:
    """Return the ids of the pieces that print the handovers; none: a fault in one concerns the whole edition."""
    return tuple(piece.id for piece in scene.edition.pieces if piece.format in PRINTING_HANDOVERS)


def _steps(scene: Scene) -> Iterator[Subject]:
    for piece in scene.edition.pieces:
        copy = piece.copies.get(scene.edition.readers) or next(iter(piece.copies.values()))
        for block in copy.blocks:
            if block.kind is BlockKind.STEP:
                yield Subject(StepSaid(block, piece), block.at, (piece.id,))


def _signed(kind: type) -> Finder:
    def find(scene: Scene) -> Iterator[Subject]:
        for record in scene.edition.signed:
            if isinstance(record, kind):
                # One for a piece that does not exist concerns the whole edition.
                yield Subject(record, record.at, (record.piece,) if record.piece in scene.seen else ())

    return find


def _printed(scene: Scene) -> Iterator[Subject]:
    for printed in scene.printed or ():
        yield Subject(printed, Sheet(printed.proof.file, 1, (0, 0, 0, 0)), (printed.piece.id,))


def _imposed(scene: Scene) -> Iterator[Subject]:
    for imposed in scene.imposed or ():
        yield Subject(imposed, Sheet(imposed.proof.file, 1, (0, 0, 0, 0)), (imposed.piece.id,))


def _files(scene: Scene | Files) -> Iterator[Subject]:
    for file in scene.files or ():
        yield Subject(file, Sheet(file.proof.file, 1, (0, 0, 0, 0)), (file.piece,) if file.piece else ())


def _scanned(scene: Scene) -> Iterator[Subject]:
    for scanned in scene.scanned or ():
        file, heard = scanned.scan.file, isinstance(scanned.channel, SoundChannel)
        place: Place = Moment(file, 0.0, 0.0) if heard else Sheet(file, 1, (0, 0, 0, 0))
        yield Subject(scanned, place, (scanned.piece.id,))


def _originals(scene: Scene) -> Iterator[Subject]:
    pieces = {piece.id for piece in scene.edition.pieces}
    for original in scene.originals:
        if using := tuple(piece for piece in original.pieces if piece in pieces):
            yield Subject(original, Span(original.scan.file), using)


def _against(files: Files) -> Iterator[Subject]:
    for against in files.against:
        yield Subject(against, Sheet(against.proof.file, 1, (0, 0, 0, 0)), ())


def _only_with_files(_: Scene) -> Iterator[Subject]:
    return iter(())


def _spoken(scene: Scene) -> Iterator[Subject]:
    for spoken in scene.spoken or ():
        place = Span(spoken.piece.copies[spoken.language].at.file)
        yield Subject(spoken, place, (spoken.piece.id,))


FINDERS: Mapping[type, Finder] = {
    Source: _sources,
    Quote: _quoted,
    Claim: _claims,
    Edition: _ledger,
    Promise: _promises,
    Consent: _consents,
    Take: _takes,
    Piece: _pieces,
    Copy: _copies,
    Cited: _cited,
    Passage: _passages,
    Link: _links,
    Parallel: _parallels,
    Retelling: _retellings,
    Written: _written,
    Scripted: _scripted,
    Worded: _worded,
    Translation: _translations,
    PutBack: _put_back,
    Glossed: _glossed,
    Phrase: _phrases,
    Handover: _handovers,
    StepSaid: _steps,
    SignOff: _signed(SignOff),
    Waiver: _signed(Waiver),
    Confirmation: _signed(Confirmation),
    ReaderTest: _signed(ReaderTest),
    Cosmetic: _signed(Cosmetic),
    Printed: _printed,
    Imposed: _imposed,
    PrintFile: _files,
    Against: _only_with_files,
    Spoken: _spoken,
    Scanned: _scanned,
    Original: _originals,
}
PRODUCTS = (Printed, Imposed, PrintFile, Spoken, Scanned)
LOOKED_AT_LATER = (*PRODUCTS, Worded)
"""What is not there yet when the text is judged for the first time."""

OF_FILES: Mapping[type, Callable[[Files], Iterator[Subject]]] = {PrintFile: _files, Against: _against}
"""How subjects are found where there are only files, and no manuscript."""
