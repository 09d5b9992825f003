# SPDX-License-Identifier: Apache-2.0
"""What there is to examine, and how the subjects of each kind are found."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.channel import Channel, PaperChannel, SoundChannel
from safeconduct.model.edition import Block, Copy, Edition, Piece
from safeconduct.model.judgement import SignOff
from safeconduct.model.mention import Read
from safeconduct.model.places import Place
from safeconduct.model.product import Master, Proof
from safeconduct.model.works import Mark


@frozen
class Cited:
    """One citation in a copy: `cite` is "claim:x" or "promise:y"."""

    cite: str
    block: Block
    copy: Copy
    piece: Piece


@frozen
class Written:
    """One copy of one piece for one paper channel, with its number of words."""

    copy: Copy
    piece: Piece
    channel: PaperChannel
    words: int


@frozen
class Phrase:
    """Words that are printed or spoken besides the copies: a sender, a title, a notice, a credit, a promisor."""

    text: str
    is_notice: bool = False


@frozen
class StepSaid:
    """One step that readers are told to take."""

    block: Block
    piece: Piece


@frozen
class Printed:
    """A finished PDF, what was measured on it, and what must be found in it.

    `sentences` are those of the copy; the `imprint` is what the press adds: sender, notice, sources, validity.
    """

    piece: Piece
    language: str
    channel: PaperChannel
    proof: Proof
    sentences: tuple[tuple[Block, str], ...]
    mark: Mark | None
    imprint: tuple[str, ...] = ()


@frozen
class Imposed:
    """A finished press sheet, what was measured on it, and the proof of the leaf that each of its cells repeats."""

    piece: Piece
    language: str
    channel: PaperChannel
    proof: Proof
    leaf: Proof
    mark: Mark | None


@frozen
class Spoken:
    """A finished recording, what was measured on it, and the blocks that must be heard in it."""

    piece: Piece
    language: str
    channel: SoundChannel
    master: Master
    blocks: tuple[Block, ...]
    mark: Mark | None


@frozen
class Scene:
    """Everything the checks may look at.

    `captured` maps archive file names to bytes; `genuine` maps a sign-off's id to None or to the reason why its
    signature does not hold; `seen` maps a piece to what a sign-off must have seen; `words` counts by (piece,
    language); `read` reads the mentions of a text.  `printed`, `imposed` and `spoken` are None until the products have
    been made.
    """

    edition: Edition
    as_of: date
    today: date
    channels: Mapping[str, Channel]
    captured: Mapping[str, bytes]
    genuine: Mapping[str, str | None]
    seen: Mapping[str, Digest]
    words: Mapping[tuple[str, str], int]
    read: Read
    printed: tuple[Printed, ...] | None = None
    imposed: tuple[Imposed, ...] | None = None
    spoken: tuple[Spoken, ...] | None = None

    @cached_property
    def _citing(self) -> Mapping[str, tuple[str, ...]]:
        citing: dict[str, dict[str, None]] = {}
        for piece in self.edition.pieces:
            about = self.edition.piece(piece.about) if piece.about else None
            for copy in (*piece.copies.values(), *(about.copies.values() if about else ())):
                for cite, _ in copy.cites():
                    citing.setdefault(cite, {})[piece.id] = None
            for language in piece.copies if piece.about else ():
                for name in self.edition.promised(language):
                    citing.setdefault(f"promise:{name}", {})[piece.id] = None
        return {cite: tuple(pieces) for cite, pieces in citing.items()}

    def citing(self, cite: str) -> tuple[str, ...]:
        """The ids of the pieces that tell this record; a brief repeats its guide, and every promise of the edition."""
        return self._citing.get(cite, ())

    def holds(self, sign_off: SignOff) -> bool:
        """True when the sign-off is genuine and binds to the piece as it stands."""
        return self.genuine.get(sign_off.id, "unknown") is None and self.seen.get(sign_off.piece) == sign_off.saw


def said(subject: Copy | Phrase) -> Iterator[tuple[Place | None, str]]:
    """Yield every stretch of words of a copy, block by block, or of a phrase; place None: that of the subject."""
    if isinstance(subject, Phrase):
        yield None, subject.text
        return
    for block in subject.blocks:
        yield block.at, block.text
        if block.alt:
            yield block.at, block.alt
