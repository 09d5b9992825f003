# SPDX-License-Identifier: Apache-2.0
"""Words as a speller wants them: with their places, without addresses, figures and what stands in another
alphabet."""

import re
import unicodedata
from collections.abc import Iterator

from attrs import frozen

ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w@#])[@#]\w+"
    r"|(?<![\w.-])(?:[A-Za-z0-9-]{1,63}\.){1,5}(?:org|com|net|int|info|gov|edu|mil|eu|ua|ru|kr|ch|uk|us|de"
    r"|pl)\b(?:/\S*)?"
)
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
APOSTROPHES = "'’ʼ‘`´′＇"
HYPHENS = "‐‑-"
_WORD = re.compile(rf"[^\W_](?:[\w{_MARKS}])*(?:[{APOSTROPHES}{HYPHENS}][^\W_][\w{_MARKS}]*)*")
_PART = re.compile(rf"[^{HYPHENS}]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_STRESS = re.compile("[\u0300\u0301]")
_SENTENCE_END = re.compile(r"(?:^|\n|[.!?…][»”’“)\]]*)[\s«„“”‘’\"'(\[–—•*-]*$")
_ENDINGS_ASIDE = 3


@frozen
class Word:
    """`text` stands at `start`:`end`; `begins` is true where a sentence or a line begins with it."""

    start: int
    end: int
    text: str
    begins: bool


def split(text: str) -> Iterator[Word]:
    """Yield the words of `text`; a hyphenated word is one word, addresses are none."""
    covered = [found.span() for found in ADDRESS.finditer(text)]
    for found in _WORD.finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in covered):
            before = text[max(0, found.start() - 12) : found.start()]
            yield Word(found.start(), found.end(), found[0], found.start() == 0 or bool(_SENTENCE_END.search(before)))


def parts(word: Word) -> Iterator[Word]:
    """Yield what stands between the hyphens; figures and the case ending after a figure (15-го) are left out."""
    figured = any(char.isdigit() for char in word.text)
    for found in _PART.finditer(word.text):
        if any(char.isdigit() or char == "_" for char in found[0]) or (figured and len(found[0]) <= _ENDINGS_ASIDE):
            continue
        first = word.begins and found.start() == 0
        yield Word(word.start + found.start(), word.start + found.end(), found[0], first)


def folded(word: str) -> str:
    """`word` as dictionaries have it: composed, one kind of apostrophe and hyphen, no stress marks, nothing
    unseen."""
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", word))
    if "cyrillic" in {alphabet(char) for char in plain}:
        plain = unicodedata.normalize("NFC", _STRESS.sub("", unicodedata.normalize("NFD", plain)))
    return "".join("'" if char in APOSTROPHES else "-" if char in HYPHENS else char for char in plain)


def alphabet(word: str) -> str:
    """latin, cyrillic, other (another one, or none), or mixed."""
    kinds = {_kind(char) for char in word if char.isalpha()}
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else "other"


def _kind(char: str) -> str:
    name = unicodedata.name(char, "")
    return "latin" if name.startswith("LATIN") else "cyrillic" if name.startswith("CYRILLIC") else "other"
