# SPDX-License-Identifier: Apache-2.0
"""The manuscript as records: what is printed and spoken."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from attrs import field, frozen

from .canonical import Digest
from .exchange import BackTranslation, Concept, Segments
from .handover import Handover
from .house_type import HouseType
from .ledger import Claim, Consent, Entity, Promise, Source, parts_of
from .places import Span
from .signed import Confirmation, Cosmetic, ReaderTest, Signed, SignOff, Waiver
from .spoken import SPOKEN_FORMS, HouseSound

Words = Mapping[str, str]
"""One text per language tag ("ko-KP", "uk", "ru", "en")."""


@frozen
class Attribution:
    """Who speaks, per language, and on whose behalf.  An unattributed piece cannot be constructed."""

    speaker: Words = field()
    on_behalf_of: Words = field(factory=dict)

    @speaker.validator
    def _named(self, _: object, value: Words) -> None:
        if not value or not all(text.strip() for text in value.values()):
            raise ValueError("an attribution names the speaker")


@frozen
class Run:
    """A stretch of copy; `cites` is "claim:<id>" or "promise:<id>" when it states a fact or a promise.

    `hanja` says which word is meant where several are spelled alike: the place in `text` where the word ends, and the
    hanja that the author wrote behind it in braces.
    """

    text: str
    cites: str | None = None
    strong: bool = False
    hanja: tuple[tuple[int, str], ...] = ()

    @property
    def settled(self) -> str:
        """The text with its hanja in braces, as the author wrote it."""
        text = self.text
        for end, hanja in reversed(self.hanja):
            text = f"{text[:end]}{{{hanja}}}{text[end:]}"
        return text


class BlockKind(StrEnum):
    """What a block of copy is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    STEP = "step"
    POINT = "point"
    ROW = "row"


SPOKEN = (BlockKind.PARAGRAPH, BlockKind.STEP, BlockKind.POINT)
"""What a recording speaks; titles are for the eye."""


