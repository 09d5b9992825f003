# SPDX-License-Identifier: Apache-2.0
"""The initial-sound rule without the analysers: the longest word of the table, and particles after it."""

import re
from collections.abc import Iterator
from typing import Final

from safeconduct.language.northern import homographs
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.sino_table import Entry, entry

_ARTICLE: Final = "조선말규범집 2010, 맞춤법 제25항"
_LONGEST: Final = 8
_TAIL: Final = re.compile(
    r"(?:들|적|하|되|시키|당하|스럽|롭|같|없|있|이|을|를|은|는|가|과|와|의|에|도|만|로|으로|까지|부터|보다|처럼|마다|께|한테|조차|나|며|라|란|야"
    r"|입니|였|이였|인|일|히|해|했|한|할|함|합|돼|됐|된|될|됨|됩|뿐|대로|씩|밖|님|여)"
)
_SINGLE: Final = {
    "예": re.compile(r"(?:를|가|로|는|도)(?![가-힣])"),
    "양": re.compile(r"(?:이|을)(?![가-힣])"),
    "폐": re.compile(r"(?:를|가|에|는)(?![가-힣])"),
    "뇌": re.compile(r"(?!)"),
}


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each word that the table knows for certain; homographs go by the words around them."""
    text = draft.text
    for first, last in draft.words:
        at = first
        while at < last:
            size = next((n for n in range(min(_LONGEST, last - at), 0, -1) if _ends(text, at, at + n, last)), 0)
            if not size:
                break
            yield from _edit(text, at, at + size)
            at += size
            if _TAIL.match(text, at, last):
                break


def _ends(text: str, start: int, end: int, last: int) -> bool:
    word = text[start:end]
    if len(word) == 1:
        return word in _SINGLE and _SINGLE[word].match(text, end) is not None
    if entry(word) is None:
        return False
    return end == last or _TAIL.match(text, end, last) is not None or _followed(text, end, last)


def _followed(text: str, start: int, last: int) -> bool:
    return any(entry(text[start:end]) is not None for end in range(min(last, start + _LONGEST), start + 1, -1))


def _edit(text: str, start: int, end: int) -> Iterator[Edit]:
    word = text[start:end]
    if word in homographs.homographs():
        chosen, others = homographs.read(text, start, end, "")
        flags = tuple(dict.fromkeys(one.north for one in others))
        if flags or chosen.north != word:
            why = f"taken for {chosen.meaning}" if flags else ""
            grade = Grade.CONVERT_AND_FLAG if flags else Grade.CONVERT
            yield Edit(start, end, word, chosen.north, "sino", grade, _ARTICLE, flags, why)
        return
    new = _certain(entry(word) or Entry(word))
    if new != word:
        yield Edit(start, end, word, new, "sino", Grade.CONVERT, _ARTICLE)


def _certain(found: Entry) -> str:
    if found.native or not found.changes:
        return found.word
    best, rank = found.spellings[0]
    rival = any(new == found.word and other >= rank for new, other in found.spellings)
    return found.word if rival or (not rank and len(found.word) == 2 and len(found.spellings) > 1) else best
