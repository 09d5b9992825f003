# SPDX-License-Identifier: Apache-2.0
"""A Southern draft as it is analysed: its words, their hanja, and what may not be touched."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from attrs import field, frozen

_WORD: Final = re.compile(r"[가-힣]+")


@frozen
class Token:
    """One morpheme: its form, part of speech (the Sejong tag set; "-I": irregular), place in the text, and lemma.

    `known` is False for a word that the analyser does not have and made up from what is around it.
    """

    form: str
    tag: str
    start: int
    end: int
    lemma: str = ""
    known: bool = True


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
    northern: dict[tuple[int, int], tuple[tuple[int, int], ...]] = field(factory=dict, eq=False, repr=False)
    """What has been asked of NK-HanDic so far: words that only the North has, by stretch of Hangul."""

    @cached_property
    def words(self) -> Sequence[tuple[int, int]]:
        """The stretches of Hangul, in order: words with what is joined to them (어절 less punctuation)."""
        return [found.span() for found in _WORD.finditer(self.text)]

    @cached_property
    def _token_starts(self) -> Sequence[int]:
        return [one.start for one in self.tokens]

    @cached_property
    def _sino_starts(self) -> Sequence[int]:
        return [one.start for one in self.sinos]

    @cached_property
    def _sino_ends(self) -> Sequence[int]:
        return [one.end for one in self.sinos]

    @cached_property
    def _sino_places(self) -> Mapping[tuple[int, int], Sino]:
        return {(one.start, one.end): one for one in reversed(self.sinos)}

    @cached_property
    def _guard_starts(self) -> Sequence[int]:
        return [first for first, _ in self.guarded]

    @cached_property
    def _guard_reach(self) -> int:
        return max((last - first for first, last in self.guarded), default=0)

    def stretch(self, at: int) -> tuple[int, int] | None:
        """Return the stretch of Hangul that `at` is in, or None."""
        n = bisect_right(self.words, (at, len(self.text) + 1)) - 1
        return self.words[n] if n >= 0 and self.words[n][0] <= at < self.words[n][1] else None

    def tokens_within(self, start: int, end: int) -> Sequence[Token]:
        """Return the morphemes that begin in a stretch."""
        starts = self._token_starts
        return self.tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def sinos_within(self, start: int, end: int) -> Sequence[Sino]:
        """Return what HanDic found that begins in a stretch."""
        starts = self._sino_starts
        return self.sinos[bisect_left(starts, start) : bisect_left(starts, end)]

    def sino_at(self, start: int, end: int) -> Sino | None:
        """Return what HanDic took exactly this stretch for, or None."""
        return self._sino_places.get((start, end))

    def sino_over(self, start: int, end: int) -> Sino | None:
        """Return the first that HanDic found which has the whole stretch in it, or None."""
        n = bisect_left(self._sino_ends, end)
        return self.sinos[n] if n < len(self.sinos) and self.sinos[n].start <= start else None

    def guards(self, start: int, end: int) -> bool:
        """True when any of these letters may not be touched; `guarded` is in order."""
        starts = self._guard_starts
        near = self.guarded[bisect_left(starts, start - self._guard_reach) : bisect_left(starts, end)]
        return any(start < last and first < end for first, last in near)
