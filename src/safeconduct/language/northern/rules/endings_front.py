# SPDX-License-Identifier: Apache-2.0
"""여 and 였 after a stem that ends in ㅣ ㅐ ㅔ ㅚ ㅟ ㅢ: 되여, 기였다, 이였다 (조선말규범집 2010, 맞춤법 제11항 3)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.syllables import coda, vowel

ARTICLE: Final = "조선말규범집 2010 맞춤법 제11항"
NORTHERN: Final = {"어": "여", "었": "였"}
FRONT: Final = frozenset("ㅣㅐㅔㅚㅟㅢㅞㅙ")
_PREDICATES: Final = ("V", "XSV", "XSA", "EP")
_FROM_S: Final = re.compile(
    r"^이어(?:지|받|가|나가|오|달|붙|박|대|나오|쓰|들)|지어(?:지|내|먹|붓|바치|올리|주|보)|^(?:애어리|피어리|시어질)"
)
"""Words whose 어 follows a ㅅ that has gone (잇다, 짓다) or is no ending at all."""

_JOINED: Final = ("련이어", "연이어")
"""One after the other, of 잇다; the analyser does not know the Northern spelling."""

WORDS: Final = {
    "도리어": "도리여",
    "드디어": "드디여",
    "띄어쓰기": "띄여쓰기",
    "끼어들기": "끼여들기",
    "뛰어넘기": "뛰여넘기",
    "뛰어내리기": "뛰여내리기",
    "뛰어오르기": "뛰여오르기",
    "쥐어뜯기": "쥐여뜯기",
    "쥐어짜기": "쥐여짜기",
    "기어가기": "기여가기",
    "기어오르기": "기여오르기",
    "되어가기": "되여가기",
}
"""Adverbs and nouns with the ending inside; other nouns keep 어 (시어머니, 미디어, 기어)."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each 어 or 었 that follows an open front vowel of a stem."""
    for n, token in enumerate(draft.tokens):
        if token.tag[0] in "NM" and (north := WORDS.get(token.form)):
            yield _edit(token.start, token.form, north)
        elif token.tag[0] == "E" and n and token.form[0] in "어었에":
            yield from _ending(draft, draft.tokens[n - 1], token)
        elif token.tag[0] == "V":
            yield from _inside(draft, draft.tokens, n)


def _ending(draft: Draft, stem: Token, token: Token) -> Iterator[Edit]:
    """어 and 었 after a stem that they are not fused with: 되+어, 하시+었."""
    if stem.end != token.start or not stem.tag.startswith(_PREDICATES) or draft.text.startswith(_JOINED, stem.end - 2):
        return
    old = draft.text[token.start : token.end]
    if old.startswith("에") and stem.tag in ("VCP", "VCN"):
        yield _edit(token.start, old, "예" + old[1:], Grade.CONVERT_AND_FLAG)
    elif old[:1] in NORTHERN and coda(stem.form[-1]) == " " and vowel(stem.form[-1]) in FRONT and stem.form != "지":
        yield _edit(token.start, old, NORTHERN[old[0]] + old[1:])


def _inside(draft: Draft, tokens: Sequence[Token], n: int) -> Iterator[Edit]:
    """어 inside a word that the analyser has whole: 뛰어나다, 헤어지다, 되어지다."""
    token = tokens[n]
    for at in range(1, len(token.form)):
        place = token.start + at
        if (
            token.form[at] == "어"
            and draft.text[place - 1 : place + 1] == token.form[at - 1 : at + 1]
            and coda(token.form[at - 1]) == " "
            and vowel(token.form[at - 1]) in FRONT
            and not _FROM_S.search(token.form)
        ):
            yield _edit(place, "어", "여")


def _edit(start: int, old: str, new: str, grade: Grade = Grade.CONVERT) -> Edit:
    return Edit(start, start + len(old), old, new, "ending-front-vowel", grade, ARTICLE)
