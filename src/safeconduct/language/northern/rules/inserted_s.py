# SPDX-License-Identifier: Apache-2.0
"""Compounds without the ㅅ that the South puts between their parts (나루배, 바다가, 뒤일); 웃 for 윗.

조선말규범집 2010, 맞춤법 제14, 18항.  A ㅅ that belongs to a word or prefix stays: 첫째, 햇곡식, 헛소리, 숫돌, 옛말.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from attrs import frozen

from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.particles import follows_as_particle
from safeconduct.language.northern.syllables import coda, with_coda
from safeconduct.language.northern.tables import Row, rows

TABLES: Final = ("inserted_s", "inserted_s_urimalsaem")
ARTICLE: Final = "조선말규범집 2010 맞춤법 제14항"
_WITH_S: Final = re.compile("[" + "".join(with_coda(chr(sign), "ㅅ") for sign in range(0xAC00, 0xD7A4, 28)) + "]")
_UPPER: Final = "조선말규범집 2010 맞춤법 제18항"
_SHORT_HEADS: Final = frozenset("뒷콧귓뱃핏뼛쇳찻촛칫횟툇볏뗏냇텃혓횃잿탯봇홧곗")
"""First parts of one syllable that are nothing else: not 햇 (new), 빗 (comb), 셋, 못, 깃."""
_LONG: Final = 3


@frozen
class Compounds:
    """`words` by their Southern spelling, `heads` first parts with their ㅅ, `longest` in syllables."""

    words: Mapping[str, Row]
    heads: frozenset[str]
    longest: int


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each compound of the tables, then one to look at for each that only seems to be one."""
    known = _compounds()
    starts = {token.start: token for token in draft.tokens if token.end > token.start}
    ends = {token.end for token in draft.tokens if token.end > token.start}
    for start, stop in draft.words:
        if not _WITH_S.search(draft.text, start, stop - 1):
            continue
        at = start
        while at < stop - 1:
            edit = None
            if at == start or at in starts:
                edit = _listed(draft, known, at, stop, ends) or _likely(draft, known, starts.get(at), stop)
            if edit:
                yield edit
            at = edit.end if edit else at + 1


def _listed(draft: Draft, known: Compounds, start: int, stop: int, ends: set[int]) -> Edit | None:
    """The longest compound of the tables that begins here."""
    for end in range(min(stop, start + known.longest), start + 1, -1):
        row = known.words.get(draft.text[start:end])
        if row and _closes(draft, end, stop, end - start, ends):
            return Edit(
                start, end, row.south, row.north, "inserted-s", row.grade, row.source, row.alternatives, row.note
            )
    return None


def _closes(draft: Draft, end: int, stop: int, length: int, ends: set[int]) -> bool:
    """True when a word may end here."""
    if end == stop or end in ends:
        return True
    return length >= _LONG or (not draft.modelled and follows_as_particle(draft.text[end:stop]))


def _likely(draft: Draft, known: Compounds, token: Token | None, stop: int) -> Edit | None:
    """A noun that begins like the compounds of the tables, but is not among them."""
    if token is None or token.tag[0] != "N" or token.tag == "NNP":
        return None
    for length in (3, 2, 1):
        end = token.start + length
        head = draft.text[token.start : end]
        if head in known.heads and end < stop and token.end >= end:
            old = draft.text[token.start : token.end]
            new = with_coda(head[-1], " ")
            if head[-1] == "윗":
                new = "웃"
            return Edit(
                token.start,
                token.end,
                old,
                head[:-1] + new + old[length:],
                "inserted-s-likely",
                Grade.CONVERT_AND_FLAG,
                _UPPER if new == "웃" else ARTICLE,
                (old,),
            )
    return None


@cache
def _compounds() -> Compounds:
    words = {row.south: row for table in TABLES for row in rows(table)}
    heads = {*_SHORT_HEADS, "윗"}
    for south, row in words.items():
        place = next((at for at in range(len(south)) if at < len(row.north) and south[at] != row.north[at]), 0)
        if place and coda(south[place]) == "ㅅ":
            heads.add(south[: place + 1])
    return Compounds(words, frozenset(heads), max(map(len, words)))
