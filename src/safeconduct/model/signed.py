# SPDX-License-Identifier: Apache-2.0
"""Signed records: what a person confirmed, tested, waived or marked, each a small text with an OpenSSH signature."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol

from attrs import field, frozen

from .canonical import Digest, canonical
from .codec import plain
from .places import Span

Signable = Mapping[str, object]
"""What a signature covers: texts, dates, true or false, and lists and tables of these; its canonical JSON is signed."""


class Signed(Protocol):
    """What every signed record has.

    `kind` is its word in the signature's namespace, `title` its word in a sentence, `folder` where it lies.
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    folder: ClassVar[str]

    @property
    def id(self) -> str:
        """Its file's name."""

    @property
    def role(self) -> str:
        """The role in which the person signs."""

    @property
    def person(self) -> str:
        """The pseudonym of the signer."""

    @property
    def piece(self) -> str:
        """The piece that the record is about."""

    @property
    def on(self) -> date:
        """The day of signing."""

    @property
    def signature(self) -> str:
        """The armored OpenSSH signature."""

    @property
    def at(self) -> Span:
        """Where the record stands."""

    def payload(self) -> Signable:
        """What the signature covers."""


@frozen
class SignOff:
    """A person in a role signed what they saw; `saw` lapses by itself when anything seen changes.

    `bare` is the digest of the same without spacing and punctuation, and `words` has a short fingerprint of each
    block's bare words, in order, per language; older records lack both and cannot be re-confirmed.
    """

    kind: ClassVar[str] = "sign-off"
    title: ClassVar[str] = "sign-off"
    folder: ClassVar[str] = "sign-offs"
    id: str
    role: str
    person: str
    piece: str
    saw: Digest
    on: date
    language: str | None
    signature: str
    at: Span
    bare: Digest | None = None
    words: Mapping[str, str] = field(factory=dict)

    def payload(self) -> Signable:
        """What the signature covers: the canonical JSON of this table is signed."""
        whole = {
            "on": self.on,
            "person": self.person,
            "piece": self.piece,
            "role": self.role,
            "saw": spelled(self.saw),
            "language": self.language,
            "bare": spelled(self.bare) if self.bare else None,
            "words": dict(self.words),
        }
        return _told(whole)


@frozen
class Waiver:
    """An editor lets the findings that it `covers` (their digests) of one check pass on one piece, to and with `until`.

    Only findings that warn can be waived; what stops, stops.
    """

    kind: ClassVar[str] = "waiver"
    title: ClassVar[str] = "waiver"
    folder: ClassVar[str] = "waivers"
    role: ClassVar[str] = "editor"
    id: str
    check: str
    piece: str
    covers: tuple[Digest, ...]
    person: str
    reason: str
    until: date
    on: date
    signature: str
    at: Span

    def payload(self) -> Signable:
        """What the signature covers."""
        return {
            "check": self.check,
            "covers": [spelled(digest) for digest in self.covers],
            "on": self.on,
            "person": self.person,
            "piece": self.piece,
            "reason": self.reason,
            "until": self.until,
        }


class Answer(StrEnum):
    """What the receiving side says to a step."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@frozen
class Confirmation:
    """The receiving side's answer to each step (its block id) of a piece, to and with `until`.

    `saw` is the digest of the steps in their order: ids, words in all languages, pictures.  `force` is the side that
    answers, an entity's id or words (empty: not told); `reasons` why a step was rejected; `words` what each step said
    in each language, and `cites` what each rejected step cited, so that a rejection finds whatever else tells the same.
    """

    kind: ClassVar[str] = "confirmation"
    title: ClassVar[str] = "confirmation"
    folder: ClassVar[str] = "confirmations"
    role: ClassVar[str] = "recipient"
    id: str
    piece: str
    person: str
    force: str
    saw: Digest
    steps: Mapping[str, Answer]
    reasons: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    cites: Mapping[str, tuple[str, ...]]
    until: date
    on: date
    signature: str
    at: Span

    def payload(self) -> Signable:
        """What the signature covers."""
        whole = {
            "force": self.force or None,
            "on": self.on,
            "person": self.person,
            "piece": self.piece,
            "saw": spelled(self.saw),
            "until": self.until,
            "steps": {step: str(answer) for step, answer in self.steps.items()},
            "reasons": dict(self.reasons),
            "words": {step: list(words) for step, words in self.words.items()},
            "cites": {step: list(cites) for step, cites in self.cites.items()},
        }
        return _told(whole)


@frozen
class Reader:
    """One test reader: a role or age `band` and nothing that tells who it was; what they found and could explain.

    `done` is whether they could do it, None when nothing was to be done.  `confusion` is what was misunderstood, and
    `critical` whether it was understood the dangerous way round.
    """

    band: str
    found: bool
    explained: bool
    done: bool | None = None
    confusion: str = ""
    critical: bool = False


@frozen
class ReaderTest:
    """A tester's round with readers over one piece in one language; it binds to the piece as sign-offs do.

    `tried` is the digest of what the readers met, so that a failure stays as long as they would meet the same.
    """

    kind: ClassVar[str] = "reader-test"
    title: ClassVar[str] = "reader test"
    folder: ClassVar[str] = "reader-tests"
    role: ClassVar[str] = "tester"
    id: str
    piece: str
    language: str
    person: str
    saw: Digest
    bare: Digest | None
    on: date
    readers: tuple[Reader, ...]
    signature: str
    at: Span
    tried: Digest | None = None

    def payload(self) -> Signable:
        """What the signature covers."""
        whole = {
            "bare": spelled(self.bare) if self.bare else None,
            "tried": spelled(self.tried) if self.tried else None,
            "language": self.language,
            "on": self.on,
            "person": self.person,
            "piece": self.piece,
            "saw": spelled(self.saw),
            "reader": [
                _told(
                    {
                        "band": one.band,
                        "found": one.found,
                        "explained": one.explained,
                        "done": one.done,
                        "confusion": one.confusion or None,
                        "critical": one.critical or None,
                    }
                )
                for one in self.readers
            ],
        }
        return _told(whole)


@frozen
class Cosmetic:
    """An editor says that a piece as it stands (`saw`) differs from what was signed in spacing and punctuation only."""

    kind: ClassVar[str] = "cosmetic"
    title: ClassVar[str] = "cosmetic mark"
    folder: ClassVar[str] = "cosmetic"
    role: ClassVar[str] = "editor"
    id: str
    piece: str
    person: str
    saw: Digest
    bare: Digest
    on: date
    signature: str
    at: Span

    def payload(self) -> Signable:
        """What the signature covers."""
        return {
            "bare": spelled(self.bare),
            "on": self.on,
            "person": self.person,
            "piece": self.piece,
            "saw": spelled(self.saw),
        }


def signed_message(record: Signed) -> bytes:
    """Return the bytes that are signed: the canonical JSON of what the record says."""
    return canonical(plain(record.payload()))


def namespace(record: Signed) -> str:
    """Return the purpose that the signature is bound to: a signature for one purpose is none for another."""
    return f"safeconduct.{record.kind}.{record.role}"


def spelled(digest: Digest) -> str:
    """Return a digest as it is written in a record."""
    return f"sha256:{digest}"


def _told(table: Mapping[str, object]) -> Signable:
    # What does not apply is left out, so that a key which a later version adds changes no older record's signature.
    empty: Sequence[object] = (None, {}, [])
    return {key: value for key, value in table.items() if value not in empty}
