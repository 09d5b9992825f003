# SPDX-License-Identifier: Apache-2.0
"""Rows of digits that are no number: telephone numbers and codes, said digit by digit in their groups."""

import re
from typing import Final

from safeconduct.language.numbers.writing import written_out

from .rules import LEFT, RIGHT, Match, Rule

_ROW: Final = (
    rf"(?<!\w)\+[0-9][0-9 ()-]{{5,}}[0-9]{RIGHT}"
    rf"|{LEFT}(?:0[0-9]*(?:[ -][0-9]+)+|0[0-9]+|[0-9]{{1,4}}(?:-[0-9]{{2,4}}){{2,}}|[0-9]{{3}}-[0-9]{{4}}){RIGHT}"
    rf"|{LEFT}[0-9]{{7,}}{RIGHT}"
)
_LONGEST = 4
_PLUS: Final = {"en": "plus", "uk": "плюс", "ru": "плюс", "ko": "플루스"}


def digit_rows(language: str) -> Rule:
    """Return the rule for `language`; a row of more than four digits is parted in threes, for breath."""

    def say(match: Match) -> str | None:
        digits = re.sub(r"[^0-9]", "", match[0])
        if len(digits) < 3 and not match[0].startswith("0"):
            return None
        groups = [piece for group in re.findall(r"[0-9]+", match[0]) for piece in _pieces(group)]
        joint = "" if language == "ko" else " "
        said = ", ".join(joint.join(digit(one, language) for one in group) for group in groups)
        return f"{_PLUS[language]} {said}" if match[0].startswith("+") else said

    return Rule(re.compile(_ROW), say)


def digit(sign: str, language: str) -> str:
    """Return one digit in words."""
    return written_out(int(sign), language).replace("'", "’")


def _pieces(group: str) -> list[str]:
    if len(group) <= _LONGEST:
        return [group]
    # No single digit is left over: 1234567 is 123, 4567.
    cut = list(range(0, len(group) - 1, 3))
    if len(group) - cut[-1] < 3 and len(cut) > 1 and len(group) - cut[-2] <= _LONGEST:
        cut.pop()
    return [group[start:end] for start, end in zip(cut, [*cut[1:], len(group)], strict=True)]
