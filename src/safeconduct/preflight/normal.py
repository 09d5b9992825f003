# SPDX-License-Identifier: Apache-2.0
"""Forms of words: the one in which pages are compared, and the one in which a finding shows them."""

import re
import unicodedata

from safeconduct.evidence.legible import legible

_LONGEST = 200
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def bare_letters(text: str) -> str:
    """The form in which a sentence must be found on a page: NFKC, no white space, no invisible characters."""
    return _SPACE.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def short(words: str) -> str:
    """Return `words` on one line, every sign of them visible, no longer than a person reads in a message."""
    shown = legible(words)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 2]} …"
