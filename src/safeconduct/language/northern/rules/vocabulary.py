# SPDX-License-Identifier: Apache-2.0
"""Words that are others in the North: the rows of the tables, found in the draft (우리말샘 북한어, 외국말적기법).

A noun is found as a whole token or a run of tokens, the longest first, since the analyser cuts words that it does not
know, and 국방부장관 may be two words; a verb or an adjective by its stem, and the Northern stem takes the endings over.
Each place of the draft is looked at once, so that ranks that move up by one are never moved twice.  A row that is the
same on both sides keeps a name from being taken apart.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from attrs import evolve

from safeconduct.language.northern.conjugating import unmoved
from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.lexicon import Lexicon, lexicon, replacing
from safeconduct.language.northern.particles import follows_as_particle
from safeconduct.language.northern.rules.inflected import predicate_at
from safeconduct.language.northern.rules.ranks import in_another_word, in_its_army
from safeconduct.language.northern.rules.senses import sensed
from safeconduct.language.northern.sino_table import entry
from safeconduct.language.northern.tables import Row

TABLES: Final = (
    "ranks",
    "countries",
    "cities",
    "loans",
    "loans_urimalsaem",
    "native",
    "native_urimalsaem",
    "su_am",
    "everyday",
    "everyday_urimalsaem",
    "persons",
)
"""The tables that are looked up, the strongest first."""

_COMPOUNDS: Final = ("inserted_s", "inserted_s_urimalsaem")

_TURNS_MEANING: Final = frozenset({"적", "화", "성"})
"""Endings that make another word of a noun (인도, 인도적): a row that goes there too names XSN among its parts."""

_BOUND_ALONE: Final = ("NNB",)
_NAME_ALONE: Final = ("NNP",)
"""So much a row asks for whose letters are a common word too (인도 the country, the handing over, the pavement)."""

_SUFFIXES: Final = ("화", "성", "군", "인", "어", "식", "용", "제", "급", "표", "측", "형", "산")
"""What a long word may have after it where there is no analyser to say so."""

_OF_VERBS: Final = frozenset({"워", "와", "러", "려", "웠", "왔", "렀", "어", "아"})
"""Syllables that are no noun: the analyser makes them one where it cuts a verb that it does not know."""

_LONG: Final = 3
"""So many syllables are hardly another word by chance."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each word of the tables, in the order of the draft."""
    known = lexicon(TABLES)
    taken = 0
    found = [*_by_tokens(draft, known), *_by_letters(draft, known)] if draft.modelled else _by_letters(draft, known)
    for edit in sorted(found, key=lambda one: (one.start, -one.end)):
        if edit.start >= taken and not _northern_already(draft, known, edit):
            taken = edit.end
            if edit.old != edit.new and not in_another_word(draft, edit):
                yield sensed(draft, in_its_army(draft, edit))


def misread(draft: Draft, edit: Edit) -> bool:
    """True for a space taken out after a Northern word and its particle, which the analyser took for one noun.

    It knows the South: 나트리움과 칼리움 are two nouns to it, and 나트륨과 칼륨 are not.
    """
    if not edit.rule.startswith("spacing") or edit.new or not edit.old.isspace():
        return _put_there(draft, edit)
    if (after := draft.stretch(edit.end)) and edit.rule.endswith("이, 그, 저"):
        start, stop = after  # 그 군의소: not 그군
        if any(draft.text[start:end] in _northern_only() for end in range(start + _LONG, stop + 1)):
            return True
    stretch = draft.stretch(edit.start - 1) if edit.start else None
    if stretch is None:
        return False
    northern, word = lexicon(TABLES).northern, draft.text[stretch[0] : edit.start]
    return any(word[:at] in northern and follows_as_particle(word[at:]) for at in range(2, len(word)))


def _put_there(draft: Draft, edit: Edit) -> bool:
    """True when the edit would change a word that these tables put in the place of a Southern one: 유모아, 앞이발."""
    stretch = draft.stretch(edit.start)
    if stretch is None or edit.old == edit.new or edit.rule.startswith(("spacing", "punctuation", "ending")):
        return False
    start, stop = stretch
    return any(
        draft.text[start:end] in _northern_only() and follows_as_particle(draft.text[end:stop])
        for end in range(max(edit.end, start + _LONG), stop + 1)
    )


@cache
def _northern_only() -> frozenset[str]:
    known = lexicon(TABLES)
    compounds = lexicon(_COMPOUNDS)
    norths = {word for word in known.northern | compounds.northern if len(word) >= _LONG}
    return frozenset(norths - known.words.keys() - compounds.words.keys())


def _northern_already(draft: Draft, known: Lexicon, edit: Edit) -> bool:
    """True when the word is a piece of a Northern one that the draft has: 기니 in 기니아, of 파푸아뉴기니아."""
    return any(
        draft.text.startswith(word, edit.start - at) for word, at in known.within.get(edit.old, ()) if edit.start >= at
    )


def _by_tokens(draft: Draft, known: Lexicon) -> Iterator[Edit]:
    tokens = draft.tokens
    at = 0
    for n, token in enumerate(tokens):
        if token.start < at:
            continue
        edit = _word(draft, known, n) or _inside(draft, known, n) or predicate_at(draft, known, n)
        if edit:
            at = edit.end
            yield edit


