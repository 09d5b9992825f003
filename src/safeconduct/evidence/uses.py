# SPDX-License-Identifier: Apache-2.0
"""Where claims and promises are used: piece, language, block, and the sentences that tell them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

from safeconduct.model.edition import BlockKind, Edition, Piece, Run
from safeconduct.model.places import Span

Sentences = Callable[[str], Sequence[str]]
"""Splits a text at its sentence ends."""


@frozen
class Use:
    """A claim or promise told in `block` of `piece` in `language`: the sentence in which `words` are what it says.

    `before` and `after` are the rest of it; `repeated_by` are the briefs that print this block again.
    """

    piece: str
    language: str
    block: str
    before: str
    words: str
    after: str
    at: Span
    repeated_by: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.words + self.after


def uses(edition: Edition, sentences: Sentences) -> Mapping[str, tuple[Use, ...]]:
    """Return every use by citation ("claim:x", "promise:y"), in the order of the edition."""
    found: dict[str, list[Use]] = {}
    for piece in edition.pieces:
        briefs = tuple(other.id for other in edition.pieces if other.about == piece.id)
        for cite, use in _in_piece(piece, briefs, sentences):
            found.setdefault(cite, []).append(use)
    return {cite: tuple(dict.fromkeys(told)) for cite, told in found.items()}


def _in_piece(piece: Piece, briefs: tuple[str, ...], sentences: Sentences) -> Iterator[tuple[str, Use]]:
    for language, copy in piece.copies.items():
        for block in copy.blocks:
            repeated = briefs if block.kind is BlockKind.STEP else ()
            for runs in (block.runs, *block.cells):
                for cite, before, words, after in _told(runs, sentences):
                    yield cite, Use(piece.id, language, block.id, before, words, after, block.at, repeated)


def _told(runs: Sequence[Run], sentences: Sentences) -> Iterator[tuple[str, str, str, str]]:
    text, spans = "", list[tuple[str, int, int]]()
    for run in runs:
        start, text = len(text), text + run.text
        if run.cites and spans and spans[-1][0] == run.cites and spans[-1][2] == start:
            start = spans.pop()[1]  # one citation with a stretch of strong words in it
        if run.cites:
            spans.append((run.cites, start, len(text)))
    parts, at = list[tuple[int, int]](), 0
    for sentence in sentences(text):
        at = text.index(sentence, at)
        parts.append((at, at + len(sentence)))
        at += len(sentence)
    for cite, start, end in spans:
        touched = [part for part in parts if part[0] < end and start < part[1]] or [(start, end)]
        first, last = min(touched[0][0], start), max(touched[-1][1], end)
        yield cite, text[first:start], text[start:end], text[end:last]
