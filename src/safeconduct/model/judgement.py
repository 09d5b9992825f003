# SPDX-License-Identifier: Apache-2.0
"""The judgement: whether a piece may go out, and why not."""

from enum import StrEnum

from attrs import frozen

from .places import Place
from .signed import Waiver


class Severity(StrEnum):
    """STOP: specimen only.  WARN: specimen until it is mended or waived.  NOTE: for information."""

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
class Waived:
    """A finding that does not stand against `piece`, because an editor waived it there."""

    finding: Finding
    piece: str
    waiver: Waiver


@frozen
class Outcome:
    """What a check examined; `not_run` says why it could not, if it could not."""

    check: str
    examined: int
    findings: tuple[Finding, ...]
    not_run: str | None = None
