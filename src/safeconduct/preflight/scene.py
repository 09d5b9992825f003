# SPDX-License-Identifier: Apache-2.0
"""What there is to examine, and how the subjects of each kind are found."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from safeconduct.evidence.contradictions import Contradiction, contradictions
from safeconduct.evidence.normal import Normal, normal
from safeconduct.evidence.quotes import Found, find
from safeconduct.evidence.spellings import Spellings, spellings
from safeconduct.model.canonical import Digest
from safeconduct.model.channel import Channel, PaperChannel, SoundChannel
from safeconduct.model.edition import Block, Copy, Edition, Piece
from safeconduct.model.hearing import Difference
from safeconduct.model.ledger import Quote
from safeconduct.model.mention import Read
from safeconduct.model.places import Place, Span
from safeconduct.model.product import Master, Proof
from safeconduct.model.signed import ReaderTest, Signed, SignOff
from safeconduct.model.spoken import SoundForm
from safeconduct.model.traces import Scan
from safeconduct.model.wording import Looked, Noted
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
class Scripted:
    """One copy of one spoken piece as it is to be read, before anybody has read it.

    `syllables` are those of one saying of its words; `left` are, by block, the words that no rule could read aloud.
    """

    copy: Copy
    piece: Piece
    form: SoundForm
    syllables: int
    left: tuple[tuple[Block, tuple[str, ...]], ...]


@frozen
class Worded:
    """The words of a copy (`piece` is its piece), or those beside the copies in one language, as they were looked at.

    `places` says where each block stands.
    """

    language: str
    looked: Looked
    places: Mapping[str, Span]
    at: Span
    piece: Piece | None = None

    def noted(self, *kinds: str) -> Iterator[tuple[Noted, Span]]:
        """Yield each remark of these kinds with its place."""
        for one in self.looked.noted:
            if one.kind in kinds:
                yield one, self.places.get(one.block, self.at)


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

    `sentences` are those of the copy; the `imprint` is what the press adds: sender, notice, sources, validity; `use` is
    the build, "screen" or "press".
    """

    piece: Piece
    language: str
    channel: PaperChannel
    proof: Proof
    sentences: tuple[tuple[Block, str], ...]
    mark: Mark | None
    imprint: tuple[str, ...] = ()
    use: str = "press"


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
class PrintFile:
    """A finished PDF as a print shop looks at it, ours or a stranger's; no copy is needed to judge it.

    `use` is "screen", "press" or "sheet"; `channel` is None when nobody said what the file is for, and `piece` the one
    it comes from, None for a stranger's.
    """

    proof: Proof
    use: str
    channel: PaperChannel | None = None
    piece: str | None = None


@frozen
class Against:
    """A finished PDF of a stranger's, and the copy that it was made from: each sentence with its place."""

    proof: Proof
    sentences: tuple[tuple[Span, str], ...]


@frozen
class Files:
    """What there is to examine where there is no manuscript: finished files alone."""

    files: tuple[PrintFile, ...]
    against: tuple[Against, ...] = ()


@frozen
class Spoken:
    """A finished recording, what was measured on it, and the blocks that must be heard in it.

    `hearing` is how its takes differ from the script, as far as a recogniser can tell.
    """

    piece: Piece
    language: str
    channel: SoundChannel
    form: SoundForm
    master: Master
    blocks: tuple[Block, ...]
    mark: Mark | None
    hearing: tuple[Difference, ...] = ()


@frozen
class Scanned:
    """A finished file of the kit, whatever its format, and what it tells besides its work."""

    piece: Piece
    language: str
    channel: Channel
    scan: Scan


@frozen
class Original:
    """A picture or recording as it lies in the manuscript, and what it tells besides its pixels or samples."""

    scan: Scan
    pieces: tuple[str, ...]