@frozen
class Block:
    """A block of copy with its id.

    A STEP or POINT may carry a `picture` (a path in the manuscript) and its `alt` text.  A ROW carries `cells`, one
    per column, and `columns`, the language tag (or "say": how to pronounce it) of each.
    """

    id: str
    kind: BlockKind
    runs: tuple[Run, ...]
    at: Span
    picture: str | None = None
    alt: str = ""
    cells: tuple[tuple[Run, ...], ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The plain words of the block; the cells of a row are parted by tabs."""
        return "\t".join("".join(run.text for run in cell) for cell in self.cells) or "".join(
            run.text for run in self.runs
        )

    @property
    def settled(self) -> str:
        """The plain words of its runs, with their hanja in braces, as the author wrote them."""
        return "".join(run.settled for run in self.runs)

    def every_run(self) -> Iterator[Run]:
        """Yield the runs of the block, cells included."""
        yield from self.runs
        for cell in self.cells:
            yield from cell


@frozen
class Copy:
    """The text of one piece in one language; `digest` is that of the file's bytes."""

    language: str
    blocks: tuple[Block, ...]
    digest: Digest
    at: Span

    @property
    def title(self) -> str:
        """The plain words of the title; empty when the copy has none."""
        return next((block.text for block in self.blocks if block.kind is BlockKind.TITLE), "")

    def cites(self) -> Iterator[tuple[str, Block]]:
        """Yield every citation ("claim:x", "promise:y") with the block that makes it."""
        for block in self.blocks:
            for run in block.every_run():
                if run.cites:
                    yield run.cites, block


WHOLE = "whole"
"""The name of a take in which everything is read one after the other."""


DISGUISED = ".disguised."
"""What stands in the name of a take whose voice was disguised, between the block and the ending."""


@frozen
class Take:
    """A recording of one block in one language, or of the whole script (`block` is then `WHOLE`)."""

    piece: str
    language: str
    block: str
    file: str
    digest: Digest
    at: Span

    @property
    def disguised(self) -> bool:
        """True when the recording came through `safeconduct disguise`: `safeconduct take` names it so."""
        return DISGUISED in self.file.rpartition("/")[2]


@frozen
class Piece:
    """One thing that is printed or spoken.

    `about` names the piece whose steps a brief repeats, `addressee` the entity that a letter is written to, `theme` the
    dress it is printed in (None: the usual one of each channel).  `segments` tells, by language, how far a copy is
    translated; `backs` are what reviewers put back into another language; `draft` is the Southern draft of the Northern
    copy, from which its sounds are told.  None of them is printed, nor signed off.
    """

    id: str
    format: str
    channels: tuple[str, ...]
    attribution: Attribution
    copies: Mapping[str, Copy]
    takes: tuple[Take, ...]
    art: Mapping[str, str]
    about: str | None
    encloses: tuple[str, ...]
    at: Span
    addressee: str | None = None
    theme: str | None = None
    segments: Mapping[str, Segments] = field(factory=dict)
    backs: tuple[BackTranslation, ...] = ()
    draft: Copy | None = None

    @property
    def spoken(self) -> bool:
        """True when it is heard and not printed."""
        return self.format in SPOKEN_FORMS

    @property
    def covers(self) -> tuple[str, ...]:
        """The ids of the pieces it encloses or is about."""
        return (*self.encloses, *((self.about,) if self.about else ()))


@frozen
class Signer:
    """A person (pseudonym), the roles they may sign in, and their OpenSSH public key."""

    person: str
    roles: tuple[str, ...]
    key: str
    at: Span


@frozen
class Edition:
    """The whole manuscript.  `files` maps every path read to its digest in the store.

    `press` is the fingerprint of the list of keys under which packages are sealed, eight groups of five digits, "" when
    the letter is not to print one.
    """

    id: str
    title: Words
    as_of: date | None
    languages: tuple[str, ...]
    readers: str
    notice: Words
    pieces: tuple[Piece, ...]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    promises: Mapping[str, Promise]
    consents: tuple[Consent, ...]
    signers: tuple[Signer, ...]
    sign_offs: tuple[SignOff, ...]
    files: Mapping[str, Digest]
    at: Span
    entities: Mapping[str, Entity] = field(factory=dict)
    waivers: tuple[Waiver, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    reader_tests: tuple[ReaderTest, ...] = ()
    cosmetics: tuple[Cosmetic, ...] = ()
    house_type: HouseType = field(factory=HouseType)
    handovers: tuple[Handover, ...] = ()
    house_sound: HouseSound = field(factory=HouseSound)
    glossary: tuple[Concept, ...] = ()
    press: str = ""

    @cached_property
    def _named(self) -> Mapping[str, Entity]:
        named = {name.casefold(): entity for entity in self.entities.values() for _, name in entity.names()}
        return {**named, **{name.casefold(): entity for name, entity in self.entities.items()}}

    def entity_of(self, name: str) -> Entity | None:
        """Return the entity of that id, or of that name in any language, or None."""
        return self._named.get(name.casefold())

    @cached_property
    def signed(self) -> tuple[Signed, ...]:
        """Every signed record of the edition."""
        return (*self.sign_offs, *self.waivers, *self.confirmations, *self.reader_tests, *self.cosmetics)

    def piece(self, piece_id: str) -> Piece | None:
        """Return the piece of that id, or None."""
        return next((piece for piece in self.pieces if piece.id == piece_id), None)

    def record(self, cite: str) -> Claim | Promise | None:
        """Return the claim or promise that a citation ("claim:x", "promise:y") names, or None."""
        kind, _, name = cite.partition(":")
        return self.claims.get(name) if kind == "claim" else self.promises.get(name)

    def derived_from(self, record: Claim | Promise) -> tuple[str, ...]:
        """Return every claim that a derived number rests on, and those that they rest on themselves."""
        found: dict[str, None] = {}
        waiting = list(parts_of(record.quantity)) if isinstance(record, Claim) else []
        while waiting:
            name = waiting.pop(0)
            part = self.claims.get(name)
            if name not in found:
                found[name] = None
                waiting += parts_of(part.quantity) if part else ()
        return tuple(found)

    def with_parts(self, claim: Claim) -> Iterator[tuple[Claim, str]]:
        """Yield the claim, and each one that its number rests on, with the words that name it in a finding."""
        yield claim, f"The claim “{claim.id}”"
        for name in self.derived_from(claim):
            if part := self.claims.get(name):
                yield part, f"The claim “{claim.id}” is derived from “{name}”, which"

    def promised(self, language: str) -> Mapping[str, str]:
        """Return the words of every promise made in `language`, by the promise's id: what a brief lists."""
        told: dict[str, str] = {}
        for piece in self.pieces:
            copy = piece.copies.get(language)
            for block in copy.blocks if copy else ():
                for cites, runs in groupby(block.every_run(), key=lambda run: run.cites):
                    kind, _, name = (cites or "").partition(":")
                    if kind == "promise" and name in self.promises:
                        told.setdefault(name, "".join(run.text for run in runs))
        return told
