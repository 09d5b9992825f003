# SPDX-License-Identifier: Apache-2.0
"""Sentences with their places; a line is a block, and a block ends its last sentence."""

import re
from collections.abc import Iterator
from functools import cached_property

from attrs import define

from safeconduct.language.word_lists import listed

_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f\u00ad])*(?:['’ʼ‑-][^\W_][\w\u0300-\u036f]*)*")
_END = re.compile(r"[.!?…]+[»”’“\")\]]*(?=\s)")
# After these stands a name, or a figure; a capital or a figure there begins no sentence.
_BEFORE_NAMES = listed(
    """
    вул просп бул пл пров м смт с обл р ім гр проф акад полк ген лейт кап серж св ул пер г гг пос им
    mr mrs ms dr prof st gen col lt sgt capt maj cpl pvt
    """
)
_BEFORE_FIGURES = listed("ст стор с п пп ч буд кв рис табл тел стр гл no nos art arts vol fig dept pp p approx")


@define(slots=False)
class Sentence:
    """`text` of a sentence and where it stands."""

    start: int
    end: int
    text: str

    @cached_property
    def words(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end (in the whole text) and letters of each word; figures count as words."""
        return tuple((self.start + one.start(), self.start + one.end(), one[0]) for one in _WORD.finditer(self.text))


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of `text` that have a word in them."""
    found = []
    at = 0
    for line in text.split("\n"):
        found += [one for one in _of_line(line, at) if one.words]
        at += len(line) + 1
    return tuple(found)


def _of_line(line: str, at: int) -> Iterator[Sentence]:
    start = 0
    for end in _END.finditer(line):
        if not _goes_on(line, start, end):
            yield _sentence(line, start, end.end(), at)
            start = end.end()
    yield _sentence(line, start, len(line), at)


def _goes_on(line: str, start: int, end: re.Match[str]) -> bool:
    """Is this dot one of an abbreviation or of initials, or does the next word begin small?"""
    following = line[end.end() :].lstrip()[:1]
    if following.islower():
        return True
    if end[0] != ".":
        return False
    last = re.search(r"(\d[ \u00a0])?([^\s(«“„]+)$", line[start : end.start()])
    if last is None:
        return False
    short = last[2].casefold()
    if following.isdigit():
        return short in _BEFORE_FIGURES | _BEFORE_NAMES
    # “15 м. Далі” ends a sentence, “м. Київ” does not.
    return not last[1] and (short in _BEFORE_NAMES or (len(short) == 1 and last[2].isupper()))


def _sentence(line: str, start: int, end: int, at: int) -> Sentence:
    piece = line[start:end]
    lead = len(piece) - len(piece.lstrip())
    plain = piece.strip()
    return Sentence(at + start + lead, at + start + lead + len(plain), plain)
