# SPDX-License-Identifier: Apache-2.0
"""-하지 and -하건대 shortened: 넉넉치 않다, 생각컨대 (조선말규범집 2010, 맞춤법 제13항)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.syllables import coda
from safeconduct.language.northern.tables import rows

ARTICLE: Final = "조선말규범집 2010 맞춤법 제13항"
_STRONG: Final = {"지": "치", "건": "컨", "게": "케", "도": "토"}
_STOPPED: Final = frozenset("ㄱㄷㅂㅅ")
_DENIED: Final = re.compile(r"\s*(?:들|는|도|를|ㄹ)?\s*(?:않|못|아니)")


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each 지 that stands for 하지 before 않다 or 못하다, and each 건대 that stands for 하건대."""
    seen: set[int] = set()
    for n, token in enumerate(draft.tokens):
        if (
            token.form == "하"
            and token.start == token.end
            and token.tag in ("XSV", "XSA")
            and n + 1 < len(draft.tokens)
        ):
            place = token.end
            sign = draft.text[place : place + 1]
            if sign in _STRONG and coda(draft.text[place - 1]) in _STOPPED and _holds(draft.text, place):
                seen.add(place)
                yield _edit(place, sign)
    for edit in listed(draft):
        if edit.start not in seen:
            yield edit


def listed(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each word of the list, whatever the analyser takes it for."""
    for found in _words().finditer(draft.text):
        place = found.end() - 1
        if _holds(draft.text, place):
            yield _edit(place, draft.text[place])


def _holds(text: str, place: int) -> bool:
    if text[place] == "지":
        return _DENIED.match(text, place + 1) is not None
    return text[place] == "건" and text.startswith("대", place + 1)


@cache
def _words() -> re.Pattern[str]:
    stems = sorted((re.escape(row.south.removesuffix("하다")) for row in rows("negated_hada")), key=len, reverse=True)
    return re.compile(f"(?<![가-힣])(?:{'|'.join(stems)})[지건]")


def _edit(start: int, old: str) -> Edit:
    return Edit(start, start + 1, old, _STRONG[old], "ending-negated", Grade.CONVERT, ARTICLE)
