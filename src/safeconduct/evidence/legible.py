# SPDX-License-Identifier: Apache-2.0
"""What nobody can see, nobody can check: signs without a shape are written out before a report shows a text."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_WITHOUT_SHAPE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def legible(text: str) -> str:
    """Return `text` with each control, invisible, private or unassigned sign as "[U+00AD]", white space as one space.

    The answer holds only signs that XML 1.0 and HTML can hold, on one line.
    """
    return "".join(_shown(sign) for sign in _SPACE.sub(" ", text))


def named(sign: str) -> str:
    """Return the code point of `sign` as "[U+200B]"."""
    return f"[U+{ord(sign):04X}]"


def _shown(sign: str) -> str:
    return named(sign) if unicodedata.category(sign) in _WITHOUT_SHAPE else sign
