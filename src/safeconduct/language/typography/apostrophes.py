# SPDX-License-Identifier: Apache-2.0
"""Apostrophes: U+2019 in all three languages.

Between Cyrillic letters U+0027, U+02BC, a grave or an acute are told; in English a straight sign is, too.
"""

import re
from collections.abc import Iterator

from safeconduct.language.remarks import Remark, remark

_CYRILLIC = "а-яёіїєґА-ЯЁІЇЄҐ"
_BETWEEN = re.compile(rf"(?<=[{_CYRILLIC}])['ʼ‘`´′＇](?=[{_CYRILLIC}])")
_ENGLISH = re.compile(r"(?<=[A-Za-z])[`´‘ʼ＇](?=[A-Za-z])|(?<=[A-Za-z.,!?0-9])'|'(?=\w)")
_NAMES = {"'": "the straight sign (U+0027)", "ʼ": "the letter apostrophe (U+02BC)", "‘": "an opening mark (U+2018)"}


def remarks(text: str, language: str) -> Iterator[Remark]:
    """Every apostrophe that is not U+2019."""
    for found in _BETWEEN.finditer(text):
        what = _NAMES.get(found[0], "another sign")
        why = f"This apostrophe is {what}; print uses U+2019, one kind in one copy."
        yield remark(text, found.start(), found.end(), "apostrophe-wrong", why, "’")
    if language == "en":
        for found in _ENGLISH.finditer(text):
            before = text[found.start() - 1] if found.start() else " "
            opens = not before.isalnum() and before not in ".,!?" and not text[found.end()].isdigit()
            why = "Straight apostrophes and single quotation marks are of the typewriter."
            yield remark(text, found.start(), found.end(), "apostrophe-straight", why, "‘" if opens else "’")