def _word(draft: Draft, known: Lexicon, n: int) -> Edit | None:
    """The longest row that begins with token `n` and ends with a token."""
    tokens, start = draft.tokens, draft.tokens[n].start
    if not known.begins(draft.text, start):
        return None
    for last in range(min(n + 8, len(tokens)) - 1, n - 1, -1):
        end = tokens[last].end
        if end - start > known.longest or end <= start:
            continue
        old = draft.text[start:end]
        solid = old.replace(" ", "")
        for row in known.words.get(old) or (known.words.get(solid, ()) if len(solid) > _LONG else ()):
            if _fits(row, tokens[n : last + 1], old) and not _turned(row, tokens, last) and not _cut(tokens, last, old):
                return replacing(row, start, old, row.north)
    return None


def _fits(row: Row, tokens: Sequence[Token], old: str) -> bool:
    tags = [token.tag.split("-")[0] for token in tokens]
    if not row.pos:
        return True
    noun = any(tag[0] == "N" for tag in row.pos)
    if len(tags) == 1:
        return tags[0] in row.pos or (len(old) >= _LONG and noun and tags[0][0] == "N")
    return noun and (len(old) >= _LONG or all(tag[0] in "NXS" for tag in tags))


def _turned(row: Row, tokens: Sequence[Token], last: int) -> bool:
    """True when a suffix follows that makes another word of it."""
    if last + 1 == len(tokens) or "XSN" in row.pos:
        return False
    after = tokens[last + 1]
    return after.start == tokens[last].end and after.tag == "XSN" and after.form in _TURNS_MEANING


def _cut(tokens: Sequence[Token], last: int, old: str) -> bool:
    """True when a short word was cut from a verb or an adjective that the analyser does not know: 다스|워진다."""
    if len(old) >= _LONG or last + 1 == len(tokens):
        return False
    after = tokens[last + 1]
    return after.start == tokens[last].end and after.form in _OF_VERBS and after.tag[0] in "NIE"


def _inside(draft: Draft, known: Lexicon, n: int) -> Edit | None:
    """A row that begins or ends a compound which the analyser has for one noun: 버스표, 관광버스."""
    token = draft.tokens[n]
    old = draft.text[token.start : token.end]
    if not token.tag.startswith("N") or old != token.form or len(old) < _LONG:
        return None
    for length in range(len(old) - 1, 1, -1):
        for start, part in ((token.start, old[:length]), (token.end - length, old[-length:])):
            for row in known.words.get(part, ()):
                if (length >= _LONG or _foreign_part(draft, start, part)) and (
                    not row.pos or any(tag[0] == "N" for tag in row.pos)
                ):
                    return replacing(row, start, part, row.north)
    return None


def _foreign_part(draft: Draft, start: int, part: str) -> bool:
    """True when the hanja dictionary has these letters of a compound in no hanja: 버스票."""
    sino = draft.sino_over(start, start + len(part))
    if sino is None:
        return False
    there = start - sino.start
    return len(sino.hanja) == sino.end - sino.start and sino.hanja[there : there + len(part)] == part


def _by_letters(draft: Draft, known: Lexicon) -> Iterator[Edit]:
    """Rows at the beginning of a stretch of Hangul with nothing but particles after them.

    This is all there is without the analysers; with them it finds the words that they misread (댐을 as 대 + ㅁ), of
    three syllables and more, or those whose row asks for no part of speech.
    """
    stops = {at: last for first, last in draft.words for at in range(first, last)}
    for start, _ in draft.words:
        if draft.modelled and not known.begins(draft.text, start):
            continue
        for end in range(min(len(draft.text), start + known.longest), start, -1):
            if end - 1 in stops and (
                edit := _by_its_letters(draft, known, start, draft.text[end : stops[end - 1]], end)
            ):
                yield edit
                break


def _by_its_letters(draft: Draft, known: Lexicon, start: int, rest: str, end: int) -> Edit | None:
    old = draft.text[start:end]
    for row in known.words.get(old, ()):
        suffixed = not draft.modelled and len(old) >= _LONG and rest.startswith(_SUFFIXES)
        if _sure(draft, row, old) and (follows_as_particle(rest) or (suffixed and follows_as_particle(rest[1:]))):
            edit = replacing(row, start, old, row.north)
            doubtful = not draft.modelled and row.pos in (_NAME_ALONE, _BOUND_ALONE)
            return evolve(edit, grade=Grade.WARN) if doubtful else edit
    for row in () if draft.modelled else known.stems.get(old, ()):
        if unmoved(rest):
            edit = replacing(row, start, old, row.north[:-1])
            if entry(old) is None:
                return edit
            # 부수는: of the verb, or of the number of copies
            edit = sensed(draft, evolve(edit, grade=Grade.CONVERT_AND_FLAG), row.south)
            return evolve(edit, grade=Grade.WARN) if follows_as_particle(rest) else edit
    return None


def _sure(draft: Draft, row: Row, old: str) -> bool:
    if not draft.modelled:
        return True
    return not row.pos or (len(old) >= _LONG and any(tag[0] == "N" for tag in row.pos))
