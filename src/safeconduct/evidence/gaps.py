# SPDX-License-Identifier: Apache-2.0
"""What stands between two letters of a quotation, and where a quotation may be cut.

White space tells little: Korean is spaced differently by different hands, pages break lines where the original did
not, and readers of PDF files lose and invent blanks.  But it parts words and numbers, and there it is compared: "not
able" is not "notable", "10 000" is neither "10000" nor "1 0000", "10, 500" is not "10,500".  So are hyphens: "re-sign"
is not "resign".
"""

import re
from collections.abc import Iterator

from .normal import clusters, folded, letters_of

_LETTER = "[A-Za-zÀ-ÖØ-öø-ʯ\u0300-\u036fͰ-ԯḀ-ỿ]"
"""Letters of scripts that part words by blanks.  Not Hangul: a particle may well be left out of a quotation."""
_LINE_ENDS = "\n\v\f\r\x1c-\x1e\x85\u2028\u2029"
_LINE_END = rf"[^\S{_LINE_ENDS}]*[{_LINE_ENDS}]\s*"
_BROKEN = re.compile(_LINE_END)
_HYPHENED = re.compile(rf"[-\u2010]{_LINE_END}")
# PDFium puts a sign of its own where a hyphen and a line end were.
_DIVIDED = str.maketrans({"\u0002": "-\n", "\ufffe": "-\n"})
_WORD = re.compile(f"{_LETTER}\0{_LETTER}")
_DIGITS = re.compile(r"\d\0\d")
_MARKED = re.compile(r"\d(?:[.,:']\0|\0[.,:'])\d")

_REACH = 12
_CUT = re.compile(
    # A word, also one with an apostrophe (a possessive 's may be left out) or broken at a line end.
    f"{_LETTER}(?:'?\0|\0'(?!s(?!{_LETTER}))){_LETTER}"
    f"|{_LETTER}(?:-{_LINE_END}\0|\0-{_LINE_END}){_LETTER}"
    # A number: its digits and decimals, its groups of three, its minus sign.
    r"|\d(?:[.,:']?\0|\0[.,:'])\d"
    rf"|(?<!\d)\d{{1,3}}(?:[^\S{_LINE_ENDS}]\0|\0[^\S{_LINE_ENDS}])\d{{3}}(?!\d)"
    r"|(?:^|[\s(\"'])-\0\d"
    # A Korean number, of digits and words for tens to billions, and the sign for "and more" after it.
    r"|\d\0[십백천만억조]|[십백천만억조]\s?\0\s?\d|[\d십백천만억조]\0여"
)


def agree(quoted: str, archived: str) -> bool:
    """True when two texts with the same letters have the same words, numbers and hyphens.

    A line end may have cut a word, with a hyphen or without: it agrees with every reading of it.
    """
    # The common case needs no second look: the same signs, to the width of the white space.
    return quoted.split() == archived.split() or all(
        one & other for one, other in zip(_readings(quoted), _readings(archived), strict=True)
    )


def cuts(words: str, at: int) -> bool:
    """True when a quotation that begins or ends at `at` of the archived words would cut a word or a number."""
    around = f"{words[max(0, at - _REACH) : at]}\0{words[at : at + _REACH]}"
    return bool(_CUT.search(folded(around.translate(_DIVIDED))))


def _readings(text: str) -> Iterator[frozenset[str]]:
    """Yield for each two neighbouring letters of the normal form how what stands between them may be read."""
    letters, gaps = "", [""]
    for cluster in clusters(text):
        found = letters_of(folded(cluster))
        letters += found
        # What one cluster becomes has nothing between its letters.
        gaps[-1:] = [gaps[-1], *[""] * len(found)] if found else [gaps[-1] + cluster]
    for at, gap in enumerate(gaps[1:-1], 1):
        yield _reading(gap, f"{letters[max(0, at - 2) : at]}\0{letters[at : at + 2]}")


def _reading(gap: str, there: str) -> frozenset[str]:
    shown = folded(gap)
    if "-" in shown:
        broken = _HYPHENED.fullmatch(gap.translate(_DIVIDED)) and _WORD.search(there)
        return frozenset(("-", "")) if broken else frozenset("-")
    if not shown or not (_WORD.search(there) or _DIGITS.search(there) or _MARKED.search(there)):
        return frozenset(("",))
    return frozenset((" ", "")) if _BROKEN.match(gap) and not _DIGITS.search(there) else frozenset(" ")
