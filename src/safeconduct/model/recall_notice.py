# SPDX-License-Identifier: Apache-2.0
"""A recall notice: everything that one printed page and one spoken message say, in one language."""

from datetime import date
from typing import Final

from attrs import frozen

from .sealed import Urgency

NOTICE_LANGUAGES: Final = {"en": "en", "uk": "uk", "ko": "ko-KP", "ru": "ru"}
"""What a reader's language is called in the names of files, and the tag of our words, type and voices for it."""

LONGEST_SPOKEN_S: Final = 60.0
"""How long the message may last, from the sender's first word to the last."""


@frozen
class RecallNotice:
    """Why, from when and what for the versions `first` to `last` of `id`, or single `steps` of them, are recalled.

    `language` is one of the values of `NOTICE_LANGUAGES`; `fingerprint` holds the eight groups of five digits of the
    press that signed; the status and the root are those that the recall stands in and counts by.
    """

    language: str
    id: str
    title: str
    sender: str
    first: int
    last: int
    steps: tuple[str, ...]
    on: date
    severity: Urgency
    reason: str
    replaced_by: int | None
    status_version: int
    status_issued: date
    status_next: date
    root_version: int
    fingerprint: str
