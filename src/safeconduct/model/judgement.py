# SPDX-License-Identifier: Apache-2.0
"""The judgement: whether a piece may go out, and why not."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from .canonical import Digest
from .places import Place, Span


class Status(StrEnum):
    """FINAL or SPECIMEN: always computed, never stored as a truth of its own."""

    SPECIMEN = "specimen"
    FINAL = "final"


class Severity(StrEnum):
    """STOP: specimen only.  WARN: specimen until it is mended.  NOTE: for information."""

    STOP = "stop"
    WARN = "warn"
    NOTE = "note"


@frozen
class Finding:
    """One fault in the text or the product, with its place and what to do; `pieces` empty means all of them."""

    check: str
    severity: Severity
    place: Place
    message: str
    remedy: str
    pieces: tuple[str, ...] = ()


@frozen
class Outcome:
    """What a check examined; `not_run` says why it could not, if it could not."""

    check: str
    examined: int
    findings: tuple[Finding, ...]
    not_run: str | None = None


@frozen
class SignOff:
    """A person in a role signed what they saw; `saw` lapses by itself when anything seen changes."""

    id: str
    role: str
    person: str
    piece: str
    saw: Digest
    on: date
    language: str | None
    signature: str
    at: Span

    def payload(self) -> Mapping[str, str]:
        """What the signature covers: the canonical JSON of this table is signed."""
        signed = {
            "on": self.on.isoformat(),
            "person": self.person,
            "piece": self.piece,
            "role": self.role,
            "saw": f"sha256:{self.saw}",
        }
        return {**signed, "language": self.language} if self.language else signed
