# SPDX-License-Identifier: Apache-2.0
"""Words of the South that the North spells in two ways, by what is meant: a guess at which it is here."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from attrs import field, frozen

from .sino_table import entry

HEAD: Final = ("south", "north", "hanja", "cues")
_WINDOW: Final = 6
_LOCAL, _NEAR, _CLOSEST, _HANJA, _LIKELIER = 3.0, 2.0, 1.0, 1.0, 0.5
_RARE: Final = "*"
_WORD: Final = re.compile(r"[가-힣]+")
_END: Final = re.compile(r"[.!?…\n]")


@frozen
class Reading:
    """One reading of a homograph: how the North spells it, its hanja or meaning, and the words that are met beside it.

    `cues` are as the table has them.  A `rare` reading is taken where a cue speaks for it, and is nowhere else told of.
    """

    north: str
    meaning: str
    cues: tuple[str, ...] = field(repr=False)
    rare: bool = False

    @cached_property
    def beside(self) -> Sequence[tuple[re.Pattern[str], re.Pattern[str], int]]:
        """What stands right before and right after the word, the longest first; made when it is asked for."""
        parted = sorted((cue.partition("~") for cue in self.cues if "~" in cue), key=_letters, reverse=True)
        return [
            (_pattern(left_form, True), _pattern(right_form, False), _letters((left, "", right)))
            for left, _, right in parted
            for left_form in _spelt_through(left)
            for right_form in _spelt_through(right)
        ]

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The beginnings of words in the sentence."""
        return tuple(form for cue in self.cues if "~" not in cue for form in _spellings(cue))


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
        named = tuple(filter(None, cues.split("|")))
        reading = Reading(north, meaning.removeprefix(_RARE), named, meaning.startswith(_RARE))
        found[south] = (*found.get(south, ()), reading)
    return found


def read(text: str, start: int, end: int, hanja: str) -> tuple[Reading, Sequence[Reading]]:
    """Return the reading of the homograph at a place, and its rivals; `hanja` is what the dictionary has.

    Where several have a cue right beside the word, the longest tells most: 양을 치다 is of sheep, 양을 may be not.
    """
    readings = homographs()[text[start:end]]
    first, last = _sentence(text, start, end)
    before, after = text[first:start], text[end:last]
    near = [*_WORD.findall(before)[-_WINDOW:], *_WORD.findall(after)[:_WINDOW]]
    beside = [_beside(one, before, after) for one in readings]
    weights = [_weight(one, size, near, hanja) for one, size in zip(readings, beside, strict=True)]
    weights[0] += _LIKELIER
    if beside.count(max(beside)) == 1:
        weights[beside.index(max(beside))] += _CLOSEST
    chosen = readings[weights.index(max(weights))]
    return chosen, [one for one in readings if one.north != chosen.north and not one.rare]


def _beside(one: Reading, before: str, after: str) -> int:
    """How many letters of a cue stand right beside the word: 0 for none."""
    return next((size for left, right, size in one.beside if left.search(before) and right.match(after)), 0)


def _weight(one: Reading, beside: int, near: Sequence[str], hanja: str) -> float:
    weight = _NEAR * min(2, sum(word.startswith(one.near) for word in near)) if one.near else 0.0
    if beside:
        weight += _LOCAL
    if one.rare and not weight:
        return -1.0
    return weight + (_HANJA if hanja and hanja in one.meaning.split("·") else 0.0)


def _letters(parted: tuple[str, str, str]) -> int:
    left, _, right = parted
    return len(left.strip(" *")) + len(right.strip(" *"))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((found.end() for found in _END.finditer(text, max(0, start - 200), start)), default=max(0, start - 200))
    following = _END.search(text, end, end + 200)
    return first, following.start() + 1 if following else min(len(text), end + 200)


@cache
def _pattern(written: str, left: bool) -> re.Pattern[str]:
    letters = re.escape(written).replace(r"\ ", " ?").replace(r"\*", "[가-힣]{0,3} ?")
    return re.compile(f"{letters}$" if left else letters)


def _spellings(word: str) -> Sequence[str]:
    """A cue as the South and as the North writes it, so that a converted text is read as its draft was."""
    found = entry(word)
    return [word, *(north for north, _ in (found.spellings if found else ()) if north != word)]


def _spelt_through(written: str) -> Sequence[str]:
    word = written.strip()
    return [written, *(written.replace(word, form) for form in _spellings(word)[1:])] if word else [written]
