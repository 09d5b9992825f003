# SPDX-License-Identifier: Apache-2.0
"""What a field may say: one of the words of the edition, its day, a maker that everybody has, and nothing else."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from safeconduct.model.traces import OwnWords, Trace

from .words import in_fields, in_words, shown

MAKER: Final = "safeconduct"
_PREFIXES: Final = ("SPECIMEN - ", "Registration proof for ", "Sound: ")
COMMENTS: Final = ("SPECIMEN", "synthetic voice", "SPECIMEN, synthetic voice")
ENCODERS: Final = re.compile(
    r"|LAME[ 0-9.a-z]{0,5}|reference libFLAC [0-9. ]+|libopus [0-9][0-9a-z.-]*|Lavf[0-9.]+|Lavc[0-9.]+(?: [a-z0-9_]+)?"
)
"""Encoders tell a version and nobody's name; ours leave even that out."""


@frozen
class Allowed:
    """The words of an edition, asked for by field."""

    own: OwnWords

    @property
    def printed(self) -> frozenset[str]:
        """The mail addresses that are printed."""
        return frozenset(self.own.addresses)

    def title(self, value: str) -> bool:
        """True for a title, with the marks that the press puts before it."""
        while value not in self.own.titles:
            prefix = next((one for one in _PREFIXES if value.startswith(one)), "")
            if not prefix:
                return False
            value = value.removeprefix(prefix)
        return True

    def sender(self, value: str) -> bool:
        """True for a sender."""
        return value in self.own.senders

    def edition(self, value: str) -> bool:
        """True for the name or title of the edition."""
        return value in self.own.editions

    def day(self, value: str) -> bool:
        """True for the day of the edition, "2026-11-20"."""
        return bool(self.own.day) and value == self.own.day

    def year(self, value: str) -> bool:
        """True for the year of the edition."""
        return bool(self.own.day) and value == self.own.day[:4]

    def words(self, text: str, field: str, where: str = "") -> Iterator[Trace]:
        """Yield what leads back to people in words that are to be read."""
        yield from in_words(text, field, where, self.printed)

    def fields(self, text: str, field: str, where: str = "") -> Iterator[Trace]:
        """Yield what leads back to people in a field."""
        yield from in_fields(text, field, where, self.printed)


def comment(value: str) -> bool:
    """True for the remarks that our recordings bear."""
    return value in COMMENTS


def encoder(value: str) -> bool:
    """True for the name of an encoder that everybody has, or none."""
    return ENCODERS.fullmatch(value) is not None


def language(value: str) -> bool:
    """True for an ISO 639-2 code."""
    return re.fullmatch(r"[a-z]{3}", value) is not None


def unless(good: bool, field: str, where: str, value: str | bytes) -> Iterator[Trace]:
    """Yield a trace unless the value is good."""
    if not good:
        yield Trace(field, where, shown(value))
