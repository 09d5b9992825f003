# SPDX-License-Identifier: Apache-2.0
"""The tables as one dictionary: words by their spelling, verbs and adjectives by their stem."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from attrs import frozen

from safeconduct.language.northern.edits import Edit
from safeconduct.language.northern.tables import Row, rows

PREDICATES = frozenset({"VV", "VA", "VX", "VCN", "XSV", "XSA"})


@frozen
class Lexicon:
    """`words` by their Southern spelling, `stems` of verbs and adjectives without 다; `longest` counts letters.

    `within` has, for a Southern word, the Northern words that it stands in, and where: 파푸아뉴기니아 has 기니 in it,
    and is not to become 파푸아뉴기네아.  `northern` are all Northern words,
    `heads` the beginnings of the Southern ones, two letters or the one there is, and `openings` whatever a stem begins
    with, itself among them.
    """

    words: Mapping[str, Sequence[Row]]
    stems: Mapping[str, Sequence[Row]]
    longest: int
    within: Mapping[str, Sequence[tuple[str, int]]]
    northern: frozenset[str]
    heads: frozenset[str]
    openings: frozenset[str]

    def begins(self, text: str, at: int) -> bool:
        """True when a Southern word may begin at this place."""
        return text[at : at + 2] in self.heads or text[at : at + 1] in self.heads


def predicate(row: Row) -> bool:
    """True when a row is of a verb or an adjective, named with 다 on both sides."""
    return row.south.endswith("다") and row.north.endswith("다") and bool(PREDICATES & set(row.pos))


@cache
def lexicon(tables: tuple[str, ...]) -> Lexicon:
    """Return the dictionary of these tables; where two know one word, the earlier table comes first."""
    words: dict[str, list[Row]] = defaultdict(list)
    stems: dict[str, list[Row]] = defaultdict(list)
    for row in _all(tables):
        if predicate(row):
            stems[row.south[:-1]].append(row)
        else:
            words[row.south].append(row)
    heads = frozenset(word[:2] for word in words)
    longest = max(map(len, words), default=0)
    openings = frozenset(stem[:n] for stem in stems for n in range(len(stem) + 1))
    return Lexicon(dict(words), dict(stems), longest, _within(words), _northern(words), heads, openings)


def _northern(words: Mapping[str, Sequence[Row]]) -> frozenset[str]:
    return frozenset(row.north for rows_of in words.values() for row in rows_of)


def _within(words: Mapping[str, Sequence[Row]]) -> Mapping[str, Sequence[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word in _northern(words):
        for start in range(len(word)):
            for end in range(start + 1, len(word) + 1):
                if word[start:end] in words and end - start < len(word):
                    found[word[start:end]].append((word, start))
    return dict(found)


def _all(tables: Iterable[str]) -> Iterable[Row]:
    for table in tables:
        yield from rows(table)


def replacing(row: Row, start: int, old: str, new: str) -> Edit:
    """Return the edit that puts the Northern word of a row, in the form `new`, in the place of `old` at `start`."""
    end = start + len(old)
    return Edit(start, end, old, new, "vocabulary", row.grade, row.source, row.alternatives, row.note)
