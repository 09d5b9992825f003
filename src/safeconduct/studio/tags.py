# SPDX-License-Identifier: Apache-2.0
"""The few words that a finished file carries about itself: nothing else goes into any container."""

from attrs import frozen


@frozen
class Chapter:
    """A part of a recording that a player can jump to."""

    start_s: float
    title: str


@frozen
class Tags:
    """What a file says of itself; every container has its own names for these, and no other field.

    `artist` is the sender, `album` the title of the edition, `language` an ISO 639-2 code ("kor", "ukr", "rus",
    "eng"), `comment` says "SPECIMEN", "synthetic voice", both or nothing; `day` is the edition's day ("2026-11-20").
    """

    title: str
    artist: str
    album: str = ""
    language: str = ""
    comment: str = ""
    day: str = ""
    chapters: tuple[Chapter, ...] = ()
