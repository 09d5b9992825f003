# SPDX-License-Identifier: Apache-2.0
"""Numbers in digits: the marks that each language puts between them."""

import re
from decimal import Decimal

# Every language: groups of three after a space (ISO 80000; also the norm in Ukrainian, Russian and DPRK print).
_SPACED = r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9])"
# English and Korean: the comma groups, the point is the decimal mark: "10.000" is ten.
_POINT = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|{_SPACED}|[0-9]+)(?:\.[0-9]+)?"
# Ukrainian and Russian: the comma is the decimal mark.  A point never is, so "10.000" can only mean groups; and nobody
# writes three decimal noughts, so "10,000" is an English number that was left standing.
_COMMA = (
    r"[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])(?:,[0-9]+)?|[0-9]{1,3}(?:,000)+(?![0-9])"
    rf"|(?:{_SPACED}|[0-9]+)(?:,[0-9]+)?|[0-9]+"
)
# 9:00 is nine o'clock, as 9 and 9시 are; in 9:30 there are two numbers, as in 9시 30분.
_HOUR = r"(?:[01]?[0-9]|2[0-4]):00(?![0-9:])"
PATTERN = {
    tag: rf"{_HOUR}|{digits}" for tag, digits in (("en", _POINT), ("ko", _POINT), ("uk", _COMMA), ("ru", _COMMA))
}
"""A regular expression of one number in digits, per language."""


def value_of(digits: str, language: str) -> Decimal:
    """Return the value of digits that `PATTERN[language]` matched."""
    digits = digits.replace(" ", "").removesuffix(":00")
    if language in {"uk", "ru"}:
        if re.search(r",000(?:$|,)", digits):
            return Decimal(digits.replace(",", ""))
        return Decimal(digits.replace(".", "").replace(",", "."))
    return Decimal(digits.replace(",", ""))
