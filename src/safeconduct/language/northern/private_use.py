# SPDX-License-Identifier: Apache-2.0
"""Code points that do not say the same everywhere: private use, names of leaders as one sign, loose letters, doubles.

KPS 9566, the North's own character set, has signs that Unicode does not; converters put them, and what else they
cannot place, into the private use area (U+E000 to U+F8FF, planes 15 and 16).  The enlarged syllables of leaders' names
(4-72 to 4-77) are U+F113 to U+F118 there, in fonts of 2005 U+F013 to U+F018 as well; a third name, of the edition of
2011, is told as private use only.  Another reader's device shows an empty box or another sign.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from .remarks import Remark, ordered

_ENLARGED: Final = (*range(0xF113, 0xF119), *range(0xF013, 0xF019))
_HANGUL: Final = re.compile(r"[가-힣]")
_OLD_JAMO: Final = re.compile(r"[\u1100-\u11FF\uA960-\uA97F\uD7B0-\uD7FF]+")
_LOOSE: Final = re.compile(r"[\u3131-\u318E]+")
_HALF: Final = re.compile(r"[\uFFA0-\uFFDC]+")
_HANJA: Final = re.compile(r"[\uF900-\uFAFF\U0002F800-\U0002FA1F]+")
_UNSEEN: Final = re.compile(
    r"[\u00AD\u115F\u1160\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\u3164\uFEFF\uFFA0]+"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_LOOK_ALIKE: Final = {
    "ー": "－",
    "丨": "ㅣ",
    "ㆍ": "·",
    "〇": "○",
    "一": "ㅡ",
    "口": "ㅁ",
    "人": "ㅅ",
    "二": "=",
}
_SCRIPTS: Final = {"LATIN": "Latin", "CYRILLIC": "Cyrillic", "GREEK": "Greek"}


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each run of signs that another device may show otherwise, or that a search does not find."""
    yield from ordered([*_private(text), *_jamo(text), *_oddities(text), *_look_alikes(text)])


def _private(text: str) -> Iterator[Remark]:
    for at, sign in enumerate(text):
        code = ord(sign)
        if code in _ENLARGED:
            why = (
                "This code point is an enlarged syllable of a leader's name in KPS 9566; elsewhere it is an empty box."
            )
            yield Remark(at, at + 1, sign, "leader-name-sign", why)
        elif unicodedata.category(sign) == "Co":
            why = (
                "A private-use code point has no meaning of its own: another device shows an empty box or another sign."
            )
            yield Remark(at, at + 1, sign, "private-use", why)


def _jamo(text: str) -> Iterator[Remark]:
    for found in _OLD_JAMO.finditer(text):
        whole = unicodedata.normalize("NFC", found[0])
        why = "These are single letters in place of whole syllables; searching and line breaking go wrong with them."
        proposal = whole if _HANGUL.search(whole) and not _OLD_JAMO.search(whole) else ""
        yield Remark(*found.span(), found[0], "decomposed-hangul", why, proposal)
    for found in _HALF.finditer(text):
        proposal = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", found[0]))
        why = "Half-width letters are not the letters that a Korean keyboard writes."
        yield Remark(*found.span(), found[0], "half-width-hangul", why, proposal)
    for found in _LOOSE.finditer(text):
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        if len(found[0]) > 1 or _HANGUL.match(before) or _HANGUL.match(after):
            why = "A single letter stands where a syllable is expected: a slip of the keyboard, or Southern chat."
            yield Remark(*found.span(), found[0], "loose-letter", why)


def _oddities(text: str) -> Iterator[Remark]:
    for found in _HANJA.finditer(text):
        why = "A compatibility hanja looks like the ordinary one and is another code point; a search does not find it."
        yield Remark(*found.span(), found[0], "compatibility-hanja", why, unicodedata.normalize("NFC", found[0]))
    for found in _UNSEEN.finditer(text):
        why = "An unseen sign stands here; it may break a word, or turn the direction of the text."
        yield Remark(*found.span(), found[0], "unseen-sign", why)


def _look_alikes(text: str) -> Iterator[Remark]:
    """Signs that look like others: one of another script inside a word, or a Chinese one between Hangul."""
    for found in _WORD.finditer(text):
        word = found[0]
        scripts = {script for script in map(_script, word) if script}
        if len(scripts) > 1:
            why = f"One word has letters of several scripts ({', '.join(sorted(scripts))}) that look alike."
            yield Remark(*found.span(), word, "look-alike", why)
    for at, sign in enumerate(text):
        proposal = _LOOK_ALIKE.get(sign)
        if proposal and (_HANGUL.match(text[at - 1 : at]) or _HANGUL.match(text[at + 1 : at + 2])):
            why = f"U+{ord(sign):04X} looks like {proposal} and is another sign."
            yield Remark(at, at + 1, sign, "look-alike", why, proposal)


def _script(sign: str) -> str:
    return _SCRIPTS.get(unicodedata.name(sign, "").split(" ")[0], "")
