# SPDX-License-Identifier: Apache-2.0
"""Rows whose word means something else beside certain words: 인도 is a country, and the pavement beside a road.

The other sense keeps its spelling; as it is only guessed, the word is marked, and the row's word is named beside it.
"""

import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade

_END: Final = re.compile(r"[.!?…\n]")
_REACH: Final = 120
_NEAR: Final[Mapping[str, re.Pattern[str]]] = {
    "인도": re.compile(
        r"차도|찻길|차길|보도|도로|횡단|자전거|차량|차를|차가|주차|보행|행인|가로수|연석|올라[서섰가갔타오와]|걸어|걷[는고다]"
        r"|넘어지|넘어져|인도[를을]? ?(?:하|한|받|될|되)|신병|시신"
    ),
    "카메라": re.compile(r"감시|보안|방범|열화상|무인|CCTV|씨씨티비|드론|무인기|적외선"),
    "부수다": re.compile(
        r"(?:[와과]|의|총|발행|인쇄) ?부수|부수[와는를가] ?(?:맞|틀리|적|확인|늘|줄|인쇄|많|적)|부수[와를]"
    ),
}


def sensed(draft: Draft, edit: Edit, south: str = "") -> Edit:
    """Return the edit, or a mark on the word that stays, when the words beside it speak for another sense.

    `south` is what the row is called by, where that is not what stands in the draft.
    """
    near = _NEAR.get(south or edit.old)
    if near is None or edit.old == edit.new or not near.search(_sentence(draft.text, edit)):
        return edit
    return evolve(edit, new=edit.old, grade=Grade.CONVERT_AND_FLAG, alternatives=(edit.new, *edit.alternatives))


def _sentence(text: str, edit: Edit) -> str:
    low = max(0, edit.start - _REACH)
    first = max((found.end() for found in _END.finditer(text, low, edit.start)), default=low)
    last = _END.search(text, edit.end, edit.end + _REACH)
    return text[first : last.start() if last else edit.end + _REACH]
