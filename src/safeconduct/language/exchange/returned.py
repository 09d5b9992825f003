# SPDX-License-Identifier: Apache-2.0
"""What a translator's file holds when it comes back, whatever form it has."""

from typing import Final

from attrs import frozen

from safeconduct.model.exchange import SegmentState
from safeconduct.model.refusal import UsageRefusal

from .content import Content

LARGEST: Final = 8 << 20
"""The largest file that is read, in bytes."""


@frozen
class Returned:
    """A unit that came back; `target` is None while some of it has no words yet.

    `was` are the fingerprints of source and target at the time of the export, "" where the file does not tell.
    """

    piece: str
    unit: str
    source: Content
    target: Content | None
    state: SegmentState
    machine: bool
    was: tuple[str, str | None]
    at: str


@frozen
class ReturnedFile:
    """A file that came back: its languages and its units.

    `tells_states` is false for a form in which nobody can say of new words that they were reviewed.
    """

    source: str
    target: str
    units: tuple[Returned, ...]
    tells_states: bool = True


def refused(at: str, what: str, do: str) -> UsageRefusal:
    """Return a refusal of what stands in a file at a place such as “copy.xlf:12”."""
    return UsageRefusal(f"{at}: {what}", do)
