# SPDX-License-Identifier: Apache-2.0
"""The bare form of words: what is left when an editor's cosmetic change, of spacing and punctuation, is taken away."""

import re
import unicodedata

_SAME = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-"})
# Only these marks are cosmetic; whatever else stands in a text (%, &, §, +, $, ?) can carry its meaning.
_GAP = re.compile(r"([\s,.;:!…·'\"“”„‟«»‹›()\[\]{}《》〈〉「」『』、。，．：；！–—―-]+)")  # fmt: skip
_OF_A_WORD = ("'", "-")
_OF_A_NUMBER = ("-", "–", "—", ".", ",")
_OF_A_MEASURE = ("'", '"')
_SIGNED = re.compile(r"[-–—]\s*$")
# A syllable that denies: 못 하다 (cannot) is not 못하다 (does it badly), nor 잘 못하다 잘못하다 (does wrong).
_DENYING = ("안", "못", "없")
_HANGUL = re.compile(r"[가-힣ᄀ-ᇿ㄰-㆏]")


def bare(text: str) -> str:
    """Return the bare form of `text`: its letters, digits and question marks, a space where one word ends.

    Spacing and punctuation are dropped where they cannot change a word or a number: what stands between two digits
    stays as it is, so does a point or hyphen right before a number, and an apostrophe or hyphen inside a word; between
    two words a space is left, save between two Hangul syllables, where spacing is a matter of spelling, unless one of
    them denies.  A straight quotation mark after a number may mean feet or minutes and stays.
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
    if before.isnumeric() and gap[0] in _OF_A_MEASURE:
        return gap[0] + (_kept(gap[1:], gap[0], after) if gap[1:] else "")
    if gap in _OF_A_WORD and before.isalnum() and after.isalnum():
        return gap
    if after.isnumeric() and gap[-1] in _OF_A_NUMBER:
        return f" {gap[-1]}"
    if after.isnumeric() and (dash := _SIGNED.search(gap)):
        return f" {dash[0][0]}"
    if not before or not after or "?" in (before, after):
        return ""
    spelling = _HANGUL.match(before) and _HANGUL.match(after) and before not in _DENYING and after not in _DENYING
    return "" if spelling else " "
