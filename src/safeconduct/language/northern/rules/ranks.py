# SPDX-License-Identifier: Apache-2.0
"""Ranks of generals, which move up by one: 준장 is 소장 in the North, 소장 is 중장, 중장 is 상장.

The North has words for 소장 and 중장 as well, and 소장 is the head of an institution too.  So these are changed only
where the draft counts ranks as the South does, which it shows by a rank that the North does not have, and only beside
another rank; elsewhere the change is proposed.  A text that has been converted shows no such rank any more.
"""

import re
from typing import Final

from attrs import evolve

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade

_MOVED: Final = frozenset({"준장", "소장", "중장"})
_SOUTHERN: Final = re.compile("준장|소령|중령|대령|원사|준위|병장|상병|일병|이병|일등병|이등병|부사관|하사관|장교")
_RANK: Final = re.compile(f"{_SOUTHERN.pattern}|소장|중장|대장|소위|중위|대위|장성|장군|사단장|군단장|사령관")
_INSTITUTION: Final = re.compile("(?:소|원|관|실|국) ?$")
_SHORT: Final = frozenset(
    {*_MOVED, "상병", "병장", "일병", "이병", "대위", "원사", "준위", "전차", "소총", "대령", "중령", "소령"}
)
_GOES_ON: Final = ("급", "님", "들", "출신", "이상", "이하", "계급", "때", "시절", "진급", "부대", "부인", "군의")


def in_another_word(draft: Draft, edit: Edit) -> bool:
    """True when a short rank is the beginning of another word: 상병 of 상병자, 전차 of 전차선로."""
    return (
        edit.old in _SHORT
        and not draft.text.startswith(_GOES_ON, edit.end)
        and any(token.start == edit.end and token.tag[0] in "NX" for token in draft.tokens)
        and draft.text[edit.end : edit.end + 1] > "가"
    )


def in_its_army(draft: Draft, edit: Edit) -> Edit:
    """Return the edit, as a proposal when it moves a general up and the draft does not show whose ranks it counts."""
    if edit.old not in _MOVED or (_counted(draft, edit) and not _INSTITUTION.search(draft.text[: edit.start])):
        return edit
    return evolve(edit, grade=Grade.WARN)


def _counted(draft: Draft, edit: Edit) -> bool:
    if edit.old == "준장":
        return True
    first = draft.text.rfind("\n", 0, edit.start) + 1
    last = draft.text.find("\n", edit.end)
    line = draft.text[first : edit.start] + "\n" + draft.text[edit.end : last if last >= 0 else None]
    return _SOUTHERN.search(draft.text) is not None and _RANK.search(line) is not None
