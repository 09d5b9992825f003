# SPDX-License-Identifier: Apache-2.0
"""Words of the South that the North spells in two ways, by what is meant: a guess at which it is here."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from .sino_table import entry

HEAD: Final = ("south", "north", "hanja", "cues")
_WINDOW: Final = 6
_LOCAL, _NEAR, _HANJA, _LIKELIER = 3.0, 2.0, 1.0, 0.5
_WORD: Final = re.compile(r"[가-힣]+")
_END: Final = re.compile(r"[.!?…\n]")


@frozen
class Reading:
    """One reading of a homograph: how the North spells it, its hanja or meaning, and the words that are met beside it.

    `beside` matches what stands before and after the word, `near` the beginnings of words in the sentence.
    """

    north: str
    meaning: str
    beside: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    near: tuple[str, ...]


@cache
def homographs() -> Mapping[str, tuple[Reading, ...]]:
    """Return the readings of each homograph, the likeliest first.  A badly written row is our bug: `ValueError`."""
    found: dict[str, tuple[Reading, ...]] = {}
    lines = files(__package__).joinpath("tables", "homographs.tsv").read_text("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        cells = tuple(line.split("\t"))
        if line.startswith("#") or cells == HEAD:
            continue
        if len(cells) != len(HEAD) or not all(cells[:3]):
            raise ValueError(f"homographs.tsv:{number} is not a row: {line!r}")
        south, north, meaning, cues = cells
        found[south] = (*found.get(south, ()), _reading(north, meaning, [cue for cue in cues.split("|") if cue]))
    return found


def read(text: str, start: int, end: int, hanja: str) -> tuple[Reading, Sequence[Reading]]:
    """Return the reading of the homograph at a place, and the others; `hanja` is what the dictionary took it for."""
    readings = homographs()[text[start:end]]
    first, last = _sentence(text, start, end)
    before, after = text[first:start], text[end:last]
    near = [*_WORD.findall(before)[-_WINDOW:], *_WORD.findall(after)[:_WINDOW]]
    weights = [_weight(one, before, after, near, hanja) for one in readings]
    weights[0] += _LIKELIER
    chosen = readings[weights.index(max(weights))]
    return chosen, [one for one in readings if one.north != chosen.north]


def _weight(one: Reading, before: str, after: str, near: Sequence[str], hanja: str) -> float:
    weight = _HANJA if hanja and hanja in one.meaning.split("·") else 0.0
    if any(left.search(before) and right.match(after) for left, right in one.beside):
        weight += _LOCAL
    return weight + _NEAR * min(2, sum(word.startswith(one.near) for word in near))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((found.end() for found in _END.finditer(text, max(0, start - 200), start)), default=max(0, start - 200))
    following = _END.search(text, end, end + 200)
    return first, following.start() + 1 if following else min(len(text), end + 200)


@cache
def _pattern(written: str, left: bool) -> re.Pattern[str]:
    letters = re.escape(written).replace(r"\ ", " ?").replace(r"\*", "[가-힣]{0,3} ?")
    return re.compile(f"{letters}$" if left else letters)


def _reading(north: str, meaning: str, cues: Sequence[str]) -> Reading:
    beside = [cue.partition("~") for cue in cues if "~" in cue]
    spelt = [form for cue in cues if "~" not in cue for form in _spellings(cue)]
    patterns = tuple(
        (_pattern(left_form, True), _pattern(right_form, False))
        for left, _, right in beside
        for left_form in _spelt_through(left)
        for right_form in _spelt_through(right)
    )
    return Reading(north, meaning, patterns, tuple(spelt))


def _spellings(word: str) -> Sequence[str]:
    """A cue as the South and as the North writes it, so that a converted text is read as its draft was."""
    found = entry(word)
    return [word, *(north for north, _ in (found.spellings if found else ()) if north != word)]


def _spelt_through(written: str) -> Sequence[str]:
    word = written.strip()
    return [written, *(written.replace(word, form) for form in _spellings(word)[1:])] if word else [written]
