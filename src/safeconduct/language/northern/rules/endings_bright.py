# SPDX-License-Identifier: Apache-2.0
"""Stems that end in ㅂ or ㅎ and change: 고마와, 가까왔다; 벌개서, 허얘졌다 (조선말규범집 2010, 맞춤법 제10항 3, 5)."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.syllables import coda, vowel, with_vowel

ARTICLE: Final = "조선말규범집 2010 맞춤법 제10항"
NORTHERN: Final = {"워": "와", "웠": "왔"}
_BRIGHT: Final = frozenset("ㅏㅑㅗ")
_OPENED: Final = {"ㅔ": "ㅐ", "ㅖ": "ㅒ"}
_OF_VERBS: Final = re.compile(r"[가-힣]*[까다가나노라로마바보사자조타하고도]([워])(?:서|도|요|야|라|지다)?")
_COLOURED: Final = re.compile(
    r"(?<![가-힣])(?:시|싯|희|검|휘)?(?:[꺼거커]메|[벌뻘멀]게|[누퍼]레|[둥뚱]그레|허예|[뿌부]예)(?=[지졌진질짐서도요야])"
)
"""Colours and shapes, which the analyser has as one word or cuts apart: 벌게지다, 휘둥그레졌다."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each form in 워 after ㅏ or ㅗ, and each in ㅔ ㅖ of a stem in ㅎ."""
    listed = list(coloured(draft))
    yield from listed
    opened = {edit.start for edit in listed}
    for n, token in enumerate(draft.tokens):
        if token.tag[0] == "E" and n and token.form[0] in "어었아았":
            yield from (edit for edit in _ending(draft, draft.tokens[n - 1]) if edit.start not in opened)
        elif token.tag[0] == "V":
            yield from _inside(draft, token)
        elif token.tag[0] == "N":
            yield from _unknown(draft, n)


def coloured(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each colour of the list, whatever the analyser takes it for."""
    for found in _COLOURED.finditer(draft.text):
        yield _edit(found.end() - 1, found[0][-1], _opened(found[0][-1]))


def _ending(draft: Draft, stem: Token) -> Iterator[Edit]:
    last = stem.form[-1]
    if not stem.tag.endswith("-I") or stem.end - stem.start < 1:
        return
    place = stem.end - 1
    sign = draft.text[place]
    if coda(last) == "ㅂ" and vowel(last) in _BRIGHT and sign in NORTHERN:
        yield _edit(place, sign, NORTHERN[sign])
    elif coda(last) == "ㅎ" and vowel(sign) in _OPENED and vowel(last) in "ㅓㅕ":
        yield _edit(place, sign, _opened(sign))


def _inside(draft: Draft, token: Token) -> Iterator[Edit]:
    """워 inside a word that the analyser has whole: 반가워하다, 괴로워하다."""
    if draft.text[token.start : token.start + len(token.form) - 1] != token.form[:-1]:
        return
    for at in range(1, len(token.form) - 1):
        before = token.form[at - 1]
        if token.form[at] == "워" and coda(before) == " " and vowel(before) in _BRIGHT and before not in "싸쌔":
            yield _edit(token.start + at, "워", "와")


def _unknown(draft: Draft, n: int) -> Iterator[Edit]:
    """워 of an adjective that the analyser does not know, and has for a noun: 고까워서."""
    token = draft.tokens[n]
    alone = token.form == "워"
    if token.known and not alone:
        return
    found = _OF_VERBS.fullmatch(draft.text, max(0, token.start - 1) if alone else token.start, token.end)
    if found:
        edit = _edit(found.start(1), "워", "와")
        yield evolve(edit, grade=Grade.CONVERT_AND_FLAG, alternatives=("워",))


def _opened(sign: str) -> str:
    return with_vowel(sign, _OPENED[vowel(sign)])


def _edit(start: int, old: str, new: str) -> Edit:
    return Edit(start, start + len(old), old, new, "ending-bright-vowel", Grade.CONVERT, ARTICLE)
