# SPDX-License-Identifier: Apache-2.0
"""A Southern draft as it is analysed: its words, their hanja, and what may not be touched."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from attrs import field, frozen

_WORD: Final = re.compile(r"[가-힣]+")


@frozen
class Token:
    """One morpheme: its form, part of speech (the Sejong tag set; "-I": irregular), place in the text, and lemma."""

    form: str
    tag: str
    start: int
    end: int
    lemma: str = ""


@frozen
class Sino:
    """What the hanja dictionary took a stretch for: `hanja` is "" for a native word or a loan."""

    start: int
    end: int
    form: str
    tag: str
    hanja: str


@frozen
class Draft:
    """A text with what the analysers said of it.

    `tokens` and `sinos` are empty without the models (`modelled` is False then, and rules use tables alone).
    `guarded` are the places that no rule may touch; `settled` gives the hanja that the author wrote for a place, and
    `choices` the Northern word the author chose for a Southern one wherever it stands.
    """

    text: str
    tokens: Sequence[Token] = ()
    sinos: Sequence[Sino] = ()
    modelled: bool = False
    guarded: Sequence[tuple[int, int]] = ()
    settled: Mapping[tuple[int, int], str] = field(factory=dict)
    choices: Mapping[str, str] = field(factory=dict)

    @cached_property
    def words(self) -> Sequence[tuple[int, int]]:
        """The stretches of Hangul, in order: words with what is joined to them (어절 less punctuation)."""
        return [found.span() for found in _WORD.finditer(self.text)]

    def guards(self, start: int, end: int) -> bool:
        """True when any of these letters may not be touched."""
        return any(start < last and first < end for first, last in self.guarded)
