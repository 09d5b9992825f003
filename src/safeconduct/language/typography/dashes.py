# SPDX-License-Identifier: Apache-2.0
"""Dashes: long between parts of a sentence, en dashes in ranges, a minus before figures, hyphens inside words."""

import re
from collections.abc import Iterator

from safeconduct.language.remarks import Remark, remark

_LOOSE_HYPHEN = re.compile(r"(?<=[^\s-])([ \u00a0])-([ \u00a0])(?=[^\s\d-])")
_DOUBLE = re.compile(r"(?<!-)[ \u00a0]?--[ \u00a0]?(?!-)")
_CLOSE_DASH = re.compile(r"(?<=[^\W\d_])—(?=[^\W\d_])|(?<=[^\W\d_]) —(?=[^\W\d_])|(?<=[^\W\d_])— (?=[^\W\d_])")
_RANGE = re.compile(r"(?<![\w.,:/№#+()-])(\d{1,4})-(\d{1,4})(?![\w-]|[.,:/]\d)")
_MINUS = re.compile(r"(?<=[ \u00a0(])-(?=\d)")
_LONG = re.compile(r"(?<=\S)([ \u00a0])([–—])(?=[ \u00a0]\S)")
_USUAL = {"uk": "—", "ru": "—", "en": "–"}


def remarks(text: str, language: str) -> Iterator[Remark]:
    """Hyphens where dashes or a minus belong, dashes without their spaces, two kinds of dash in one copy."""
    house = _house_dash(text, language)
    for found in _LOOSE_HYPHEN.finditer(text):
        why = "A hyphen with spaces around it stands for a dash."
        proposal = f"{found[1]}{house}{found[2]}"
        yield remark(text, found.start(), found.end(), "dash-hyphen", why, proposal)
    for found in _DOUBLE.finditer(text):
        why = "Two hyphens stand for a dash."
        between_figures = text[: found.start()][-1:].isdigit() and text[found.end() :][:1].isdigit()
        yield remark(text, found.start(), found.end(), "dash-hyphen", why, "–" if between_figures else f" {house} ")
    if language != "en":
        for found in _CLOSE_DASH.finditer(text):
            why = "A dash between words has a space on either side."
            yield remark(text, found.start(), found.end(), "dash-close", why, " — ")
    for found in _RANGE.finditer(text):
        if int(found[1]) < int(found[2]):
            why = "From one figure to another leads an en dash, without spaces."
            yield remark(text, found.start(), found.end(), "range-hyphen", why, f"{found[1]}–{found[2]}")
    for found in _MINUS.finditer(text):
        why = "A hyphen before a figure stands for a minus."
        yield remark(text, found.start(), found.end(), "minus-hyphen", why, "−")
    for found in _LONG.finditer(text):
        if found[2] != house:
            why = f"Other dashes of this copy are “{house}”."
            yield remark(text, found.start(2), found.end(2), "dashes-mixed", why, house)


def _house_dash(text: str, language: str) -> str:
    """The dash between words that the copy has most often, or the one that is usual in the language."""
    signs = [found[2] for found in _LONG.finditer(text)]
    if not signs or signs.count("–") * 2 == len(signs):
        return _USUAL[language]
    return "–" if signs.count("–") * 2 > len(signs) else "—"
