# SPDX-License-Identifier: Apache-2.0
"""What a copy says, stretch by stretch, and which stretches tell the same thing and can be compared."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from attrs import frozen

from safeconduct.model.edition import Block, Copy, Edition, Piece, Run
from safeconduct.model.mention import Mention, MentionKind, Read

from .likeness import alike

Words = TypeVar("Words", bound="Passage | Link")

SAY = "say"
"""The heading of a column that tells how to pronounce another: it is in no language."""
_HALF = 0.5
GAP = " … "
"""What stands for the words between two links to one record: “10” and “300” must not become “10 300”."""


@frozen(eq=False)
class Passage:
    """Words of one language that stand together: a block, one cell of a row, or (`is_alt`) the words for a picture."""

    runs: tuple[Run, ...]
    language: str
    block: Block
    copy: Copy
    piece: Piece
    is_alt: bool = False

    @cached_property
    def text(self) -> str:
        """The plain words."""
        return "".join(run.text for run in self.runs)

    @property
    def where(self) -> str:
        """How a message names the place: “{#who}”, “the uk cell of {#stop}”, “the words for the picture of {#bag}”."""
        cell = f"the {self.language} cell of " if self.block.cells else ""
        return f"{'the words for the picture of ' if self.is_alt else cell}{{#{self.block.id}}}"

    def linked(self, start: int, end: int) -> bool:
        """True when each of the letters `start` to `end` stands in a link to a claim or promise."""
        at = 0
        for run in self.runs:
            if at < end and at + len(run.text) > start and not run.cites:
                return False
            at += len(run.text)
        return True


@frozen(eq=False)
class Link:
    """All words of one passage that cite one record, joined by GAP: `cite` is "claim:x" or "promise:y"."""

    cite: str
    text: str
    passage: Passage

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.passage.language

    @property
    def block(self) -> Block:
        """The block in which they stand."""
        return self.passage.block

    @property
    def where(self) -> str:
        """How a message names the place."""
        return self.passage.where


@frozen
class Parallel:
    """One block, or the words for its picture, in every language and cell of a piece: all must say the same.

    The language of the readers stands first.
    """

    passages: tuple[Passage, ...]


@frozen
class Retelling:
    """One record as several pieces tell it in one language: links of theirs that say the same of it."""

    links: tuple[Link, ...]


def passages(piece: Piece) -> Iterator[Passage]:
    """Yield every passage of every copy of the piece; a cell in a "say" column is in no language and left out."""
    for copy in piece.copies.values():
        for block in copy.blocks:
            yield from _of_block(block, copy, piece)


def _of_block(block: Block, copy: Copy, piece: Piece) -> Iterator[Passage]:
    if block.alt:
        yield Passage((Run(block.alt),), copy.language, block, copy, piece, is_alt=True)
    if not block.cells:
        yield Passage(block.runs, copy.language, block, copy, piece)
    for cell, column in zip(block.cells, block.columns, strict=False):
        if column != SAY:
            yield Passage(cell, column, block, copy, piece)


def links(piece: Piece) -> Iterator[Link]:
    """Yield every link of the piece, one for each record that a passage cites."""
    for passage in passages(piece):
        told: dict[str, list[str]] = {}
        for cite, runs in groupby(passage.runs, key=lambda run: run.cites):
            if cite:
                told.setdefault(cite, []).append("".join(run.text for run in runs))
        for cite, words in told.items():
            yield Link(cite, GAP.join(words), passage)


def parallels(piece: Piece, readers: str) -> Iterator[Parallel]:
    """Yield what stands in several languages under one id."""
    together: dict[tuple[str, bool], list[Passage]] = {}
    for passage in passages(piece):
        together.setdefault((passage.block.id, passage.is_alt), []).append(passage)
    for same in together.values():
        if len(same) > 1:
            yield Parallel(tuple(sorted(same, key=lambda passage: passage.language != readers)))


def retellings(edition: Edition) -> Iterator[Retelling]:
    """Yield what several pieces tell of one record in one language.

    The piece with the most links leads.  The longest link of every other piece is held against the one of the leader
    that it is most like, and so is every further link of which at least half stands there too.
    """
    told: dict[tuple[str, str], dict[str, list[Link]]] = {}
    for piece in edition.pieces:
        for link in links(piece):
            told.setdefault((link.cite, link.language), {}).setdefault(piece.id, []).append(link)
    for by_piece in told.values():
        if len(by_piece) > 1:
            leader, *others = sorted(by_piece.values(), key=len, reverse=True)
            for those in _retold(leader, others):
                if len(those) > 1:
                    yield Retelling(tuple(those))


def _retold(leader: list[Link], others: Iterable[list[Link]]) -> Iterable[list[Link]]:
    """Return each link of the leader with those of the others that say the same."""
    retold = [[link] for link in leader]
    for those in others:
        longest = max(those, key=lambda link: len(link.text))
        for link in those:
            like = [alike(link.text, one.text) for one in leader]
            if link is longest or max(like) >= _HALF:
                retold[like.index(max(like))].append(link)
    return retold


def mentions(words: Passage | Link, read: Read, *kinds: MentionKind) -> tuple[Mention, ...]:
    """Return the mentions of these kinds, in the order of the words."""
    return tuple(mention for mention in read(words.text, words.language) if mention.kind in kinds)


def printed(words: Passage | Link, said: Iterable[Mention]) -> str:
    """Return the mentions as the copy has them, each in quotation marks."""
    return ", ".join(f"“{words.text[one.start : one.end]}”" for one in said)


def odd_ones(those: Sequence[Words], says: Callable[[Words], Hashable]) -> Iterator[tuple[Words, Words]]:
    """Yield each that says something else than most do, with one of the most; among equals the first leads."""
    said = [(one, says(one)) for one in those]
    usual = Counter(what for _, what in said).most_common(1)[0][0]
    witness = next(one for one, what in said if what == usual)
    return ((one, witness) for one, what in said if what != usual)
