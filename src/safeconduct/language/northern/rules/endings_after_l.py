# SPDX-License-Identifier: Apache-2.0
"""Endings in ㄹ with a lax sound after it: 할가, 볼가요, 있을소냐 (조선말규범집 2010, 맞춤법 제6항)."""

import re
from collections.abc import Iterator
from typing import Final

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.syllables import coda

ARTICLE: Final = "조선말규범집 2010 맞춤법 제6항"
LAX: Final = {"까": "가", "꼬": "고", "께": "게", "껄": "걸", "쏘": "소", "쏜": "손", "깝": "갑", "쎄": "세"}
_RARE: Final = re.compile(r"(?<=[가-힣])(?:쏘냐|쏜가|쏜고|깝쇼|껄|께요?|쎄)(?![가-힣])")
"""Endings that the analyser cuts in odd ways: -ㄹ쏘냐, -ㄹ껄; they stand last in their word."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each tense sound after the ㄹ of an ending."""
    seen: set[int] = set()
    for token in draft.tokens:
        if token.tag[0] != "E" or token.form[0] not in "ᆯ을":
            continue
        for place in range(token.start + 1, token.end):
            sign = draft.text[place]
            if sign in LAX and coda(draft.text[place - 1]) == "ㄹ":
                seen.add(place)
                yield _edit(place, draft.text[place : token.end])
                break
    for found in _RARE.finditer(draft.text):
        if found.start() not in seen and _ends_a_verb(draft, found.start()):
            yield _edit(found.start(), found[0])


def _ends_a_verb(draft: Draft, place: int) -> bool:
    """True when the syllable before is a verb with -ㄹ or -을."""
    if coda(draft.text[place - 1]) != "ㄹ":
        return False
    return any(token.end == place and token.tag in ("ETM", "EC", "EF") for token in draft.tokens)


def _edit(start: int, old: str) -> Edit:
    return Edit(start, start + len(old), old, LAX[old[0]] + old[1:], "ending-after-l", Grade.CONVERT, ARTICLE)
