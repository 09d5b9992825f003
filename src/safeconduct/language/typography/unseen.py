# SPDX-License-Identifier: Apache-2.0
"""Signs that nobody sees: soft hyphens, zero-width spaces and joiners, marks of direction, controls.

They come from web pages and word processors, break searches and comparisons, and may tell where a text was copied
from.
"""

import re
from collections.abc import Iterator

from safeconduct.language.remarks import Remark, remark

_SIGNS = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
)
_UNSEEN = re.compile(f"[{_SIGNS}]+")
_NAMES = {
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner",
    "\u2060": "a word joiner",
    "\ufeff": "a byte-order mark",
}


def remarks(text: str, language: str) -> Iterator[Remark]:  # noqa: ARG001 - every rule is asked alike
    """Every run of unseen signs, with the sign beside it, so that the proposal has something to show."""
    for found in _UNSEEN.finditer(text):
        start, end = found.start(), found.end()
        if end < len(text):
            beside, end = text[end], end + 1
        elif start:
            start, beside = start - 1, text[start - 1]
        else:
            beside = ""
        what = _NAMES.get(found[0][0], "a sign without a shape")
        yield remark(text, start, end, "unseen-sign", f"Here stands {what} (U+{ord(found[0][0]):04X}).", beside)
