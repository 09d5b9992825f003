# SPDX-License-Identifier: Apache-2.0
"""The bare form of words: what is left when an editor's cosmetic change, of spacing and punctuation, is taken away."""

import re
import unicodedata

_SAME = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-"})
# Only these marks are cosmetic; whatever else stands in a text (%, &, §, +, $, ?) can carry its meaning.
_GAP = re.compile(r"([\s,.;:!…·'\"“”„‟«»‹›()\[\]{}《》〈〉「」『』、。，．：；！–—―-]+)")  # fmt: skip
_OF_A_WORD = ("'", "-")
_OF_A_NUMBER = ("-", "–", "—", ".", ",")
_HANGUL = re.compile(r"[가-힣ᄀ-ᇿ㄰-㆏]")


def bare(text: str) -> str:
    """Return the bare form of `text`: its letters, digits and question marks, a space where one word ends.

    Spacing and punctuation are dropped where they cannot change a word or a number: what stands between two digits
    stays as it is, so does a point or hyphen right before a number, and an apostrophe or hyphen inside a word; between
    two words a space is left, save between two Hangul syllables, where spacing is a matter of spelling.
    """
    parts = _GAP.split(unicodedata.normalize("NFC", text).translate(_SAME))
    kept = [parts[0]]
    for gap, word in zip(parts[1::2], parts[2::2], strict=True):
        before = kept[-1][-1:] if kept[-1] else ""
        kept += [_kept(gap, before, word[:1]), word]
    return "".join(kept)


def _kept(gap: str, before: str, after: str) -> str:
    if before.isnumeric() and after.isnumeric():
        return re.sub(r"\s+", " ", gap)
    if gap in _OF_A_WORD and before.isalnum() and after.isalnum():
        return gap
    if after.isnumeric() and gap[-1] in _OF_A_NUMBER:
        return f" {gap[-1]}"
    apart = before and after and "?" not in (before, after)
    return " " if apart and not (_HANGUL.match(before) and _HANGUL.match(after)) else ""
