# SPDX-License-Identifier: Apache-2.0
"""Does the type have every sign of the copy?  Asked first, for Typst would print a blank in silence."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.compiling import FONTS

from .font_file import opened
from .typefaces import face_of

# Controls, invisible joiners and breaks, private use, unassigned.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})


@cache
def signs_of(language: str) -> frozenset[int]:
    """Return the code points that every file of the language's face has a sign for."""
    first, *others = (opened(FONTS / file).signs() for file in dict.fromkeys(face_of(language).files))
    return first.intersection(*others)


@lru_cache(maxsize=10_000)
def has_sign(language: str, sign: str) -> bool:
    """Whether every file of the language's face has a glyph for `sign`."""
    return all(opened(FONTS / file).glyph(ord(sign)) for file in face_of(language).files)


def check_glyphs(table: object, piece: str) -> None:
    """Look at every set text in `table`; raises `StepRefusal` naming the first sign its face lacks, and the block."""
    for name, language, text in _set_texts(table):
        for sign in dict.fromkeys(text):
            if unicodedata.category(sign) in UNSEEN:
                raise StepRefusal(
                    f"The block “{name}” of “{piece}” holds a sign that cannot be seen (U+{ord(sign):04X}).",
                    "delete it: what nobody can see, nobody can check.",
                )
            if not has_sign(language, sign):
                raise StepRefusal(
                    f"The typeface for {language} ({face_of(language).text}) has no “{sign}” (U+{ord(sign):04X}), "
                    f"which stands in the block “{name}” of “{piece}”.",
                    "write it in words, or with a sign that the typeface has.",
                )


def _set_texts(value: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, Mapping):
        if "words" in value and "language" in value:
            letters = "".join(piece[0] for word in value["words"] for piece in word)
            yield str(value["id"]), str(value["language"]), letters
        else:
            for each in value.values():
                yield from _set_texts(each)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _set_texts(each)