@frozen
class Scene:
    """Everything the checks may look at.

    `captured` maps archive file names to bytes; `genuine` maps the file of a signed record to None or to the reason why
    its signature does not hold; `seen` maps a piece to what a sign-off must have seen, `bare` to the same without
    spacing and punctuation, `steps` to its steps alone; `tried` maps (piece, language) to what its readers meet, and
    `words` to the number of words; `read` reads the mentions of a text; `scripts` are the copies that are spoken;
    `originals` are its pictures and recordings.  `worded` is None until somebody has looked at the words; `printed`,
    `imposed`, `files`, `spoken` and `scanned` are None until the products have been made.
    """

    edition: Edition
    as_of: date
    today: date
    channels: Mapping[str, Channel]
    captured: Mapping[str, bytes]
    genuine: Mapping[str, str | None]
    seen: Mapping[str, Digest]
    bare: Mapping[str, Digest]
    steps: Mapping[str, Digest]
    tried: Mapping[tuple[str, str], Digest]
    words: Mapping[tuple[str, str], int]
    read: Read
    scripts: tuple[Scripted, ...] = ()
    originals: tuple[Original, ...] = ()
    worded: tuple[Worded, ...] | None = None
    printed: tuple[Printed, ...] | None = None
    imposed: tuple[Imposed, ...] | None = None
    files: tuple[PrintFile, ...] | None = None
    spoken: tuple[Spoken, ...] | None = None
    scanned: tuple[Scanned, ...] | None = None

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

    @cached_property
    def _pages(self) -> dict[str, Normal]:
        return {}

    @cached_property
    def _found(self) -> dict[Quote, Found]:
        return {}

    def page(self, file: str) -> Normal:
        """Return the normal form of the captured words in archive file `file`; it is made once."""
        if file not in self._pages:
            self._pages[file] = normal(self.captured[file].decode("utf-8", "replace"))
        return self._pages[file]

    def found(self, quote: Quote) -> Found:
        """Return where `quote` stands in its capture, which must be at hand; it is looked for once."""
        if quote not in self._found:
            page = self.page(self.edition.sources[quote.source].capture.readable)
            self._found[quote] = find(quote, page)
        return self._found[quote]

    def _captured_words(self, file: str) -> str | None:
        return self.page(file).words if file in self.captured else None

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Every contradiction of the ledger."""
        return contradictions(self.edition, self._captured_words)

    @cached_property
    def _contradicting(self) -> Mapping[str, tuple[Contradiction, ...]]:
        by_claim: dict[str, list[Contradiction]] = {}
        for contradiction in self.contradictions:
            for claim in contradiction.claims:
                by_claim.setdefault(claim, []).append(contradiction)
        return {claim: tuple(found) for claim, found in by_claim.items()}

    def contradicting(self, claim: str) -> tuple[Contradiction, ...]:
        """The contradictions in which this claim is one of the sides."""
        return self._contradicting.get(claim, ())

    @cached_property
    def spellings(self) -> tuple[Spellings, ...]:
        """Every entity that the captures call by several names."""
        return spellings(self.edition, self._captured_words)

    def is_genuine(self, record: Signed) -> bool:
        """True when the signature of the record holds."""
        return self.genuine.get(record.at.file, "it was not looked at") is None

    def is_current(self, until: date) -> bool:
        """True when what holds to and with `until` holds both on the day of the edition and today."""
        return until >= max(self.as_of, self.today)

    @cached_property
    def _re_confirmed(self) -> frozenset[str]:
        """The pieces that an editor has marked, as they stand, as changed in spacing and punctuation only."""
        return frozenset(
            mark.piece
            for mark in self.edition.cosmetics
            if self.is_genuine(mark) and (mark.saw, mark.bare) == (self.seen.get(mark.piece), self.bare.get(mark.piece))
        )

    def is_as_seen(self, record: SignOff | ReaderTest) -> bool:
        """True when the piece is what the person saw, or differs by what an editor marked as cosmetic."""
        if record.saw == self.seen.get(record.piece):
            return True
        return record.piece in self._re_confirmed and record.bare == self.bare[record.piece]

    def holds(self, record: SignOff | ReaderTest) -> bool:
        """True when the record is genuine and binds to the piece as it stands."""
        return self.is_genuine(record) and self.is_as_seen(record)

    @cached_property
    def _keys(self) -> Mapping[str, list[str]]:
        # Without the comment, which changes no key.
        return {signer.person: signer.key.split()[:2] for signer in self.edition.signers}

    def by_same_hand(self, record: Signed) -> Iterator[Signed]:
        """Yield every other signed record on the same piece by the same person or with the same key."""
        for other in self.edition.signed:
            same = other.person == record.person or self._keys.get(other.person) == self._keys.get(record.person, [])
            if other.piece == record.piece and same and other is not record:
                yield other


def said(subject: Copy | Phrase) -> Iterator[tuple[Place | None, str]]:
    """Yield every stretch of words of a copy, block by block, or of a phrase; place None: that of the subject."""
    if isinstance(subject, Phrase):
        yield None, subject.text
        return
    for block in subject.blocks:
        yield block.at, block.text
        if block.alt:
            yield block.at, block.alt
