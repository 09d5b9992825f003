# SPDX-License-Identifier: Apache-2.0
"""The places of a text where a space stands between two morphemes, or could stand."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import Final

from attrs import frozen

from safeconduct.language.northern.draft import Token
from safeconduct.language.northern.edits import Grade


class Wanted(Enum):
    """What a rule wants of a place."""

    JOINED = "joined"
    PARTED = "parted"
    AS_IT_IS = "as it is"


@frozen
class Ruling:
    """What one rule says of a place; `article` is the item of the norm."""

    wanted: Wanted
    rule: str
    grade: Grade
    article: str
    why: str


@frozen
class Rule:
    """What `says` of a place whether a space stands there; None where it has no opinion.

    It is asked only where the morphemes `left` and `right` of the place are of these parts of speech (tags without the
    mark of an irregular verb, parted by spaces; "" is any): most rules have nothing to say of most places.
    """

    says: Callable[["Place"], Ruling | None]
    left: str = ""
    right: str = ""

    def fits(self, left: str, right: str) -> bool:
        """True when the rule is to be asked of a place between these two parts of speech."""
        return (not self.left or left in self.left.split()) and (not self.right or right in self.right.split())


@frozen
class Line:
    """The morphemes of a text."""

    text: str
    tokens: Sequence[Token]

    @cached_property
    def places(self) -> Sequence["Place"]:
        """Every place before a word or a part of one, with a single space or nothing there, in order."""
        return tuple(self._places())

    def _places(self) -> Iterator["Place"]:
        for at, (left, right) in enumerate(pairwise(self.tokens)):
            kind = right.tag[0]
            if kind in "JE" or right.tag in _NO_WORDS or kind not in _BEHIND.get(left.tag, "NVXMS"):
                continue
            if right.start >= left.end and self.text[left.end : right.start] in ("", " "):
                yield Place(self, at, left.end, right.start, left, right)


_IRREGULAR: Final = frozenset({"-I", "-R"})
_NO_WORDS: Final = frozenset({"SF", "SP", "SSO", "SSC", "SE", "SO", "VCP"})
_BEHIND: Final = {
    "EC": "V",
    "EF": "V",
    "JX": "NV",
    "JKG": "N",
    "ETM": "N",
    "ETN": "N",
    "MAG": "VX",
    **dict.fromkeys(("JKO", "JKB", "JKS", "JKC", "JC", "JKQ", "JKV", "SP", "SF", "SSO", "SSC", "SE", "SO"), ""),
}
"""What part of speech a rule looks for behind some parts of speech, by its first letter; most have nothing to say."""
_NOTHING: Final = Token("", "", 0, 0)


@frozen(eq=False)
class Place:
    """The place between two morphemes, after `line.tokens[at]`; `text[start:end]` is a space or nothing."""

    line: Line
    at: int
    start: int
    end: int
    left: Token
    right: Token

    @property
    def spaced(self) -> bool:
        """True when a space stands there."""
        return self.end > self.start

    def token(self, steps: int) -> Token:
        """The morpheme so many steps from the one before the place; an empty one where there is none.

        Nothing counts as its neighbour across anything but a space.
        """
        at = self.at + steps
        if not 0 <= at < len(self.line.tokens):
            return _NOTHING
        near, far = (at, at + 1) if steps < 0 else (at - 1, at)
        if steps and self.line.text[self.line.tokens[near].end : self.line.tokens[far].start].strip(" "):
            return _NOTHING
        return self.line.tokens[at]

    def attached(self, steps: int) -> bool:
        """True when the morpheme so many steps on stands right behind the one before it."""
        at = self.at + steps
        return 0 < at < len(self.line.tokens) and self.line.tokens[at].start <= self.line.tokens[at - 1].end


def tag(token: Token) -> str:
    """The part of speech without the mark of an irregular verb."""
    return token.tag if token.tag[-2:] not in _IRREGULAR else token.tag[:-2]
