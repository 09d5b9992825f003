# SPDX-License-Identifier: Apache-2.0
"""The marks of a copy in the words of a draft: `{#id}`, `[words](claim:id)`, `![what it shows](art/…)`, `**strong**`.

Our export sets them in small grey type, in the notation of the copy: they outlive every word processor, and whoever
types them is understood too.  No copy holds any of these signs as words, so nothing can be mistaken for them.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final
from urllib.parse import unquote

from attrs import define, frozen

from safeconduct.model.edition import Run
from safeconduct.tools.draft_lines import Stretch

_ID: Final = re.compile(r"[ \u00a0]?\{#([A-Za-z0-9][A-Za-z0-9_-]*)\}")
_PICTURE: Final = re.compile(r"!\[(.*?)\]\((art/[^()\s]+)\)[ \u00a0]*")
_STRONG: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_CITE: Final = re.compile(r"\]\(((?:claim|promise):[A-Za-z0-9][A-Za-z0-9_-]*)\)")
_BREAKS: Final = re.compile(r"[ \t]*[\n\t\v\u2028\u2029][\s]*")


@frozen
class Marked:
    """What a line says: its words, and the marks in it; `ids` and `pictures` may be none, one, or too many."""

    runs: tuple[Run, ...]
    ids: tuple[str, ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()
    """What each shows, and its path."""


@define
class _Letter:
    sign: str
    strong: bool
    mark: bool
    cites: str | None = None


def marked(stretches: Iterable[Stretch]) -> Marked:
    """Return what the words of one line say; line breaks and tabs inside it are spaces."""
    letters = [_Letter(sign, one.strong, one.mark) for one in stretches for sign in one.text]
    for found in reversed(list(_BREAKS.finditer(_text(letters)))):
        first = letters[found.start()]
        letters[found.start() : found.end()] = [_Letter(" ", first.strong, first.mark)]
    ids = _taken(letters, _ID)
    pictures = _taken(letters, _PICTURE)
    for found in reversed(list(_STRONG.finditer(_text(letters)))):
        inside = letters[found.start() + 2 : found.end() - 2]
        for letter in inside:
            letter.strong = True
        letters[found.start() : found.end()] = inside
    _cite(letters)
    while letters and letters[0].sign.isspace():
        letters.pop(0)
    while letters and letters[-1].sign.isspace():
        letters.pop()
    _trim(letters)
    return Marked(
        tuple(runs(letters)),
        tuple(dict.fromkeys(found[1] for found in ids)),
        tuple((found[1], unquote(found[2])) for found in pictures),
    )


def runs(letters: Iterable[_Letter]) -> Iterable[Run]:
    """Yield letters set alike as runs."""
    for (cites, strong), alike in groupby(letters, lambda letter: (letter.cites, letter.strong)):
        yield Run(_text(list(alike)), cites, strong)


def _text(letters: Sequence[_Letter]) -> str:
    return "".join(letter.sign for letter in letters)


def _taken(letters: list[_Letter], pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Take every match out of the letters."""
    found = list(pattern.finditer(_text(letters)))
    for match in reversed(found):
        del letters[match.start() : match.end()]
    return found


def _cite(letters: list[_Letter]) -> None:
    """Give the words in brackets their citation, and take the brackets out; the first ones first."""
    at = 0
    while found := _CITE.search(_text(letters), at):
        opening = _opening(letters, found.start())
        if opening is None:
            at = found.end()
            continue
        for letter in letters[opening + 1 : found.start()]:
            letter.cites = found[1]
        del letters[found.start() : found.end()]
        del letters[opening]
        at = found.start() - 1


def _opening(letters: Sequence[_Letter], closing: int) -> int | None:
    """The place of the bracket that opens before `closing`: a grey one, else the one that has no partner."""
    before = [at for at in range(closing) if letters[at].sign == "[" and letters[at].cites is None]
    if letters[closing].mark:
        grey = [at for at in before if letters[at].mark]
        if grey:
            return grey[-1]
    depth = 0
    for at in range(closing - 1, -1, -1):
        if letters[at].cites is not None:
            break
        depth += (letters[at].sign == "]") - (letters[at].sign == "[")
        if depth < 0:
            return at
    return before[-1] if before else None


def _trim(letters: list[_Letter]) -> None:
    """A space at the edge of bold words is not bold: no copy can say so."""
    for at, letter in enumerate(letters):
        if letter.sign.isspace() and (at == 0 or not letters[at - 1].strong):
            letter.strong = False
    for at in range(len(letters) - 1, -1, -1):
        if letters[at].sign.isspace() and (at + 1 == len(letters) or not letters[at + 1].strong):
            letters[at].strong = False
