# SPDX-License-Identifier: Apache-2.0
"""Spaces: one between words, none before a stop, one after it; and dots, doubled signs."""

import re
from collections.abc import Iterator

from safeconduct.language.remarks import Remark, remark

_SPACE = " \t\u00a0\u2002-\u200a\u202f\u3000"
_SEVERAL = re.compile(rf"(?<=\S)[{_SPACE}]{{2,}}(?=\S)")
_BEFORE = re.compile(rf"(?<=[^\s.,;:!?…([«„—–-])[{_SPACE}]+([,;:!?)\]»]|\.(?![\w.]))")
_AFTER_OPENING = re.compile(rf"([(\[«„])[{_SPACE}]+(?=\S)")
_MISSING = re.compile(r"(?<=\w)[,;!?](?=[^\W\d_])|(?<=[^\W\d_A-ZА-ЯІЇЄҐЁ])\.(?=[A-ZА-ЯІЇЄҐЁ][^\W\d_])")
_DOTS = re.compile(r"\.{3,}|\.(?: \.){2,}")
_TWICE = re.compile(r",{2,}|;{2,}|:{2,}")
_TWO_DOTS = re.compile(r"(?<![.?!…])\.\.(?!\.)")


def remarks(text: str, language: str) -> Iterator[Remark]:  # noqa: ARG001 - every rule is asked alike
    """Too many spaces, spaces before stops, none after them, dots for an ellipsis, doubled signs."""
    for found in _SEVERAL.finditer(text):
        why = "Between two words stands one space."
        proposal = "\u00a0" if "\u00a0" in found[0] else " "
        yield remark(text, found.start(), found.end(), "space-double", why, proposal)
    for found in _BEFORE.finditer(text):
        why = f"No space stands before “{found[1]}”."
        yield remark(text, found.start(), found.end(), "space-before", why, found[1])
    for found in _AFTER_OPENING.finditer(text):
        why = f"No space stands after “{found[1]}”."
        yield remark(text, found.start(), found.end(), "space-after-opening", why, found[1])
    for found in _MISSING.finditer(text):
        why = f"After “{found[0]}” a space is missing."
        yield remark(text, found.start(), found.end(), "space-missing", why, f"{found[0]} ")
    for found in _DOTS.finditer(text):
        yield remark(text, found.start(), found.end(), "ellipsis-dots", "Three dots are one sign: “…”.", "…")
    for found in _TWICE.finditer(text):
        yield remark(text, found.start(), found.end(), "sign-doubled", "This sign stands there twice.", found[0][0])
    for found in _TWO_DOTS.finditer(text):
        why = "Two dots are neither a full stop nor an ellipsis."
        yield remark(text, found.start(), found.end(), "sign-doubled", why)
