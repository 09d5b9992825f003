# SPDX-License-Identifier: Apache-2.0
"""What the exchange with translators leaves behind to examine: states, back-translations, and terms in copies."""

from collections.abc import Iterator

from attrs import frozen

from safeconduct.manuscript.back_translations import changed_since
from safeconduct.manuscript.segments import Stood, standings
from safeconduct.manuscript.terms import Used, used
from safeconduct.model.edition import Copy, Edition, Piece
from safeconduct.model.exchange import BackTranslation, Concept, TermStatus

from .passages import Passage, passages


@frozen(eq=False)
class Translation:
    """A copy whose segments are kept, and how each block of its source stands in it."""

    piece: Piece
    copy: Copy
    stood: tuple[Stood, ...]


@frozen(eq=False)
class PutBack:
    """A copy that somebody has put back into another language."""

    piece: Piece
    copy: Copy
    back: BackTranslation

    @property
    def changed(self) -> dict[str, tuple[str, ...]]:
        """What has changed since, by block: "copy", "source"."""
        return dict(changed_since(self.back, self.copy, self.piece.copies.get(self.back.into)))


@frozen(eq=False)
class Glossed:
    """Words of one language, where the manuscript has a glossary for it."""

    passage: Passage
    concepts: tuple[Concept, ...]
    unprinted: frozenset[str]

    def used(self, status: TermStatus) -> Iterator[Used]:
        """Yield each term of this status that stands there, save a name that is not printed: another check tells it."""
        text, language = self.passage.text, self.passage.language
        for one in used(text, language, self.concepts, status):
            if text[one.start : one.end] not in self.unprinted:
                yield one

    def better(self, one: Used) -> str:
        """Return the terms to write instead, in quotation marks, or ""."""
        told = one.concept.of(self.passage.language, TermStatus.PREFERRED)
        return " or ".join(f"“{term.words}”" for term in told)


def translations(edition: Edition) -> Iterator[Translation]:
    """Yield every copy whose segments are kept."""
    for piece in edition.pieces:
        for language, segments in piece.segments.items():
            copy = piece.copies[language]
            source = piece.copies[segments.translated_from]
            yield Translation(piece, copy, tuple(standings(source, copy, segments, language)))


def put_back(edition: Edition) -> Iterator[PutBack]:
    """Yield every back-translation with its copy."""
    for piece in edition.pieces:
        for back in piece.backs:
            yield PutBack(piece, piece.copies[back.language], back)


def glossed(edition: Edition) -> Iterator[Glossed]:
    """Yield every passage in a language for which the glossary has terms."""
    languages = {term.language for concept in edition.glossary for term in concept.terms}
    unprinted: dict[str, set[str]] = {}
    for entity in edition.entities.values():
        for language, names in entity.also.items():
            unprinted.setdefault(language, set()).update(names)
    for piece in edition.pieces:
        for passage in passages(piece):
            if passage.language in languages:
                yield Glossed(passage, edition.glossary, frozenset(unprinted.get(passage.language, ())))
