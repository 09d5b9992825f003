# SPDX-License-Identifier: Apache-2.0
"""Normal forms in which words are compared."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def exact_words(text: str) -> str:
    """The form in which a quotation must be found: composed (NFC), runs of white space as one space."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def bare_letters(text: str) -> str:
    """The form in which a sentence must be found on a page: NFKC, no white space, no invisible characters."""
    return _SPACE.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
